"""The clock: (moment, terms, working hours) → deadlines. Pure; the rules stand in docs/sla.md.

A moment is aware and in UTC or any zone; what comes back is in the zone of the desk.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from config.codes import Priority, Type
from config.preset import Preset
from config.sla import Term
from triage.calendar import Calendar, calendar_of
from triage.decision import Terms

_NEVER = {"to_be_agreed": "to be agreed", "not_applicable": "not applicable"}


def terms(type_: Type, priority: Priority, arrived: datetime, preset: Preset) -> Terms:
    """The deadlines of a ticket whose clock runs from `arrived` (an aware moment).

    OverflowError if a deadline would lie beyond the year 9999.
    """
    calendar = calendar_of(preset.hours)
    pair = preset.sla.table[type_][priority]
    starts_at = calendar.opening(arrived)
    return Terms(
        starts_at=starts_at,
        respond_by=_deadline(starts_at, pair.respond, calendar),
        solve_by=_deadline(starts_at, pair.solve, calendar),
        clock="running",
        reason=(
            f"{type_}, {priority}: answer {in_words(pair.respond)}, "
            f"solution {in_words(pair.solve)}, {_startin_words(arrived, starts_at)}"
        ),
    )


def share(start: datetime, deadline: datetime, part: float, preset: Preset) -> datetime:
    """When that part (0..1) of the working time between the two has passed."""
    return _share(start, deadline, part, calendar_of(preset.hours))


@lru_cache(maxsize=65_536)
def _share(start: datetime, deadline: datetime, part: float, calendar: Calendar) -> datetime:
    """Remembered: it walks over months of days, and is asked of each open ticket every minute."""
    return calendar.after(start, calendar.worked(start, deadline) * part)


def days_after(start: datetime, days: int, preset: Preset) -> datetime:
    """So many working days after a moment, at the same time of the day or the next opening."""
    calendar = calendar_of(preset.hours)
    return calendar.add_days(calendar.opening(start), days)


def is_working_time(moment: datetime, preset: Preset) -> bool:
    """Whether the desk works then."""
    return calendar_of(preset.hours).opening(moment) == moment


def waiting(reason: str) -> Terms:
    """No deadlines: the ticket waits for the customer, whose answer starts both terms again."""
    return Terms(None, None, None, clock="waiting", reason=reason)


def _deadline(start: datetime, term: Term, calendar: Calendar) -> datetime | None:
    if term.days is not None:
        return calendar.add_days(start, term.days)
    if term.months is not None:
        return calendar.add_months(start, term.months)
    return None


def in_words(term: Term) -> str:
    """`within 5 working days`, `to be agreed`."""
    if term.none is not None:
        return _NEVER[term.none]
    if term.months is not None:
        return f"within {_count(term.months, 'month')}"
    return f"within {_count(term.days or 0, 'working day')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _startin_words(arrived: datetime, starts_at: datetime) -> str:
    if arrived == starts_at:
        return f"from arrival, {starts_at:%a %Y-%m-%d %H:%M}"
    return f"from the next opening, {starts_at:%a %Y-%m-%d %H:%M}"
