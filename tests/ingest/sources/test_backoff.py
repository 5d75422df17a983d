"""Waiting longer after each failure, never in step, never for ever."""

from __future__ import annotations

import random

import pytest

from ingest.sources.backoff import delay


class Always:
    def __init__(self, number: float) -> None:
        self._number = number

    def random(self) -> float:
        return self._number


@pytest.mark.parametrize(
    ("attempt", "shortest", "longest"),
    [
        (0, 1, 2),  # nobody counts from 0, but nothing breaks
        (1, 1, 2),
        (2, 2, 4),
        (3, 4, 8),
        (8, 128, 256),
        (9, 150, 300),
        (1000, 150, 300),
        (10**9, 150, 300),
    ],
)
def test_the_wait_doubles_up_to_a_limit(attempt: int, shortest: float, longest: float) -> None:
    assert delay(attempt, Always(0.0)) == shortest
    assert delay(attempt, Always(1.0)) == longest


def test_two_workers_do_not_come_back_in_step() -> None:
    rng = random.Random(1)
    assert len({delay(9, rng) for _ in range(100)}) == 100
