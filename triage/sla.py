"""The clock: (moment, terms, working hours) → deadlines. Pure; the rules stand in docs/sla.md.

A moment is aware and in UTC or any zone; what comes back is in the zone of the desk. Working time
is half-open: a block of 09:00-17:00 holds 09:00 and no longer 17:00.
"""

from __future__ import annotations

import calendar as months
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec
from zoneinfo import ZoneInfo

from config.codes import Priority, Type
from config.preset import Hours, Preset, Term
from triage.decision import Terms

_NEVER = {"to_be_agreed": "to be agreed", "not_applicable": "not applicable"}


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

    def _at(self, day: date, clock: time) -> datetime:
        """That time on that day; a time that the clock change skips moves on by the gap."""
        wall = datetime.combine(day, clock, self.zone)
        return wall.astimezone(_UTC).astimezone(self.zone)


_UTC = ZoneInfo("UTC")


def terms(type_: Type, priority: Priority, arrived: datetime, preset: Preset) -> Terms:
    """The deadlines of a ticket whose clock runs from `arrived` (an aware moment).

    OverflowError if a deadline would lie beyond the year 9999.
    """
    calendar = _calendar(preset)
    pair = preset.sla.table[type_][priority]
    starts_at = calendar.opening(arrived)
    return Terms(
        starts_at=starts_at,
        respond_by=_deadline(starts_at, pair.respond, calendar),
        solve_by=_deadline(starts_at, pair.solve, calendar),
        clock="running",
        reason=(
            f"{type_}, {priority}: answer {_in_words(pair.respond)}, "
            f"solution {_in_words(pair.solve)}, {_start_in_words(arrived, starts_at)}"
        ),
    )


def waiting(reason: str) -> Terms:
    """No deadlines: the ticket waits for the customer, whose answer starts both terms again."""
    return Terms(None, None, None, clock="waiting", reason=reason)


def _calendar(preset: Preset) -> Calendar:
    return _calendars(preset.hours)


@lru_cache(maxsize=64)
def _calendars(hours: Hours) -> Calendar:
    return Calendar.of(hours)


@lru_cache(maxsize=4096)
def _holidays(
    country: str, subdivision: str | None, worked: frozenset[str], year: int
) -> frozenset[date]:
    found = _library()(country, subdiv=subdivision, years=year, language="en_US")
    return frozenset(day for day, name in found.items() if name not in worked)


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


def _deadline(start: datetime, term: Term, calendar: Calendar) -> datetime | None:
    if term.days is not None:
        return calendar.add_days(start, term.days)
    if term.months is not None:
        return calendar.add_months(start, term.months)
    return None


def _in_words(term: Term) -> str:
    if term.none is not None:
        return _NEVER[term.none]
    if term.months is not None:
        return f"within {_count(term.months, 'month')}"
    return f"within {_count(term.days or 0, 'working day')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _start_in_words(arrived: datetime, starts_at: datetime) -> str:
    if arrived == starts_at:
        return f"from arrival, {starts_at:%a %Y-%m-%d %H:%M}"
    return f"from the next opening, {starts_at:%a %Y-%m-%d %H:%M}"
