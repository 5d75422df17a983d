"""Names of persons: our own lists of first names, surnames and the small words between them.

Each file holds one name a line, folded on reading (no capitals, no accents). First names that are
words as well stand in `ambiguous.txt`, so that a small letter is not enough to make them a name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_ODD = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "ß": "ss", "ı": "i",
                      "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "`": "'"})  # fmt: skip
_NO_LETTER = re.compile(r"[^\w']+|[_\d]+")


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """A word without capitals and accents: `Çelik` is `celik`."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFD", word.translate(_ODD))
    return "".join(mark for mark in apart if not unicodedata.combining(mark)).lower()


def fold(text: str) -> str:
    """The folded words of a text with one blank between two."""
    return _NO_LETTER.sub(" ", fold_word(text)).strip()


@lru_cache
def listed(pattern: str) -> frozenset[str]:
    """The folded names of every file that fits `pattern`, such as `first_*.txt`."""
    return frozenset(
        fold_word(line.strip())
        for path in sorted(_FOLDER.glob(pattern))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    )


def is_first_name(word: str) -> bool:
    """Whether a word, or the first half of a double one (`Jan-Willem`), is a known first
    name; in small letters both halves must be (`elle-même`)."""
    folded = fold_word(word)
    first = listed("first_*.txt")
    half, hyphen, other = folded.partition("-")
    return folded in first or (
        hyphen != "" and half in first and (not word.islower() or other in first)
    )


def is_surname(word: str) -> bool:
    """Whether a word, or one half of a double one, is a known surname."""
    folded = fold_word(word)
    known = listed("last_*.txt")
    return folded in known or ("-" in folded and any(half in known for half in folded.split("-")))


def is_ambiguous(word: str) -> bool:
    """Whether a name is a common word as well (`Roos`, `Mees`, `Wil`)."""
    return fold_word(word) in listed("ambiguous.txt")
