"""Deadlines a second, and how far they agree with a count of every minute.

python -m benchmarks.sla [CASES]
"""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, datetime, timedelta

from benchmarks.minutes import by_minutes
from config import preset as presets
from config.codes import Priority, Type
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
        (one.respond_by, one.solve_by) == by_minutes(type_, priority, at, preset)
        for one, (preset, type_, priority, at) in zip(found, drawn, strict=True)
    )
    print(f"{agree:,} of {cases:,} agree with the count by minutes")
    if agree < cases:
        sys.exit(1)


if __name__ == "__main__":
    main()
