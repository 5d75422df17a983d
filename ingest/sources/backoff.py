"""How long to wait before the next attempt."""

from __future__ import annotations

from typing import Protocol

FIRST_SECONDS = 2.0
LONGEST_SECONDS = 300.0


class Chance(Protocol):
    """What `random.Random` offers: a number from 0 up to 1."""

    def random(self) -> float: ...


def delay(attempt: int, rng: Chance) -> float:
    """Seconds to wait after failed attempt number `attempt` (from 1).

    It doubles up to `LONGEST_SECONDS`; the upper half of it is chance, so that many workers that
    lost the same server do not come back in step.
    """
    doublings = min(max(attempt, 1) - 1, 62)
    full = min(FIRST_SECONDS * 2.0**doublings, LONGEST_SECONDS)
    return full / 2 + full / 2 * rng.random()
