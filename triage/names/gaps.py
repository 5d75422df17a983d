"""What stands between words: the blank inside a name, the edge of a sentence or of a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from triage.names.tokens import Token

GAP = re.compile(r"[ \t\u00a0]{1,2}")
_COLUMNS = re.compile(r"\S {2,}\S[^\n]*\S {2,}\S")  # of one line
_BARS = frozenset("|;\t")
_BAR_OR_END = _BARS | {"", "\n", "\r"}
_ENDS = frozenset(("", "\n", "\r", ";", "|", ")", "\t", ":", "(", '"', "”", "“"))


def are_joined(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether only a blank parts a token from the one before it; two blanks in a line that is
    set in columns by blanks do not join."""
    start, end = tokens[at - 1].end, tokens[at].start
    if end - start == 1:
        return text[start] in " \t\u00a0"
    return GAP.fullmatch(text, start, end) is not None and not in_columns(text, start)


def in_columns(text: str, at: int) -> bool:
    """Whether blanks part the line into three columns or more."""
    low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return _COLUMNS.search(text, low, len(text) if high < 0 else high) is not None


def starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \t\"'“(")
    return not before or before[-1] in ".!?:\n>-•*"


def starts_cell(text: str, start: int) -> bool:
    if text[max(0, start - 1) : start] == "\t" or text[max(0, start - 2) : start] == "  ":
        return True
    before = text[max(0, start - 4) : start].rstrip(" \t\"'“")
    return not before or before[-1] in "\n>-•*|;:(\t"


def is_cell(text: str, start: int, end: int) -> bool:
    """Whether a stretch fills a cell of a table: a bar, tab or semicolon stands beside it, and on
    the other side one too, or the end of the line."""
    left, right = text[:start].rstrip(" ")[-1:], text[end : end + 40].lstrip(" ")[:1]
    return left in _BAR_OR_END and right in _BAR_OR_END and bool({left, right} & _BARS)


def ends_cell(text: str, end: int) -> bool:
    return text[end : end + 2].lstrip(" ")[:1] in _ENDS
