"""Full names in small letters whose surname no list has: a table, brackets or small words before
the surname give them away (`vigo el idrissi`, `(silas kruidenier, voluit)`)."""

from __future__ import annotations

from collections.abc import Sequence

from triage.cues import words
from triage.names.gaps import are_joined, in_columns
from triage.names.tokens import Token

_SURE = frozenset(
    ("den", "der", "ter", "ten", "vd", "v/d", "v.d", "vande", "vanden", "vander", "el", "al", "ben")
)  # what follows them is a surname; `van de` may go on with a group or a day
_EDGES = frozenset("|;\t\n\r")
_LONGEST = 4  # words


def end_of(text: str, tokens: Sequence[Token], index: int) -> int | None:
    """The index behind a full name in small letters that begins at a token; None if none does."""
    word = tokens[index].word
    if word.capital or not word.first:
        return None
    at = index + 1
    while at < min(len(tokens), index + _LONGEST) and _goes_on(text, tokens, at):
        at += 1
    if at >= len(tokens) or not are_joined(text, tokens, at) or tokens[at].word.initials:
        return None
    if at > index + 1 and tokens[at - 1].word.folded.rstrip(".") in _SURE:
        return at + 1
    if word.ambiguous or tokens[at].word.folded in words("after_names"):
        return None
    start, end = tokens[index].start, tokens[at].end
    return at + 1 if _is_bracketed(text, start, end) or _fills_cell(text, start, end) else None


def _goes_on(text: str, tokens: Sequence[Token], at: int) -> bool:
    return are_joined(text, tokens, at) and tokens[at].word.prefix


def _is_bracketed(text: str, start: int, end: int) -> bool:
    """`(silas kruidenier, …`: named in full, and then something is told of them."""
    return text[max(0, start - 1) : start] == "(" and text[end : end + 1] == ","


def _fills_cell(text: str, start: int, end: int) -> bool:
    """Between bars, semicolons or tabs, or in a column of a line that blanks part into columns."""
    left, right = text[:start].rstrip(" ")[-1:], text[end : end + 40].lstrip(" ")[:1]
    if in_columns(text, start):
        before, behind = text[max(0, start - 2) : start], text[end : end + 2]
        return (before == "  " or left in ("", "\n")) and (behind == "  " or right in ("", "\n"))
    edges = {left or "\n", right or "\n"}
    return edges <= _EDGES and bool(edges & {"|", ";", "\t"})
