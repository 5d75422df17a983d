"""BSN, national number and bank account: checksum and context, near-misses as many as hits."""

import pytest

from tests.triage.mails import KAMPADMIN, data


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Het BSN van de moeder is 123456782, klopt dat?", ["123456782"]),
        ("bsn: 1234.56.782 staat dubbel", ["1234.56.782"]),
        ("Zij heeft een Nederlands BSN gekregen: 111222333.", ["111222333"]),
        ("123456782 (BSN) wordt niet opgeslagen", ["123456782"]),
        # called a BSN, though a digit is wrong
        ("Zijn BSN 123456789 wordt geweigerd.", ["123456789"]),
        # passes the test, but has another name
        ("De locatie heeft LRK-nummer 123456782.", []),
        ("Plaatsing 123456782 start in mei.", []),
        ("Gerätenummer aufgeschrieben, falls Sie es brauchen: 123456782", []),
        ("Ons polisnummer is 123456782.", []),
        ("Bel ons op 0111222333.", []),
        # passes, but nothing speaks of a person
        ("De export geeft 123456782 terug in kolom B.", []),
        # eight digits that are a date
        ("Bestand van 20261120 is leeg, BSN ontbreekt.", []),
    ],
)
def test_bsn(body: str, expected: list[str]) -> None:
    assert data(body, "bsn") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("rijksregisternummer 85.07.30-033.28", ["85.07.30-033.28"]),
        ("De mama heeft 850730 033 28 en dat klopt.", ["850730 033 28"]),
        ("rrn 85073003328", ["85073003328"]),
        ("Haar rijksregisternummer 85.07.30-033.29 wordt geweigerd.", ["85.07.30-033.29"]),
        ("Mededeling +++085/0730/03328+++ kwam niet aan.", []),
        ("Ordernummer 85073003328 is geleverd.", []),
        ("Ondernemingsnummer 0871.330.542", []),
        ("RSZ-nr 1284417-62", []),
    ],
)
def test_national_number(body: str, expected: list[str]) -> None:
    assert data(body, "national_number", KAMPADMIN) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Vader betaalt van NL91ABNA0417164300.", ["NL91ABNA0417164300"]),
        ("rekening BE68 5390 0754 7034 van de mama", ["BE68 5390 0754 7034"]),
        # the organisation's own
        ("Onze rekening NL91ABNA0417164300 staat op de factuur.", []),
        ("Graag dit nakijken.\n\nMet vriendelijke groet,\nSanne Vermeer\nNL91ABNA0417164300", []),
        # wrong check digits, and nobody calls it an account
        ("Code NL92ABNA0417164300 in het bestand", []),
        ("Incassant-ID NL15ZZZ302817460000", []),
    ],
)
def test_iban(body: str, expected: list[str]) -> None:
    assert data(body, "iban") == expected
