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
    separator = _separator(text)
    if separator is None:
        paper.put(text)
        return
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
    except csv.Error:
        paper.put(text)
        return
    for number, row in enumerate(rows, 1):
        put_row(row, paper, row=number)


def _separator(text: str) -> str | None:
    """The sign that stands equally often on most lines."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:_LOOK]
    best: tuple[int, int] = (0, 0)
    chosen = None
    for separator in _SEPARATORS:
        counts = Counter(line.count(separator) for line in lines)
        counts.pop(0, None)
        if counts:
            often, agree = counts.most_common(1)[0]
            if (agree, often) > best and agree * 2 > len(lines):
                best, chosen = (agree, often), separator
    return chosen
