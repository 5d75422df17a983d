"""Sentences of a mail, with their place in it; hasty and wrapped writing included. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WRAPPED = 50  # a line at least this long may have been broken by a mail program
_BREAK = re.compile(r"\n[ \t>]*(?:\n\s*|(?=[-*•–]\s|\(?\d{1,2}[.):]\s|[A-Z]\.\s))|\n")
_END = re.compile(r"[.!?…]+[)\]\"'”’»]*(?=\s)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:bv|bijv|nr|nrs|no|deb|debnr|fact|tel|ca|ev|evt|resp|incl|excl|dhr|mevr|mw|dr|drs|ing|"
    r"mr|prof|st|t|m|b|o|a|i|d|p|s|v|vb|bvb|art|max|min|jl|jr|sr|inz|betr|geb|blz|pag|z|ong|vgl|"
    r"mme|mlle|cf|ex|env|eg|ie|vs|approx|bzw|ggf|inkl|usw|zb)|(?<![^\W\d_])[A-Z])\.$",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence within a stretch of `text`, in order, without blanks around.

    A line that a mail program broke goes on in the next one; a new item of a list does not.
    Characters of `text`, end exclusive; linear in the length of the stretch.
    """
    for first, last in _paragraphs(text, start, len(text) if end is None else end):
        at = first
        for mark in _END.finditer(text, first, last):
            if _is_end(text, first, mark.end()):
                yield from _trimmed(text, at, mark.end())
                at = mark.end()
        yield from _trimmed(text, at, last)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between the line ends that mean something."""
    at = start
    for gap in _BREAK.finditer(text, start, end):
        if gap[0] == "\n" and _goes_on(text, at, gap.start(), gap.end(), end):
            continue
        yield at, gap.start()
        at = gap.end()
    yield at, end


def _goes_on(text: str, start: int, left: int, right: int, end: int) -> bool:
    """Whether the line end at `left` was put there by a program: long before, small after."""
    line = max(text.rfind("\n", start, left) + 1, start)
    before, after = text[line:left].rstrip(), text[right : min(right + 1, end)]
    if len(before) < _WRAPPED or not after or before[-1:] in ".!?:;":
        return False
    return after.islower() or after.isdigit() or before[-1:] == ","


def _is_end(text: str, start: int, at: int) -> bool:
    """Whether the full stop before `at` ends a sentence: not "bv. de factuur", not "nr. 12"."""
    if text[at - 1] in "!?…":
        return True
    return _ABBREVIATED.search(text, max(start, at - 12), at) is None


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if _LETTER.search(piece):
        yield start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
