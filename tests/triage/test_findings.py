"""Dates, addresses, phones, mail addresses, secrets and medical facts: whose?"""

from typing import Any

import pytest

from tests.triage.mails import data

PARENT: dict[str, Any] = {"from_name": "Joris Maas", "from_addr": "joris.maas@gmail.example"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Noor is geboren op 12-03-2021.", ["12-03-2021"]),
        ("geb. 12/3/'21", ["12/3/'21"]),
        ("geboortedatum staat op 4-4-25, moet 4-5-25 zijn", ["4-4-25", "4-5-25"]),
        ("Oliver Reed (DOB 17 October 2019)", ["17 October 2019"]),
        ("Martin Delvaux, né le 3 mars 2017, est inscrit.", ["3 mars 2017"]),
        ("naam | geb.datum\nJansen, Emma | 2019-05-04", ["2019-05-04"]),
        ("Het gaat om Emma Jansen (27-06-2019) van de Egels.", ["27-06-2019"]),
        (
            "Hij is geboren op twaalf april tweeduizend negentien.",
            ["twaalf april tweeduizend negentien"],
        ),
        ("mon fils Basile, né le douze juin 2017", ["douze juin 2017"]),
        ("born on the third of may", []),
        ("Zij is geboren op 5 mei 2016, Jonne op 22-8-2022.", ["5 mei 2016", "22-8-2022"]),
        ("Mijn geboortedatum klopt (17-05-1984), de rest niet.", ["17-05-1984"]),
        ("ik ben van 14/02/2004", ["14/02/2004"]),
        ("Mijn dochter is van 11-05-2023.", ["11-05-2023"]),
        (
            "Kan de geb.datum van Emma aangepast worden: nu 06/11/2016, moet 11/06/2016 zijn?",
            ["06/11/2016", "11/06/2016"],
        ),
        ("De polis is van 12 mei 2024.", []),
        ("geb. datum, start op: 1-9-2026", []),
        ("Adam Bakali (kindnr 33911, 17 juni 2023)", ["17 juni 2023"]),
        ("Wij werken hiermee sinds 01-02-1999.", []),
        ("naam;datum;status\nMiguel Arribas;14/02/2021;geldig", []),
        ("De factuur van 12-03-2021 klopt niet.", []),
        ("Emma Jansen start per 01-09-2026.", []),
        ("Zij is geboren in maart 2021.", []),
        ("Zij is 4 jaar.", []),
    ],
)
def test_birth_date(body: str, expected: list[str]) -> None:
    assert data(body, "birth_date") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Zij is verhuisd naar Eikenlaan 5 in Vorden.", ["Eikenlaan 5 in Vorden"]),
        (
            "Moeder woont op de Kerkstraat 12a, 1234 AB Utrecht.",
            ["Kerkstraat 12a, 1234 AB Utrecht"],
        ),
        ("Het gezin woont Rietvink 12, 2991 HH Barendrecht.", ["Rietvink 12, 2991 HH Barendrecht"]),
        ("On habite toujours avenue des Sept Bonniers 27.", ["avenue des Sept Bonniers 27"]),
        ("Nous habitons 12 rue du Moulin, 08600 Givet.", ["12 rue du Moulin, 08600 Givet"]),
        (
            "Mama woont Laan van Meerdervoort 912, Den Haag.",
            ["Laan van Meerdervoort 912, Den Haag"],
        ),
        ("Zij woont Rietvink 12 te Barendrecht.", ["Rietvink 12 te Barendrecht"]),
        ("Levering 42 is te laat, deactivering 31 ook.", []),
        ("il reste 3 places rue Haute", []),
        ("Een kind openen duurt 25 seconden, opslaan 40.", []),
        (
            "Wij wonen nu Steenweg op Gierle 140 te Turnhout.",
            ["Steenweg op Gierle 140 te Turnhout"],
        ),
        ("Er is een wachtlijst op locatie Kerkstraat 12.", []),
        ("BSO aan de Anne Frankstraat 12 heeft geen internet.", []),
        ("Verslag 4 is leeg en verslag 5 ook.", []),
        ("Groet,\nSanne Vermeer\nKDV Zonnehoek, Havenstraat 61, 4381 TB Vlissingen", []),
        (
            "Elle habite rue du Moulin 102 bte 3, 1030 Schaerbeek, avec ses enfants.",
            ["rue du Moulin 102 bte 3, 1030 Schaerbeek"],
        ),
    ],
)
def test_address(body: str, expected: list[str]) -> None:
    assert data(body, "address") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("De moeder belde, haar nummer is 06-5550 2846.", ["06-5550 2846"]),
        ("Vader (06-5501 3340) heeft hem gebracht.", ["06-5501 3340"]),
        ("Haar ouders zijn bereikbaar op +31 6 5512 8843.", ["+31 6 5512 8843"]),
        ("Ik ben bereikbaar op 06-5550 2846.", []),
        ("Bel ons gerust: 0183 - 550 210.", []),
        ("Klopt dit?\n\nMvg,\nSanne Vermeer\ntel. 0493 550 077", []),
        ("Mededeling +++682/9249/38783+++ is onbekend.", []),
    ],
)
def test_phone(body: str, expected: list[str]) -> None:
    assert data(body, "phone") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("De ouder is p.bakker@gmail.example, die krijgt niets.", ["p.bakker@gmail.example"]),
        ("Graag een account voor onze collega: tim@kdv-zonnehoek.example", []),
        ("Ik mailde al naar support@kidskonnect.example.", []),
        ("Stuur de factuur naar administratie@bakker.example.", []),
        ("Hebt u een klacht? klachten@deburcht.example", []),
    ],
)
def test_email(body: str, expected: list[str]) -> None:
    assert data(body, "email") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("inlog is jan / Zomer2026", ["Zomer2026"]),
        ("Ik heb hem met mijn login laten werken (r.bakker / Kluis!2027).", ["Kluis!2027"]),
        ("Ik heb mijn login laten zien (op tablet / telefoon).", []),
        ("Mijn wachtwoord (LotjeMoni07) werkt niet meer.", ["LotjeMoni07"]),
        ("ww: Welkom-2027!", ["Welkom-2027!"]),
        ("De code van de tablet bij de Rupsen is 4471.", ["4471"]),
        ("New API key: pk-9f3a-77c1-KLZ.", ["pk-9f3a-77c1-KLZ"]),
        ("Ik ben mijn wachtwoord vergeten.", []),
        ("Mijn wachtwoord: werkt niet.", []),
        ("Ik krijg foutcode 5001 bij het opslaan.", []),
        ("De postcode is 2400 en dat klopt.", []),
        ("De verificatiecode komt niet aan.", []),
    ],
)
def test_credential(body: str, expected: list[str]) -> None:
    assert data(body, "credential") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Noor heeft een notenallergie en een EpiPen.", ["notenallergie", "EpiPen"]),
        ("Kindnr 20931: hij heeft epilepsie en slikt Depakine.", ["epilepsie", "Depakine"]),
        ("Emma mag geen gluten en heeft apneu.", ["gluten", "apneu"]),
        ("Rui is sick, he has fever today.", ["fever"]),
        (
            "Bij Noor staat: syndroom van Gilles de la Tourette.",
            ["syndroom van Gilles de la Tourette"],
        ),
        ("Bij een kind met een allergie verschijnt geen driehoek.", []),
        ("Emma gaat mee. Onze kampen zijn er voor jongeren met autisme.", []),
        ("L'absence de Gwenaëlle n'est pas notée.", []),
        ("De allergielijst is leeg.", []),
        ("Als ik opsla gebeurt er niets, als dat helpt.", []),
    ],
)
def test_health(body: str, expected: list[str]) -> None:
    assert data(body, "health") == expected


def test_photo_is_a_file_name_that_speaks_of_people() -> None:
    assert data("Zie IMG_2214.jpg en screenshot1.png.", "photo") == ["IMG_2214.jpg"]


def test_a_parents_own_number_and_address_in_a_signature() -> None:
    body = "Ik wil opzeggen.\n\nGroet,\nJoris Maas\nKerkstraat 9, 1234 AB Ede\n06-5550 2846"
    assert data(body, "phone", **PARENT) == []
    assert data(body, "address", **PARENT) == ["Kerkstraat 9, 1234 AB Ede"]
