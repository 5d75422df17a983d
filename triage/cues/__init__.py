"""Cues: the words by which recognizers and checks tell things apart, as data.

Each file holds expressions, one or more a line with `|` between them, by language; a blank stands
for any white space, `#` begins a comment. Whoever speaks the language can mend them without code.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ingest.wording import Wording, grouped

_FOLDER = Path(__file__).parent


@lru_cache
def alternatives(name: str) -> str:
    """The expressions of `<name>.txt` as one alternation, without a group round it."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    kept = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return "|".join(line.strip("|").replace(" ", r"\s") for line in kept)


@lru_cache
def cue(name: str) -> Wording:
    """The expressions of `<name>.txt` as whole words."""
    return Wording(re.compile(rf"\b(?:{beginnings(name)})\b"))


@lru_cache
def beginnings(name: str) -> str:
    """The `alternatives` for a text in small letters."""
    return grouped(alternatives(name))


@lru_cache(maxsize=100_000)
def cues_of(word: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `names` that have an expression for just this word; each word is tried once."""
    return tuple(name for name in names if _whole(name).fullmatch(word))


@lru_cache
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(alternatives(name), re.IGNORECASE)


@lru_cache
def words(name: str) -> frozenset[str]:
    """The plain words of `<name>.txt`, in small letters."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.lower().split())
