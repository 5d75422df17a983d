"""Cells of tables as text: a row a line, cells separated by tabs, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from ingest.contents.content import Spot
from ingest.contents.paper import Paper


def put_row(cells: Sequence[str], paper: Paper, *, row: int, page: int | None = None) -> None:
    """One row; `row` counts from 1, and so does `page`, the number of the sheet."""
    for number, cell in enumerate(cells):
        if number:
            paper.put("\t")
        if value := " ".join(cell.split()):
            paper.put(value, Spot(page=page, cell=f"{column(number)}{row}"))
    paper.put("\n")


def column(number: int) -> str:
    """`A` for 0, `AA` for 26."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def written(value: object) -> str:
    """A cell's value as a person writes it: dates day first, whole numbers without a point."""
    if isinstance(value, datetime):
        shown = f"{value:%d-%m-%Y %H:%M}"
        return shown.removesuffix(" 00:00")
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, time | timedelta):
        return str(value)
    return "" if value is None else str(value)
