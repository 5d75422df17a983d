"""Expressions that are sought without regard to capitals, among many of their kind. Pure.

An expression in small letters, sought in a text in small letters, is several times as fast as one
that disregards capitals itself; and of a hundred expressions, grouped by their first letters, few
begin as the word does that stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]|[^\\\[()|]+")
_QUANTIFIERS = ("?", "*", "{")


@dataclass(frozen=True, slots=True)
class Wording:
    """What is found has its offsets in the text that was searched, and its words in small letters.

    `pattern` is one for small letters."""

    pattern: re.Pattern[str]

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(small(text))

    def match(self, text: str) -> re.Match[str] | None:
        return self.pattern.match(small(text))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(small(text))

    def count(self, text: str) -> int:
        """How often it stands in the text."""
        return sum(1 for _ in self.finditer(text))


def small(text: str) -> str:
    """The text in small letters, each in its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def grouped(expression: str) -> str:
    """The alternatives of an expression, for small letters, those together that begin alike.

    They find what they found; where two that begin differently match at one place, the one with a
    plain first letter wins."""
    parts = [one for part in _parted(expression) for one in _unfolded(part)]
    plain = sorted(filter(_begins_plainly, parts), key=lambda part: part[0])
    groups = (
        f"{first}(?:{'|'.join(part[1:] for part in group)})"
        for first, group in groupby(plain, key=lambda part: part[0])
    )
    return "|".join((*groups, *(part for part in parts if not _begins_plainly(part))))


def _parted(expression: str) -> list[str]:
    """The alternatives that stand in no group, in small letters; `\\S` stays what it is."""
    parts, depth = [""], 0
    for piece in _PIECE.findall(expression):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece if piece.startswith("\\") else piece.lower()
    return [part for part in parts if part]


def _unfolded(part: str) -> Iterator[str]:
    """`(?:a|b)c` as `ac` and `bc`, so that each shows its first letter."""
    end = _end_of_group(part) if part.startswith("(?:") else None
    if end is None or part[end : end + 1] in _QUANTIFIERS:
        yield part
        return
    for inner in _parted(part[3 : end - 1]):
        yield from _unfolded(inner + part[end:])


def _end_of_group(part: str) -> int | None:
    depth = at = 0
    for piece in _PIECE.findall(part):
        at += len(piece)
        depth += (piece == "(") - (piece == ")")
        if depth == 0:
            return at
    return None


def _begins_plainly(part: str) -> bool:
    """With a letter that must stand there."""
    return part[0].isalpha() and part[1:2] not in _QUANTIFIERS
