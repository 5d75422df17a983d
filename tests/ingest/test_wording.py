"""Expressions in small letters find what they would find without regard to capitals."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.wording import Wording, grouped, small

EXPRESSIONS = (
    r"foutmelding \S|fout|Fouten?|f5",
    r"(?:ik|wij|we) (?:kan|kunnen)|kan ik|\w+syndroom|[ab]c|a?b",
    r"(?:niet|geen){1,2}|(?:a|b)*c|i(?:'m|\sam)|\(|\|",
    r"(?:(?:de|het)\s)?scherm|é(?:é|e)n",
)
TEXTS = st.text("abcfFkKiIwWnNéÉeE5 '|(\n", max_size=40) | st.lists(
    st.sampled_from(["Ik kan", "FOUTMELDING X", "geen", "Het scherm", "Één", "I'm", "F5", "bc"])
).map(" ".join)


@pytest.mark.parametrize("expression", EXPRESSIONS)
@given(text=TEXTS)
def test_it_finds_where_the_plain_expression_finds(expression: str, text: str) -> None:
    plain = re.compile(rf"\b(?:{expression})", re.IGNORECASE)
    wording = Wording(re.compile(rf"\b(?:{grouped(expression)})"))
    found, expected = wording.search(text), plain.search(text)
    assert (found and found.start()) == (expected and expected.start())
    assert [one.start() for one in wording.finditer(text)][:1] == [
        one.start() for one in plain.finditer(text)
    ][:1]


def test_alternatives_that_begin_alike_stand_together() -> None:
    assert (
        grouped("Fout|geen|fiets|(?:ga|ik)weg|x?y") == "f(?:out|iets)|g(?:een|aweg)|i(?:kweg)|x?y"
    )


@given(st.text(max_size=60))
def test_small_letters_keep_their_places(text: str) -> None:
    lowered = small(text)
    assert len(lowered) == len(text)
    assert all(
        len(before.lower()) > 1 or after in (before.lower(), before.casefold(), "ς")
        for before, after in zip(text, lowered, strict=True)
    )
