"""Sentences as people write them: wrapped, abbreviated, listed, with no full stop at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.sentences import sentences

CASES = [
    ("Dit is een. Dit is twee!", ["Dit is een.", "Dit is twee!"]),
    # a full stop that ends no sentence
    (
        "Zie bv. de factuur van deb. 10422. Klopt dat?",
        ["Zie bv. de factuur van deb. 10422.", "Klopt dat?"],
    ),
    ("De heer W. Dralle heeft nr. 12 gekregen.", ["De heer W. Dralle heeft nr. 12 gekregen."]),
    # a line that a mail program broke, and one that a person ended
    (
        "Sinds gisteren kunnen wij op de groep de daglijst niet meer openen op\nde tablet. Help",
        [
            "Sinds gisteren kunnen wij op de groep de daglijst niet meer openen op\nde tablet.",
            "Help",
        ],
    ),
    ("hallo\nde lijst is leeg", ["hallo", "de lijst is leeg"]),
    # items of a list, with their mark
    ("- de knop is weg\n- de lijst is leeg", ["- de knop is weg", "- de lijst is leeg"]),
    ("1. De knop is weg\n2. De lijst ook", ["De knop is weg", "De lijst ook"]),
    ("Echt??? Ja...", ["Echt???", "Ja..."]),
    ("\n \n---\n", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet="ab .!?\n-1W,", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_they_are_in_order_within_the_stretch(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    at = start
    for low, high in sentences(text, start, end):
        assert at <= low < high <= end
        assert text[low:high] == text[low:high].strip()
        at = high
