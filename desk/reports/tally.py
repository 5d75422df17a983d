"""Rows → counts: by month, by kind, by organisation, who does it again, how fast we were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from desk.reports.period import Period
from models.register import SetAside, Unexamined, Violation

SEVERITIES = ("high", "medium", "low")
_AGAIN = 2  # mails


@dataclass(frozen=True, slots=True)
class Month:
    """How many mails of people came in, and how many held personal data, by worst severity."""

    first: date
    wrote: int
    by_severity: dict[str, int]

    @property
    def hit(self) -> int:
        return sum(self.by_severity.values())


@dataclass(frozen=True, slots=True)
class OfKind:
    """How often a kind was found, and in how many mails."""

    kind: str
    count: int
    mails: int


@dataclass(frozen=True, slots=True)
class Organisation:
    """What one organisation sent; None is everyone whom no domain tells apart.

    `mails` and `kinds` are of the period, `in_window` mails and `months` of the whole trend.
    """

    name: str | None
    mails: int
    count: int
    kinds: tuple[str, ...]
    worst: str
    in_window: int
    months: int
    last: date


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds from arrival until only redacted words were stored."""

    median: float
    longest: float


@dataclass(frozen=True, slots=True)
class Rows:
    """What the database says. `window` are the violations of the whole trend, `wrote` the mails of
    people in each of its months and `wrote_now` those in the period itself."""

    window: Sequence[Violation]
    wrote: Sequence[tuple[Period, int]]
    wrote_now: int
    unexamined: Sequence[Unexamined]
    set_aside: Sequence[SetAside]


@dataclass(frozen=True, slots=True)
class Counts:
    """What the rows come to; `hit` are the violations of the period itself."""

    hit: tuple[Violation, ...]
    months: tuple[Month, ...]
    kinds: tuple[OfKind, ...]
    organisations: tuple[Organisation, ...]


def count(rows: Rows, period: Period) -> Counts:
    """All of a report."""
    hit = tuple(one for one in rows.window if period.holds(one.arrived_at))
    return Counts(
        hit=hit,
        months=by_month(rows.window, rows.wrote),
        kinds=by_kind(hit),
        organisations=by_organisation(rows.window, period),
    )


def worst(one: Violation) -> str:
    """The severest of what a mail held."""
    return min((found.severity for found in one.found), key=SEVERITIES.index)


def by_month(
    violations: Sequence[Violation], months: Iterable[tuple[Period, int]]
) -> tuple[Month, ...]:
    """Each month with the number of mails of people in it."""
    return tuple(
        Month(
            month.first,
            wrote,
            dict(Counter(worst(one) for one in violations if month.holds(one.arrived_at))),
        )
        for month, wrote in months
    )


def by_kind(violations: Iterable[Violation]) -> tuple[OfKind, ...]:
    """The kinds, the most frequent first."""
    count: Counter[str] = Counter()
    mails: Counter[str] = Counter()
    for one in violations:
        count.update(found.kind for found in one.found)
        mails.update({found.kind for found in one.found})
    kinds = sorted(count, key=lambda kind: (-count[kind], kind))
    return tuple(OfKind(kind, count[kind], mails[kind]) for kind in kinds)


def by_organisation(window: Sequence[Violation], period: Period) -> tuple[Organisation, ...]:
    """The organisations of the period, those with most mails first."""
    sent: dict[str | None, list[Violation]] = {}
    for one in window:
        sent.setdefault(one.organisation, []).append(one)
    found = (_organisation(name, mails, period) for name, mails in sent.items())
    return tuple(
        sorted(
            (one for one in found if one is not None),
            key=lambda one: (-one.mails, -one.count, one.name or ""),
        )
    )


def again(organisations: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """Those that did it before, in this period or earlier in the trend."""
    return tuple(one for one in organisations if one.name and one.in_window >= _AGAIN)


def speed(violations: Iterable[Violation]) -> Speed | None:
    """How long the data were to be seen; None where there were none."""
    took = [max((one.recorded_at - one.arrived_at).total_seconds(), 0.0) for one in violations]
    return Speed(median(took), max(took)) if took else None


def _organisation(
    name: str | None, window: Sequence[Violation], period: Period
) -> Organisation | None:
    mails = [one for one in window if period.holds(one.arrived_at)]
    if not mails:
        return None
    days = [one.arrived_at.astimezone(period.zone).date() for one in window]
    return Organisation(
        name=name,
        mails=len(mails),
        count=sum(len(one.found) for one in mails),
        kinds=tuple(one.kind for one in by_kind(mails)),
        worst=min((worst(one) for one in mails), key=SEVERITIES.index),
        in_window=len(window),
        months=len({(day.year, day.month) for day in days}),
        last=max(days),
    )
