"""Working time: when a desk works, and how much of it lies between two moments. Pure.

Working time is half-open: a block of 09:00-17:00 holds 09:00 and no longer 17:00.
"""

from __future__ import annotations

import calendar as months
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec
from zoneinfo import ZoneInfo

from config.sla import Hours


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a desk works: its blocks on its weekdays, less holidays and closing days."""

    zone: ZoneInfo
    country: str
    subdivision: str | None
    worked_holidays: frozenset[str]
    weekdays: frozenset[int]
    blocks: tuple[tuple[time, time], ...]
    closing_days: frozenset[date]

    @classmethod
    def of(cls, hours: Hours) -> Calendar:
        return cls(
            hours.zone,
            hours.country,
            hours.subdivision,
            frozenset(hours.worked_holidays),
            frozenset(hours.weekdays),
            tuple((block.opens, block.closes) for block in hours.blocks),
            frozenset(hours.closing_days),
        )

    def works_on(self, day: date) -> bool:
        """Whether there is working time on this day."""
        return (
            day.weekday() in self.weekdays
            and day not in self.closing_days
            and day not in _holidays(self.country, self.subdivision, self.worked_holidays, day.year)
        )

    def next_day(self, day: date) -> date:
        """The first working day after `day`."""
        day += timedelta(days=1)
        while not self.works_on(day):
            day += timedelta(days=1)
        return day

    def opening(self, moment: datetime) -> datetime:
        """`moment` itself if it is working time, else the next opening."""
        local = moment.astimezone(self.zone)
        if self.works_on(local.date()):
            clock = local.time()
            for opens, closes in self.blocks:
                if opens <= clock < closes:
                    return local
                if clock < opens:
                    return self._at(local.date(), opens)
        return self._at(self.next_day(local.date()), self.blocks[0][0])

    def add_days(self, start: datetime, days: int) -> datetime:
        """`days` working days later at the same time of the day; `start` is working time."""
        day = start.date()
        for _ in range(days):
            day = self.next_day(day)
        return self._at(day, start.time())

    def add_months(self, start: datetime, count: int) -> datetime:
        """The same day of the month, or its last one; if that is no working time, the opening."""
        year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
        day = min(start.day, months.monthrange(year, month + 1)[1])
        return self.opening(self._at(date(year, month + 1, day), start.time()))

    def holiday(self, day: date) -> str | None:
        """The name of the public holiday that keeps the desk closed on this day."""
        return _holidays(self.country, self.subdivision, self.worked_holidays, day.year).get(day)

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """The working time between two moments; none if the second is not later."""
        return sum(
            (closes - opens for opens, closes in self._stretches(start, end)), start=timedelta()
        )

    def after(self, start: datetime, time_: timedelta) -> datetime:
        """When that much working time has passed since `start`; at a closing if it ends there."""
        left, at = time_, self.opening(start)
        while left > timedelta():
            closes = self._closing(at)
            passes = closes.astimezone(_UTC) - at.astimezone(_UTC)
            if left <= passes:
                return (at.astimezone(_UTC) + left).astimezone(self.zone)
            left -= passes
            at = self.opening(closes)
        return at

    def _stretches(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working time between two moments, stretch by stretch, in UTC."""
        at = self.opening(start)
        while at < end:
            closes = min(self._closing(at), end)
            yield at.astimezone(_UTC), closes.astimezone(_UTC)
            at = self.opening(closes) if closes < end else closes

    def _closing(self, moment: datetime) -> datetime:
        """The end of the block in which this working moment lies."""
        local = moment.astimezone(self.zone)
        closes = next(end for opens, end in self.blocks if opens <= local.time() < end)
        return self._at(local.date(), closes)

    def _at(self, day: date, clock: time) -> datetime:
        """That time on that day; a time that the clock change skips moves on by the gap."""
        wall = datetime.combine(day, clock, self.zone)
        return wall.astimezone(_UTC).astimezone(self.zone)


_UTC = ZoneInfo("UTC")


@lru_cache(maxsize=64)
def calendar_of(hours: Hours) -> Calendar:
    """The calendar of a desk with these hours."""
    return Calendar.of(hours)


@lru_cache(maxsize=4096)
def _holidays(
    country: str, subdivision: str | None, worked: frozenset[str], year: int
) -> dict[date, str]:
    found = _library()(country, subdiv=subdivision, years=year, language="en_US")
    return {day: name for day, name in found.items() if name not in worked}


@cache
def _library() -> Callable[..., dict[date, str]]:
    """`holidays.country_holidays`, without the two hundred countries that nobody asked for.

    Their package imports them all in half a second to get at one; known to Python but not yet
    executed, it lets each country be imported alone.
    """
    spec = find_spec("holidays.countries")
    if spec is not None:
        sys.modules.setdefault("holidays.countries", module_from_spec(spec))
    from holidays import country_holidays

    return country_holidays
