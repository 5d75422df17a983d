"""How a deadline came about, in words, step by step. Pure; the rules stand in docs/sla.md."""

from __future__ import annotations

from calendar import day_name
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from config.codes import Priority, Type
from config.preset import Preset
from config.sla import Term
from triage.calendar import Calendar, calendar_of
from triage.sla import in_words, terms


def explain(type_: Type, priority: Priority, arrived: datetime, preset: Preset) -> list[str]:
    """One sentence for each step from arrival to both deadlines."""
    calendar = calendar_of(preset.hours)
    found = terms(type_, priority, arrived, preset)
    pair = preset.sla.table[type_][priority]
    start = found.starts_at
    if start is None:
        return [found.reason]
    return [
        _arrival(arrived, start, calendar),
        *_term("Answer", pair.respond, start, found.respond_by, calendar),
        *_term("Solution", pair.solve, start, found.solve_by, calendar),
    ]


def _arrival(arrived: datetime, start: datetime, calendar: Calendar) -> str:
    local = arrived.astimezone(calendar.zone)
    if local == start:
        return f"It arrived on {_said(local)}, in working time: the clock starts then."
    why = _closed(local.date(), calendar) or f"the desk is closed at {local:%H:%M}"
    return f"It arrived on {_said(local)}; {why}: the clock starts on {_said(start)}."


def _term(
    what: str, term: Term, start: datetime, deadline: datetime | None, calendar: Calendar
) -> Iterator[str]:
    if deadline is None:
        yield f"{what}: no term ({in_words(term)})."
        return
    yield f"{what} {in_words(term)}: {_said(deadline)}."
    if term.days is not None:
        free = list(_free(start.date(), deadline.date(), calendar))
        if free:
            yield f"  Not counted: {', '.join(free)}."
    elif (moved := _moved(start, term, deadline)) is not None:
        yield f"  {moved}"


def _free(first: date, last: date, calendar: Calendar) -> Iterator[str]:
    """The days between two that do not count: the weekdays that never do, then each by its name."""
    days = [first + timedelta(days=n) for n in range(1, (last - first).days)]
    if idle := sorted({day.weekday() for day in days} - calendar.weekdays):
        yield ", ".join(f"{day_name[weekday]}s" for weekday in idle)
    for day in days:
        if day.weekday() in calendar.weekdays and (why := _closed(day, calendar)):
            yield f"{day:%a} {day.day} {day:%b} ({why})"


def _moved(start: datetime, term: Term, deadline: datetime) -> str | None:
    """Why a deadline of months is not at the same day and time."""
    if (deadline.day, deadline.time()) == (start.day, start.time()):
        return None
    month = (start.month - 1 + (term.months or 0)) % 12 + 1
    if deadline.month == month and deadline.time() == start.time():
        return "The month is shorter: its last day counts."
    return "The same day of that month is no working time: the next opening counts."


def _closed(day: date, calendar: Calendar) -> str | None:
    """Why the desk is closed on that day, or None."""
    if calendar.works_on(day):
        return None
    if name := calendar.holiday(day):
        return name
    if day in calendar.closing_days:
        return "closing day of the desk"
    return f"the desk does not work on {day_name[day.weekday()]}s"


def _said(moment: datetime) -> str:
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M}"
