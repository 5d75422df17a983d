"""What a line of a file says, under headers in four languages, and what is wrong with it."""

from __future__ import annotations

import pytest

from config import preset as presets
from config.codes import ContactRole
from worker.people.entries import Entry, entries

KIDSKONNECT = presets.load("kidskonnect")


def read(header: str, *lines: str) -> tuple[list[Entry], list[str]]:
    found = entries("\n".join([header, *lines]).encode(), KIDSKONNECT)
    return list(found.entries), [str(one) for one in found.faults]


@pytest.mark.parametrize(
    ("header", "role", "is_"),
    [
        (
            "Organisatie;Debiteurnr.;E-mailadres;Voornaam;Tussenvoegsel;Achternaam;Rol",
            "Beheerder",
            1,
        ),
        (
            "Klantnaam;Klantnummer;E-mail;Roepnaam;Voorvoegsel;Familienaam;Rol",
            "functioneel beheerder",
            1,
        ),
        ("Société;N° client;Adresse e-mail;Prénom;Infix;Nom;Rôle", "Super-administrateur", 0),
        (
            "Nom de l’organisation;Numéro de client;Courriel;Prénom;Infix;Nom de famille;Rôle",
            "Employé",
            3,
        ),
        ("Company name;Customer no.;Email Address;First name;Infix;Last Name;ROLE", "Key user", 2),
        ("Firma;Kunden-Nr.;E-Mail-Adresse;Vorname;Infix;Nachname;Rolle", "Schlüsselanwender", 2),
        ("Träger;Debitorennummer;E-Mail;Vorname;infix;Name;Benutzerrolle", "Mitarbeiterin", 3),
    ],
)
def test_headers_and_roles(header: str, role: str, is_: int) -> None:
    (found,), faults = read(header, f"KDV Zon;0042;Ann@ZON.example;Ann;de;Vries;{role}")
    assert faults == []
    assert found == Entry(
        2, "KDV Zon", "0042", (), "ann@zon.example", "Ann de Vries", list(ContactRole)[is_]
    )


@pytest.mark.parametrize(
    ("written", "address", "name"),
    [
        ("ann@zon.example", "ann@zon.example", ""),
        ("Ann de Vries <Ann@Zon.example>", "ann@zon.example", "Ann de Vries"),
        ("mailto:ann@zon.example", "ann@zon.example", ""),
        ("info@bücher.example", "info@xn--bcher-kva.example", ""),
        ("ann.o'neil+zon@zon.example", "ann.o'neil+zon@zon.example", ""),
        ("cleo@gmail.com", "cleo@gmail.com", ""),
    ],
)
def test_addresses(written: str, address: str, name: str) -> None:
    (found,), faults = read("klant;e-mail", f'Zon;"{written}"')
    assert faults == []
    assert (found.address, found.name) == (address, name)


@pytest.mark.parametrize(
    ("written", "domains"),
    [
        ("zon.example", ("zon.example",)),
        ("@zon.example", ("zon.example",)),
        ("https://www.zon.example/over-ons?x=1", ("zon.example",)),
        ("Zon.example, kamp-zon.example | zon.example", ("zon.example", "kamp-zon.example")),
        ("noord.zon.example", ("noord.zon.example",)),
        ("bücher.example", ("xn--bcher-kva.example",)),
        ("-", ()),
    ],
)
def test_domains(written: str, domains: tuple[str, ...]) -> None:
    (found,), faults = read("organisatie\tdomeinen", f"Zon\t{written}")
    assert faults == []
    assert found.domains == domains


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (";a@zon.example;;;", "no organisation"),
        ("Zon;a.zon.example;;;", "what stands as the address is none"),
        ("Zon;a@zon;;;", "what stands as the address is none"),
        ("Zon;a@zon.example b@zon.example;;;", "what stands as the address is none"),
        ("Zon;help@kidskonnect.example;;;", "the desk's own"),
        ("Zon;a@mail.kidskonnect.nl;;;", "the desk's own"),
        ("Zon;a@zon.example;baas;;", "the role 'baas' is none that we know: superadmin"),
        ("Zon;;admin;;", "a role, and no address"),
        ("Zon;;;gmail.com;", "'gmail.com' is that of a provider of private mail"),
        ("Zon;;;mail.telenet.be;", "provider of private mail"),
        ("Zon;;;flexkids.nl;", "is that of the desk itself"),
        ("Zon;;;co.uk;", "is shared by strangers"),
        ("Zon;;;zon;", "is no domain"),
        ("Zon;;;10.0.0.1;", "is no domain"),
        ("=1+1;a@zon.example;;;", "the organisation is a formula"),
        ("Zon;a@zon.example;;;=cmd|' /C calc'!A0", "the name is a formula"),
        ("Zon;a@zon.example;;=x;", "the domains is a formula"),
        ("Zon;a@zon.example;;;Ann;te veel", "6 cells, and the header has 5"),
        (f"{'x' * 201};a@zon.example;;;", "more than 200 characters"),
    ],
)
def test_faults(line: str, fault: str) -> None:
    found, faults = read("organisatie;email;rol;domein;naam", "Maan;a@maan.example;;;", line)
    assert len(found) == 1
    assert faults[0].startswith("line 3: ")
    assert fault in faults[0]
    assert "a@" not in " ".join(faults)  # no address is quoted


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        ("organisatie;telefoon", ["no column tells an address"]),
        ("email;naam", ["no column tells the organisation"]),
        ("straat;plaats", ["no column tells the organisation", "no column tells an address"]),
        ("organisatie;email;e-mailadres", ["several columns tell the address"]),
        ("organisatie;domein;domeinen;email", []),
        ("klantnummer;email", []),
    ],
)
def test_headers_that_do_not_do(header: str, faults: list[str]) -> None:
    _, found = read(header)
    assert len(found) == len(faults)
    assert all(part in one for part, one in zip(faults, found, strict=True))


def test_what_is_not_kept_is_told() -> None:
    found = entries(b"organisatie;email;telefoon;BSN\nZon;a@zon.example;06;1\n", KIDSKONNECT)
    assert found.ignored == ("telefoon", "BSN")


@pytest.mark.parametrize("raw", [b"", b"\n\n", b" \r\n"])
def test_an_empty_file(raw: bytes) -> None:
    assert [str(one) for one in entries(raw, KIDSKONNECT).faults] == ["the file is empty"]
