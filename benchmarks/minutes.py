"""Deadlines by a walk over minutes: simple, slow, and without a line of the engine.

It asks of each minute, in UTC, whether the desk works (09:00 to 17:00 by its presets).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import cache

from config import preset as presets
from config.codes import Priority, Type
from config.preset import Preset
from config.sla import Term
from triage.calendar import Calendar


def by_minutes(
    type_: Type, priority: Priority, at: datetime, preset: Preset
) -> tuple[datetime | None, datetime | None]:
    """Both deadlines of a ticket whose clock starts at that moment, or at the next opening."""
    start = _next_working_minute(at, preset)
    pair = preset.sla.table[type_][priority]
    return _walk(start, pair.respond, preset), _walk(start, pair.solve, preset)


def _walk(start: datetime, term: Term, preset: Preset) -> datetime | None:
    local = start.astimezone(preset.hours.zone)
    if term.months is not None:
        year, month = local.year, local.month + term.months
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        last = monthrange(year, month)[1]
        there = local.replace(year=year, month=month, day=min(local.day, last))
        return _next_working_minute(there, preset)
    if term.days is None:
        return None
    left, day = term.days, local.date()
    while left:
        day += timedelta(days=1)
        left -= _worked_minutes(day, preset.name) > 0
    return datetime.combine(day, local.time(), preset.hours.zone)


def _next_working_minute(at: datetime, preset: Preset) -> datetime:
    minute = at.astimezone(UTC)
    while not works(minute, preset):
        midnight = _worked_minutes(minute.astimezone(preset.hours.zone).date(), preset.name) == 0
        minute += timedelta(minutes=30 if midnight else 1)
        minute = minute.replace(second=0, microsecond=0)
    return minute.astimezone(preset.hours.zone)


def works(minute: datetime, preset: Preset) -> bool:
    """Whether the desk works at that moment."""
    local = minute.astimezone(preset.hours.zone)
    return 9 <= local.hour < 17 and _worked_minutes(local.date(), preset.name) > 0


@cache
def _worked_minutes(day: date, preset: str) -> int:
    hours = presets.load(preset).hours
    return 480 if Calendar.of(hours).works_on(day) else 0
