"""The vocabulary of medicine: which term begins at a word, and how far it goes.

Plain terms, compounds of one word and expressions over several words are data of `triage/cues`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from triage.cues import alternatives, cues_of
from triage.names import fold_word

_LISTS = ("medical_terms", "medical_medicines")
_KEY = 4  # letters that a term and the word at which it begins have in common
_ENDING = r"(?:['’]?s|en|[en])?"
_LETTERS = {"a": "[aàâäá]", "c": "[cç]", "e": "[eéèêë]", "i": "[iîïí]", "o": "[oôöó]",
            "u": "[uùûüú]", " ": r"\s", "'": "['’]", "oe": "(?:o[eë]|œ)",
            "ss": "(?:ss|ß)"}  # fmt: skip
_PIECE = re.compile(r"oe|ss|.", re.DOTALL)
_WORD = re.compile(r"\w+")
_FIRST = re.compile(r"(?<=\w)[^\w*].*")  # what follows the first word of a term


@dataclass(frozen=True, slots=True)
class Term:
    """A medical term; a `light` one needs words that somebody has it."""

    start: int
    end: int
    light: bool


def is_food(word: str) -> bool:
    """Whether somebody may be forbidden to eat this."""
    return _all_of("medical_food").fullmatch(word) is not None


@lru_cache(maxsize=50_000)
def _is_light(term: str) -> bool:
    return _all_of("medical_light").fullmatch(term) is not None


@dataclass(frozen=True, slots=True)
class Opening:
    """What may begin with a word, after `drawn` characters of an article (`d'asthme`): a compound
    that it is itself, plain terms, abbreviations in capitals, an expression; `food` that it is."""

    length: int
    drawn: int
    compound: int
    terms: re.Pattern[str] | None
    shouted: re.Pattern[str] | None
    hinted: bool
    food: bool

    def term(self, text: str, start: int) -> Term | None:
        """The longest medical term of these that stands at `start`, or None."""
        start += self.drawn
        end = start + self.compound
        for pattern in (self.terms, self.shouted, _several() if self.hinted else None):
            if pattern is not None and (match := pattern.match(text, start)) is not None:
                end = max(end, match.end())
        return Term(start, end, _is_light(text[start:end])) if end > start else None


@lru_cache(maxsize=50_000)
def opening_of(written: str) -> Opening | None:
    """What may begin with this word, found out once for each word; None for most."""
    drawn = 2 if written[1:2] in ("'", "’") and written[0] in "dlDL" else 0
    word = written[drawn:]
    head = _WORD.match(word)
    if head is None:
        return None
    begun = _begun(_folded(head[0])[:_KEY])
    loose = begun.terms if begun.firsts.fullmatch(head[0]) else None
    shouted = begun.shouted if head[0].isupper() else None
    parts = (word, *word.split("-")) if "-" in word else (word,)
    hinted = any(cues_of(part, ("medical_hint",)) for part in parts)
    found = Opening(
        len(written), drawn, _compound(word), loose, shouted, hinted, is_food(word)
    )  # fmt: skip
    return found if found.compound or loose or shouted or hinted or found.food else None


def _compound(word: str) -> int:
    """How many characters of a word are a compound; `pinda-allergie` of `pinda-allergie-lijst`."""
    while word:
        if cues_of(word, ("medical_words",)):
            return len(word)
        word = word.rpartition("-")[0]
    return 0


@lru_cache
def _several() -> re.Pattern[str]:
    """One expression for all of `medical.txt`; the first that fits wins."""
    return re.compile(rf"(?<![\w-])(?:{alternatives('medical')})(?!\w)", re.IGNORECASE)


class _Begun(NamedTuple):
    """The plain terms that begin alike: all of them, their first words, those in capitals."""

    terms: re.Pattern[str]
    firsts: re.Pattern[str]
    shouted: re.Pattern[str] | None


@lru_cache(maxsize=20_000)
def _begun(key: str) -> _Begun:
    """The plain terms that begin so, the longest first."""
    terms = sorted(_index().get(key, ()), key=len, reverse=True)
    loose = [term for term in terms if not term.isupper()]
    shouted = "|".join(re.escape(term) for term in terms if term.isupper())
    return _Begun(
        re.compile(rf"(?:{'|'.join(map(_written, loose))})(?!\w)", re.IGNORECASE),
        re.compile("|".join(_written(_FIRST.sub("", term)) for term in loose), re.IGNORECASE),
        re.compile(rf"(?:{shouted})(?!\w)") if shouted else None,
    )


def _written(term: str) -> str:
    """An expression for a term, whatever its accents; a * at its end is any ending."""
    folded = _folded(term.removesuffix("*"))
    loose = (_LETTERS.get(piece, re.escape(piece)) for piece in _PIECE.findall(folded))
    return "".join(loose) + (r"\w*" if term.endswith("*") else _ENDING)


@lru_cache
def _index() -> dict[str, list[str]]:
    """The plain terms by the first letters of their first word."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in (*_LISTS, "medical_light"):
        for term in _terms(name):
            head = _WORD.match(term)
            if head is not None:
                found[_folded(head[0])[:_KEY]].append(term)
    return found


@lru_cache
def _all_of(name: str) -> re.Pattern[str]:
    """One expression for all terms of a list."""
    return re.compile("|".join(map(_written, _terms(name))), re.IGNORECASE)


def _terms(name: str) -> list[str]:
    return alternatives(name).replace(r"\s", " ").split("|")


def _folded(word: str) -> str:
    """Without capitals, accents and ligatures: `cœliaque` begins as `coeliaque`."""
    return fold_word(word.replace("œ", "oe"))
