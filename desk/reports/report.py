"""Report: what a report says, before it becomes a page, a paper, a sheet or JSON.

All texts are those that people read, in the language of the report; `record` and `data` speak in
codes, for programs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is read first, and what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one or more series of counts over `labels`; lying where the labels are long."""

    code: str
    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]
    lying: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(any(values) for _, values in self.series)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under their headings; `numeric` columns stand to the right.

    `shares` are the widths of the columns on paper, in proportion."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...] = ()
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what is to be known first, a chart and a table; `empty` is said in their place."""

    title: str
    empty: str
    note: str = ""
    chart: Chart | None = None
    table: Table | None = None

    @property
    def is_empty(self) -> bool:
        return (self.chart is None or self.chart.is_empty) and not (self.table and self.table.rows)


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the days `first` to `last`, both within it, as it stood at `made_at`."""

    code: str
    title: str
    subtitle: str
    made: str
    language: str
    first: date
    last: date
    made_at: datetime
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    record: Table
    data: Mapping[str, object]
