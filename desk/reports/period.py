"""Period: whole days of a desk, both ends within it, and the months around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Period:
    """The days `first` to `last` in the zone of a desk. ValueError if they are not in order."""

    first: date
    last: date
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} lies before {self.first}")

    @property
    def start(self) -> datetime:
        return datetime.combine(self.first, time(), self.zone)

    @property
    def end(self) -> datetime:
        """The first moment that lies behind it."""
        return datetime.combine(self.last + timedelta(days=1), time(), self.zone)

    def holds(self, at: datetime) -> bool:
        return self.start <= at < self.end

    def trend(self) -> Period:
        """The twelve months up to its last day, or more if it is longer itself."""
        first = self.last.replace(day=1)
        for _ in range(_MONTHS - 1):
            first = _month_before(first)
        return Period(min(first, self.first.replace(day=1)), self.last, self.zone)

    def months(self) -> Iterator[Period]:
        """Its months in order; the last may be cut short."""
        first = self.first
        while first <= self.last:
            behind = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
            yield Period(first, min(behind - timedelta(days=1), self.last), self.zone)
            first = behind


def last_month(now: datetime, zone: ZoneInfo) -> Period:
    """The whole month before the one of `now`."""
    last = now.astimezone(zone).date().replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last, zone)


def _month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
