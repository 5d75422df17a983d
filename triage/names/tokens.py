"""The words of a text that may be part of a name, looked up in the lists of names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from triage.cues import words
from triage.names import fold_word, is_first_name, is_surname, listed

_TOKEN = re.compile(
    r"(?<![\w/])[vV]/[dD]\.?(?![\w/])|[^\W\d_][^\W_]*(?:['’`.-](?=[^\W\d_])[^\W_]+)*\.?|['’][tsn](?!\w)"
)
_ELIDED = re.compile(r"[dDlLnN]['’](?=[A-ZÀ-Þ][^\W\d_]{2})")  # `la mère d'Augustin`
_INITIALS = re.compile(r"(?:[A-Z][a-z]?\.){1,5}|[A-Z]")
_PET = re.compile(r"(?:tje|je|ke|eke|ie)$")


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a word wherever it stands; `folded` has no capitals and accents."""

    text: str
    length: int
    folded: str
    capital: bool
    first: bool
    last: bool
    prefix: bool
    initials: bool
    ambiguous: bool  # a common word as well
    barred: bool  # never part of a name
    place: bool  # a town, a country or a tongue


class Token(NamedTuple):
    """A word at its place."""

    start: int
    end: int
    word: Word


def tokens_of(text: str) -> list[Token]:
    """The words of a text, without the dot or the genitive s behind them, nor the article or
    preposition that French draws to a first name."""
    return [
        Token(start := match.start() + _elided(match[0]), start + (word := look(name)).length, word)
        for match in _TOKEN.finditer(text)
        for name in (match[0][_elided(match[0]) :],)
    ]


@lru_cache(maxsize=50_000)
def _elided(written: str) -> int:
    """How many characters stand before a first name; the d' of `D'hondt` belongs to its name."""
    match = _ELIDED.match(written)
    return match.end() if match is not None and look(written[match.end() :]).first else 0


@lru_cache(maxsize=50_000)
def look(written: str) -> Word:
    """Everything the lists know of a word."""
    text = written
    initials = _INITIALS.fullmatch(text) is not None
    if text.endswith(".") and not initials:
        text = text[:-1]
    if text.endswith(("'s", "’s")) and len(text) > 4:
        text = text[:-2]
    folded = fold_word(text.replace("’", "'"))
    barred = folded in words("not_names")
    known = len(text) > 1 and not barred
    place = folded in listed("places.txt") or folded in listed("tongues.txt")
    return Word(
        text=text,
        length=len(text),
        folded=folded,
        capital=text[0].isupper(),
        first=known and not place and (is_first_name(text) or _is_pet_name(folded)),
        last=known and is_surname(folded),
        prefix=folded.rstrip(".") in words("name_prefixes"),
        initials=initials,
        ambiguous=folded in listed("ambiguous.txt"),
        barred=barred,
        place=place,
    )


def _is_pet_name(folded: str) -> bool:
    """`Sjefke`, `Guusje`: a first name with an ending that makes it small."""
    bare = _PET.sub("", folded)
    return len(bare) >= 3 and bare != folded and is_first_name(bare)
