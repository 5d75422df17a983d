"""Tables as text (.csv, .tsv), whatever separates their cells."""

from __future__ import annotations

import csv
from collections import Counter

from ingest.charset import decode
from ingest.contents.cells import put_row
from ingest.contents.paper import Paper, clean

_SEPARATORS = (";", "\t", ",", "|")
_LOOK = 20  # lines


def read(data: bytes, paper: Paper) -> None:
    """Row by row; what is no table after all is plain text."""
    text = clean(decode(data, None, []))
    try:
        separator = _separator(text)
        lines = text.splitlines(keepends=True)
        rows = list(csv.reader(lines, delimiter=separator)) if separator else None
    except csv.Error:
        rows = None
    if rows is None:
        paper.put(text)
        return
    for number, row in enumerate(rows, 1):
        put_row(row, paper, row=number)


def _separator(text: str) -> str | None:
    """The sign that cuts most of the first lines into equally many cells."""
    lines = [line for line in text[:20_000].splitlines(keepends=True) if line.strip()][:_LOOK]
    best, chosen = (0, 0), None
    for separator in _SEPARATORS:
        widths = Counter(map(len, csv.reader(lines, delimiter=separator)))
        widths.pop(1, None)
        if widths:
            cells, rows = widths.most_common(1)[0]
            if (rows, cells) > best and rows * 2 > sum(widths.values()):
                best, chosen = (rows, cells), separator
    return chosen
