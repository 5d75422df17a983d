"""Hostile text costs time in proportion to its length, whatever it repeats."""

import time

import pytest

from tests.triage.mails import KIDSKONNECT, a_mail
from triage.recognizers import recognize

UNITS = [
    "12 34 ", "Van De Jan ", "a", " ", " | ", '"x ', "a.b.", "a@b.c ", "code ", "deb 10422 en ",
    "((", "Kerk straat ", "\n> ", "NL91 ABNA ", "van: ", "geb. 1-1-", "wachtwoord (", "+31 6 ",
]  # fmt: skip


def _seconds(unit: str, size: int) -> float:
    message = a_mail((unit * size)[:size])
    begin = time.process_time()
    recognize(message, KIDSKONNECT)
    return time.process_time() - begin


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_length(unit: str) -> None:
    _seconds(unit, 500)
    small = min(_seconds(unit, 4_000) for _ in range(2))
    large = min(_seconds(unit, 32_000) for _ in range(2))
    assert large < 0.4 or large < 24 * small  # eight times the text; a square would be 64
