"""Tables written in a mail: which cell stands under which header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from triage.hints import Hints
from triage.sheets import Headed

_SEPARATORS = (
    re.compile(r"\t+"),
    re.compile(r"[ \t]{0,40}\|[ \t]{0,40}"),
    re.compile(r"[ \t]{0,9};[ \t]{0,9}"),
    re.compile(r" {2,}|\t+"),
)
_QUICK = re.compile(r"\t|\||;|\S {2,}\S")
_MAX_CELL = 60


def cells(hints: Hints) -> tuple[Headed, ...]:
    """The cells of the text with their headers: as the sheet has them, or as they are written."""
    return hints.cells or columns(hints.text)


@lru_cache(maxsize=8)
def columns(text: str) -> tuple[Headed, ...]:
    """The (header, start, end) of each cell below a header line of at least two cells.

    A table is a run of lines with the same separator and the same number of cells."""
    return tuple(_cells(text)) if _QUICK.search(text) else ()


def _cells(text: str) -> Iterator[tuple[str, int, int]]:
    header: list[str] = []
    separator: re.Pattern[str] | None = None
    for start, line in _lines(text):
        found = _split(line, separator)
        if found is None and separator is not None:
            separator, header = None, []
            found = _split(line, None)
        if found is None:
            continue
        used, cells = found
        if separator is None or len(cells) != len(header):
            separator, header = used, [line[low:high] for low, high in cells]
            continue
        for name, (low, high) in zip(header, cells, strict=True):
            if name and low < high:
                yield name, start + low, start + high


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line.rstrip("\r\n")
        at += len(line)


def _split(
    line: str, known: re.Pattern[str] | None
) -> tuple[re.Pattern[str], list[tuple[int, int]]] | None:
    """The cells of a line as places in it, outer bars left out; None if it is no table line."""
    for separator in (known,) if known is not None else _SEPARATORS:
        cells: list[tuple[int, int]] = []
        low = 0
        for match in separator.finditer(line):
            cells.append(_trim(line, low, match.start()))
            low = match.end()
        cells.append(_trim(line, low, len(line)))
        if separator.pattern == _SEPARATORS[1].pattern:
            cells = [
                cell for i, cell in enumerate(cells) if cell[0] < cell[1] or 0 < i < len(cells) - 1
            ]
        if len(cells) >= 2 and all(high - start <= _MAX_CELL for start, high in cells):
            return separator, cells
    return None


def _trim(line: str, low: int, high: int) -> tuple[int, int]:
    while low < high and line[low] in " \t|>*":
        low += 1
    while high > low and line[high - 1] in " \t|*":
        high -= 1
    return low, high
