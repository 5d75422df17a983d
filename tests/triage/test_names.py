"""Names of persons in a text: from lists, and by the place where they stand."""

import pytest

from triage.names.shapes import names_in
from triage.recognizers.role_features import age_of


def _named(text: str) -> list[str]:
    return [text[name.start : name.end] for name in names_in(text)]


def _full(text: str) -> list[str]:
    return [text[name.start : name.end] for name in names_in(text) if name.full]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # no list has Bliksje, Zorrino or Quenelle
        ("De fiche van Emma en die van Bliksje zijn leeg.", ["Emma", "Bliksje"]),
        ("Hier staat nog altijd Zorrino op de lijst.", ["Zorrino"]),
        ("La liste ne montre plus Quenelle depuis hier.", ["Quenelle"]),
        ("51120;Quenelle;bosuilen", ["Quenelle"]),
        # the first word of a sentence, quoted words, parts of longer names, codes and addresses
        ("Zorrino staat op de lijst.", []),
        ('Wij kiezen de groep "Zorrino" niet meer.', []),
        ("Zij zit in de groep « Lutins » sinds hier.", []),
        ("Dat ging via Zorrino Software nooit goed.", []),
        ("De code KADO-7718-LIO werkt niet.", []),
        ("Zij vroeg het elle-même aan ons.", []),
        # German writes every noun so: a capital tells nothing
        (
            "Guten Morgen, seit dem Update fehlt bei der Anmeldung unserer Gruppe der Knopf zum "
            "Bezahlen und auf der Rechnung steht kein Datum, obwohl die Buchung stimmt.",
            [],
        ),
    ],
)
def test_first_names_that_no_list_has(text: str, expected: list[str]) -> None:
    assert _named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hallo met kelly van den dungelaar", ["kelly van den dungelaar"]),
        ("van joep v/d heijdenrijk staat niets", ["joep v/d heijdenrijk"]),
        ("bij Silas (silas kruideniersma, voluit) lukt het niet", ["silas kruideniersma"]),
        ("| 7718 | seth baasman | vigo el idrissou |", ["seth baasman", "vigo el idrissou"]),
        ("naam             dagen\nravi jagroepta   ma di    krekels", ["ravi jagroepta"]),
        # what goes on is no surname
        ("bij noah van de bosuilen staat niets", []),
        ("noah (noah ziek) komt niet", []),
        ("noah staat dubbel", []),
        ("Wij doen nu: Fleurtje op Bliksem, Jara op Tornado", []),
        ("Startdatum Noah: 3 maart", []),
        ("gezin           kinderen         derde\nBakkali         Walid, Safae     OCMW", []),
    ],
)
def test_full_names_whose_surname_no_list_has(text: str, expected: list[str]) -> None:
    assert _full(text) == expected


@pytest.mark.parametrize(
    ("given", "age"),
    [
        ("jayden", "young"),
        ("lowie-jan", "young"),
        ("annick", "grown"),
        ("emma", "young"),
        ("sofie", "any"),
        ("zorrino", "any"),
    ],
)
def test_whose_names_they_are_today(given: str, age: str) -> None:
    assert age_of(given) == age
