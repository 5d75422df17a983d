"""Sheets: which cell of a workbook or a .csv stands under which header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ingest.contents.content import Content, Mark

Headed = tuple[str, int, int]  # a header, and start and end of a cell below it

_CELL = re.compile(r"([A-Z]+)(\d+)")
_WORD = re.compile(r"[^\W\d_]")
_LONG = 40  # characters: a longer cell is no header


def headed(content: Content) -> tuple[Headed, ...]:
    """Each cell with the header of its column. The header of a sheet is its first row of which two
    cells at least are words; above it stand titles."""
    cells = (mark for mark in content.marks if mark.spot.cell is not None)
    sheets = groupby(cells, key=lambda mark: (mark.spot.inner, mark.spot.page))
    return tuple(cell for _, sheet in sheets for cell in _of_sheet(content.text, sheet))


def _of_sheet(text: str, sheet: Iterator[Mark]) -> Iterator[Headed]:
    headers: dict[str, str] = {}
    for _, row in groupby(sheet, key=_row):
        cells = {_column(mark): mark for mark in row}
        if headers:
            for column, mark in cells.items():
                if column in headers:
                    yield headers[column], mark.start, mark.end
            continue
        words = {column: text[mark.start : mark.end] for column, mark in cells.items()}
        if len(words) > 1 and all(
            _WORD.search(word) and len(word) <= _LONG for word in words.values()
        ):
            headers = words


def _row(mark: Mark) -> str:
    return _CELL.sub(r"\2", mark.spot.cell or "")


def _column(mark: Mark) -> str:
    return _CELL.sub(r"\1", mark.spot.cell or "")
