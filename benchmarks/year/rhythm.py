"""A desk's year: when something happens, and how much of its mail has come by then. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
FIRST_DAY = date(2026, 1, 1)
OFFICE_HOURS = range(9, 17)
_MONTHS = (1.2, 1.0, 1.0, 1.0, 0.9, 1.1, 0.5, 0.8, 1.7, 1.2, 1.1, 0.8)
_WEEKDAYS = (1.6, 1.1, 1.0, 1.1, 0.8, 0.1, 0.1)
_HOURS = {7: 0.3, 8: 0.9, 9: 1.3, 10: 1.3, 11: 1.1, 12: 0.7, 13: 1.0, 14: 1.1, 15: 1.0, 16: 0.8,
          17: 0.4, 19: 0.3, 20: 0.4, 21: 0.3, 22: 0.1}  # fmt: skip
_QUIET = 0.15  # of a working day, between Christmas and New Year


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The moments at which the desk is looked at (aware, in order), each with how large a part of
    the year's mail has come by then, from 0 to 1."""

    moments: tuple[datetime, ...]
    come: tuple[float, ...]

    @classmethod
    def of(cls, days: int, hours: Collection[int], at_weekends: Collection[int]) -> Rhythm:
        """So many days from the first of January, looked at these hours of the desk's own clock."""
        hourly = list(_hourly(days))
        sums = list(accumulate(weight for _, weight in hourly))
        moments = [
            (at, sums[place] / sums[-1])
            for place, (at, _) in enumerate(hourly)
            if at.hour in (at_weekends if at.weekday() > 4 else hours)
        ]
        return cls(tuple(at.astimezone(UTC) for at, _ in moments), tuple(s for _, s in moments))

    def at(self, part: float) -> datetime:
        """The moment by which this part of the year's mail has come."""
        return self.moments[min(bisect_right(self.come, part), len(self.moments) - 1)]


def _hourly(days: int) -> Iterator[tuple[datetime, float]]:
    for number in range(days):
        day = FIRST_DAY + timedelta(days=number)
        weight = _MONTHS[day.month - 1] * _WEEKDAYS[day.weekday()]
        if (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1):
            weight *= _QUIET
        for hour in range(24):
            yield datetime.combine(day, time(hour, 5), ZONE), weight * _HOURS.get(hour, 0.02)


def afterwards(end: datetime, days: int) -> Iterator[datetime]:
    """So many mornings after the end."""
    for number in range(1, days + 1):
        day = end.astimezone(ZONE).date() + timedelta(days=number)
        yield datetime.combine(day, time(10, 5), ZONE).astimezone(UTC)


def opens(now: datetime) -> bool:
    """Whether somebody sits at the desk by the hour; holidays are quiet, not empty."""
    local = now.astimezone(ZONE)
    return local.weekday() < 5 and local.hour in OFFICE_HOURS
