"""Deadlines a second, and how far they agree with a count of every minute.

    python -m benchmarks.sla [CASES]

The other calculation knows nothing of the engine's: it asks of each minute, in UTC, whether the
desk works, and walks.
"""

from __future__ import annotations

import random
import sys
import time
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import cache

from config import preset as presets
from config.codes import Priority, Type
from config.preset import Preset, Term
from triage.calendar import Calendar
from triage.sla import terms

SEED = 7
BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
MINUTES = 3 * 365 * 24 * 60


def main() -> None:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    chance = random.Random(SEED)
    drawn = [
        (
            presets.load(chance.choice(presets.names())),
            chance.choice(list(Type)),
            chance.choice(list(Priority)),
            BEGIN + timedelta(minutes=chance.randrange(MINUTES)),
        )
        for _ in range(cases)
    ]
    terms(Type.BUG, Priority.LOW, BEGIN, drawn[0][0])  # the library of holidays loads here
    began = time.perf_counter()
    found = [terms(type_, priority, at, preset) for preset, type_, priority, at in drawn]
    seconds = time.perf_counter() - began
    print(f"{cases / seconds:,.0f} tickets a second get both their deadlines")
    agree = sum(
        (one.respond_by, one.solve_by) == _by_minutes(type_, priority, at, preset)
        for one, (preset, type_, priority, at) in zip(found, drawn, strict=True)
    )
    print(f"{agree:,} of {cases:,} agree with the count by minutes")
    if agree < cases:
        sys.exit(1)


def _by_minutes(
    type_: Type, priority: Priority, at: datetime, preset: Preset
) -> tuple[datetime | None, datetime | None]:
    start = _next_working_minute(at, preset)
    pair = preset.sla.table[type_][priority]
    return _walk(start, pair.respond, preset), _walk(start, pair.solve, preset)


def _walk(start: datetime, term: Term, preset: Preset) -> datetime | None:
    local = start.astimezone(preset.hours.zone)
    if term.months is not None:
        year, month = local.year, local.month + term.months
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        day = min(local.day, monthrange(year, month)[1])
        there = local.replace(year=year, month=month, day=day)
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
    while not _works(minute, preset):
        midnight = _worked_minutes(minute.astimezone(preset.hours.zone).date(), preset.name) == 0
        minute += timedelta(minutes=30 if midnight else 1)
        minute = minute.replace(second=0, microsecond=0)
    return minute.astimezone(preset.hours.zone)


def _works(minute: datetime, preset: Preset) -> bool:
    local = minute.astimezone(preset.hours.zone)
    return 9 <= local.hour < 17 and _worked_minutes(local.date(), preset.name) > 0


@cache
def _worked_minutes(day: date, preset: str) -> int:
    hours = presets.load(preset).hours
    return 480 if Calendar.of(hours).works_on(day) else 0


if __name__ == "__main__":
    main()
