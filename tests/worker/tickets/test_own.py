"""What is no secret in a text of the desk: its own numbers in any writing, and titles."""

from __future__ import annotations

import pytest

from config.codes import DataKind
from config.preset import load
from triage.decision import Finding, Span
from worker.tickets.own import is_no_secret

OWN = ("020-760 60 60", "Keizersgracht 100, 1015 AA Amsterdam", "NL91 ABNA 0417 1643 00")
PRESET = load("kidskonnect").model_copy(update={"own_data": OWN})


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (DataKind.PHONE, "020-7606060", True),
        (DataKind.PHONE, "+31 (0)20 760 60 60", True),
        (DataKind.PHONE, "0031207606060", True),
        (DataKind.PHONE, "020-7606061", False),
        (DataKind.PHONE, "7606060", False),  # whose, without its area, nobody knows
        (DataKind.ADDRESS, "Keizersgracht 100, 1015AA Amsterdam", True),
        (DataKind.ADDRESS, "Keizersgracht 100", True),
        (DataKind.ADDRESS, "Keizersgracht 101", False),
        (DataKind.ADDRESS, "1015 AA", True),
        (DataKind.ADDRESS, "1015", False),
        (DataKind.IBAN, "NL91ABNA0417164300", True),
        (DataKind.IBAN, "NL20INGB0001234567", False),
        (DataKind.PERSON_NAME, "Handleiding Facturatie", True),
        (DataKind.PERSON_NAME, "Werkinstructie Kindplanning", True),
        (DataKind.PERSON_NAME, "Algemene Voorwaarden", True),
        (DataKind.PERSON_NAME, "Lieke van den Berg", False),
        (DataKind.PERSON_NAME, "Verslag Lieke", False),
        (DataKind.PERSON_NAME, "Hadewych Vlasblom", False),
        (DataKind.BSN, "123456782", False),
    ],
)
def test_what_is_no_secret(kind: DataKind, text: str, expected: bool) -> None:
    one = Finding(kind, Span(kind.value, "body", 0, len(text), text), "medium")
    assert is_no_secret(one, PRESET) is expected


def test_without_own_data_everything_counts() -> None:
    one = Finding(DataKind.IBAN, Span("iban", "body", 0, 18, "NL91ABNA0417164300"), "medium")
    assert not is_no_secret(one, load("kidskonnect"))
