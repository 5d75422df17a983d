"""Who counts: parents, children and relatives; not senders, colleagues, staff or childminders."""

import pytest

from tests.triage.mails import KIDSKONNECT, a_mail, data, numbers
from triage.recognizers import recognize

FORWARD = (
    "Zie onder, kunnen jullie dit nakijken?\n\nSanne\n\n"
    "Van: Mohammed Aydin <m.aydin@gmail.example>\nVerzonden: maandag 9 november 2026 21:02\n"
    "Aan: info@kdv-zonnehoek.example\nOnderwerp: factuur\n\n"
    "Dag, onze dochter Elif staat niet op factuur 2026-0142. Groeten, Mohammed\n"
)
ANSWER = (
    "Nee, nog steeds niet.\n\nSanne\n\n"
    "Van: KidsKonnect Support <support@kidskonnect.example>\n"
    "Verzonden: maandag 9 november 2026 21:02\nAan: Sanne Vermeer\nOnderwerp: RE: factuur\n\n"
    "Dag Sanne, gaat het om debiteur 10422? Groet, Stefan de Boer\n"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("De moeder van Emma Jansen belde hierover.", ["Emma Jansen"]),
        ("Het gaat om Emma Jansen (kindnr 20931).", ["Emma Jansen"]),
        ("Bij Siem en Pip Lammers staat de groep niet goed.", ["Pip Lammers"]),
        ("Vader, Bart Van den Broeck, heeft getekend.", ["Bart Van den Broeck"]),
        ("naam; geboortedatum\nJansen, Emma; 12-03-2021", ["Jansen, Emma"]),
        ("het kind emma de vries staat dubbel in de planning", ["emma de vries"]),
        ("Hoi dames, Sterre Boogaard gaat naar haar oma.", ["Sterre Boogaard"]),
        ("De moeder van Roelof Jan Hamming belde.", ["Roelof Jan Hamming"]),
        ("De moeder van Hermelien Tjon A Fat belde.", ["Hermelien Tjon A Fat"]),
        ("Betaling van Gunter Verhaegen (ouder) ontbreekt", ["Gunter Verhaegen"]),
        ("Fiche Noor De Smet: verkeerde leeftijd", ["Noor De Smet"]),
        ('De ouder schrijft: "Noor is ziek. Groetjes, Froukje de Haas"', ["Froukje de Haas"]),
        (
            "Zie dit appje.\n\nSanne Vermeer\n\n[08:41] Bahar Yılmaz: ik zie Deniz niet",
            ["Bahar Yılmaz"],
        ),
        # no full name
        ("De heer B. Jansen en mevrouw De Vries belden.", []),
        ("Emma staat dubbel in de planning.", []),
        # the sender, a colleague, the addressee, a childminder
        ("Graag hulp.\n\nSanne Vermeer", []),
        ("Mijn collega Tim de Boer kan niet inloggen.", []),
        ("Beste Karin Smit,\n\nKan dit anders?", []),
        ("De uren van gastouder Gerda Hoitink ontbreken.", []),
        # houses and streets
        ("De Annie M.G. Schmidtschool is dicht.", []),
        ("Locatie Anne Frankstraat heeft geen wifi.", []),
    ],
)
def test_person_name(body: str, expected: list[str]) -> None:
    assert data(body, "person_name") == expected


def test_the_writer_of_a_forwarded_mail_is_a_parent() -> None:
    assert data(FORWARD, "person_name") == ["Mohammed Aydin"]
    assert data(FORWARD, "email") == ["m.aydin@gmail.example"]
    assert numbers(FORWARD, "invoice_number") == ["2026-0142"]
    assert numbers(FORWARD, "child_first_name") == ["Elif"]


def test_earlier_mails_of_the_exchange_hold_no_identifiers_and_no_parents() -> None:
    assert data(ANSWER, "person_name") == []
    assert numbers(ANSWER, "debtor_number") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("De observatie van Noah (kindnr. 20931) blijft grijs.", ["Noah"]),
        ("Hij is de papa van Mats en kan niet inloggen.", ["Mats"]),
        ("Dag Ward,\n\nHet lukt nog niet.", []),
        ("Kind: Noah Visser. De mama van Noah belde.", []),  # the full name pointed already
        ("Mijn collega Janneke heeft het geprobeerd.", []),
    ],
)
def test_child_first_name(body: str, expected: list[str]) -> None:
    assert numbers(body, "child_first_name") == expected


def test_childminder_name() -> None:
    body = "Bij de gastouders Ria Bos en Joke Smit staan geen uren."
    assert numbers(body, "childminder_name") == ["Ria Bos", "Joke Smit"]
    later = "Gastouder Ria Bos is verhuisd. Kan het adres van gastouder Ria anders?"
    assert numbers(later, "childminder_name") == ["Ria Bos"]


class _Knows:
    """A source of names that knows one that our lists do not."""

    def names(self, text: str) -> list[tuple[int, int]]:
        at = text.find("qzwx vrtb")
        return [(at, at + 9)] if at >= 0 else []


def test_a_further_source_of_names_adds_to_ours() -> None:
    message = a_mail("De moeder van Emma Jansen en de vader van qzwx vrtb belden.")
    spans = recognize(message, KIDSKONNECT, name_model=_Knows())
    assert [f.span.text for f in spans.findings] == ["Emma Jansen", "qzwx vrtb"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Bij Noor, Sem en Quillan staat de ruildag niet meer.", ["Noor", "Sem", "Quillan"]),
        ("De observaties van Olivier, Aya, Emma zijn weg.", ["Olivier", "Aya", "Emma"]),
        ("De ruildag van Sep is weg, hij komt op 3 sep.", ["Sep"]),
        ("Beste Noor, de factuur klopt niet.", []),
        ("Mijn collega's Noor, Sem en Quillan zien het ook.", []),
        ("De IDs van 3 kinderen ontbreken in Horst.", []),
    ],
)
def test_first_names_in_rows_and_beside_words(body: str, expected: list[str]) -> None:
    assert numbers(body, "child_first_name") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Aanbod voor Thijmen ter Braak is niet aangekomen.", ["Thijmen ter Braak"]),
        ("Haar man (Vikram Raghoebar) heeft betaald.", ["Vikram Raghoebar"]),
        ("De ouders, Marit Engelhart & Odd Solheim, bellen.", ["Marit Engelhart", "Odd Solheim"]),
        ("De wethouder, mevrouw Karin van Es, belt.", []),
        ("Brief t.a.v. de heer Frans Willems", []),
        ("Het ligt bij de Johan Willem Frisostraat.", []),
        ("De Albert Heijn is dicht.", []),
        ("tis voor tess haar inschrijving", []),
    ],
)
def test_full_names_that_no_list_has_and_those_of_nobody(body: str, expected: list[str]) -> None:
    assert data(body, "person_name") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Klacht via de site.\nNaam moeder: Tineke Wol\nKind: Sjoerd Wol\nSinds mei",
         ["Tineke Wol", "Sjoerd Wol"]),
        ("Formulaire:\nNom de l'enfant : Maëlle Dupont\nMère: Odile Dupont",
         ["Maëlle Dupont", "Odile Dupont"]),
        ("Form\n- Child's name: Chidi Okafor\n- Guardian: Adaeze Okafor",
         ["Chidi Okafor", "Adaeze Okafor"]),
        ("Behandelaar: Kjeld Wol\nLocatie: De Zon", []),
        ("Medewerker: Tineke Wol", []),
    ],
)  # fmt: skip
def test_the_fields_of_a_form(body: str, expected: list[str]) -> None:
    assert data(body, "person_name") == expected


@pytest.mark.parametrize(
    "body",
    [
        "Bij 38,5 graden Movicol geven en dan bellen.",
        "Can somebody call me about this?",
        "Joepie, het is gelukt!",
        "Op het attest staat Rijksregisternr. en daarachter niets.",
        "Es kam mit Ihrem Standardtext an.",
    ],
)
def test_words_that_are_nobodys_name(body: str) -> None:
    assert data(body, "person_name") == numbers(body, "child_first_name") == []


def test_a_vraagouder_is_a_parent_and_no_childminder() -> None:
    body = "Vraagouder Ramon Sluijters ziet de uren van gastouder Sherella Biekman niet."
    assert data(body, "person_name") == ["Ramon Sluijters"]
    assert numbers(body, "childminder_name") == ["Sherella Biekman"]
