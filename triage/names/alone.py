"""First names alone: those of the lists, and those that only their place gives away.

No list has every name that a family may choose. In Dutch, French and English a word with a capital
in the middle of a sentence is some name; whether it is a child's, the words round it tell
(`recognizers/role_features.py`), and here it is only taken for one that might be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from triage.cues import words
from triage.names.gaps import are_joined, ends_cell, is_cell, starts_sentence
from triage.names.tokens import Token, Word

COMPANY = re.compile(
    r"(?:hof|kamp|kampen|opvang|kring|huis|centrum|school|club|stages?|app|kids|software|koepel|net|"
    r"online|plan|systeem|dienst|raad|bond|wijzer|land|stad|dorp|straat|laan|weg|plein|park)$"
)
_MONTHS = frozenset({"jan", "sep", "mei", "mai", "may", "april", "june", "juli", "august", "mars"})
_DATE_BEFORE = re.compile(r"\d\.?[ \t-]?$")
_DATE_BEHIND = re.compile(r"\.?[ \t-]?['’]?\d")
_QUOTES = ('"', "“", "”", "«", "»", "„")
_STOPS = (*_QUOTES, "/", "@", "_", "&")
_BLANKS = " \u00a0\u202f"
_CODE_BEFORE = re.compile(r"\d[-_/]$")
_MANY_CAPITALS = 0.2  # of the words of a text: German, or a text that is all headings


def certainty(text: str, tokens: Sequence[Token], index: int, *, telling: bool) -> bool | None:
    """Whether lists are sure of the first name at a token; None if there is none.

    `telling` says that a capital in the middle of a sentence makes a name of a word."""
    token, word = tokens[index], tokens[index].word
    if _CODE_BEFORE.search(text, max(0, token.start - 2), token.start):
        return None  # `KADO-7718-LIO`
    titled = index > 0 and tokens[index - 1].word.folded in words("name_titles")
    if word.first and (word.capital or not word.ambiguous or titled):
        return None if word.folded in _MONTHS and _is_dated(text, token) else not word.ambiguous
    if not is_new(word) or word.last or COMPANY.search(word.folded):
        return None
    if _is_introduced(text, tokens, index) or (telling and _stands_out(text, tokens, index)):
        return False
    return None


def is_new(word: Word) -> bool:
    """A capitalised word that could be a name though no list has it."""
    return (
        word.capital and not (word.barred or word.prefix or word.place) and len(word.text) >= 3
        and not word.text.isupper() and word.text[1:].islower()
    )  # fmt: skip


def capitals_tell(tokens: Sequence[Token]) -> bool:
    """Whether capitals are so rare in a text that a word which has one is some name."""
    return sum(token.word.capital for token in tokens) <= _MANY_CAPITALS * len(tokens) + 3


def _is_introduced(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Behind a word such as `zoontje` or `bij`."""
    if not index or not are_joined(text, tokens, index):
        return False
    return tokens[index - 1].word.folded in words("before_names")


def _stands_out(text: str, tokens: Sequence[Token], index: int) -> bool:
    """One word with a capital, in the middle of a sentence or filling a cell; no part of a longer
    name of something, and not between quotes."""
    token = tokens[index]
    before, behind = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 1]
    quoted = text[max(0, token.start - 2) : token.start].rstrip(_BLANKS)[-1:] in _QUOTES
    if quoted or behind in _STOPS:
        return False
    if index + 1 < len(tokens) and are_joined(text, tokens, index + 1):
        behind_it = tokens[index + 1].word
        if behind_it.capital and not behind_it.initials:
            return False
    if starts_sentence(text, token.start):
        return is_cell(text, token.start, token.end) and ends_cell(text, token.end)
    lone = index == 0 or not (tokens[index - 1].word.capital and are_joined(text, tokens, index))
    return lone and not (before and (before.isalnum() or before in "/@_.&-"))


def _is_dated(text: str, token: Token) -> bool:
    """`3 sep 2026`, `jan '26`: the month, and nobody's name."""
    return _DATE_BEFORE.search(text, max(0, token.start - 5), token.start) is not None or (
        _DATE_BEHIND.match(text, token.end) is not None
    )
