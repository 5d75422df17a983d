"""When a mail is tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from config.errors import ConfigError, MeldpostError, PermanentError, TransientError
from tests.factories import AT
from worker.post.retry import GiveUp, Retry, decide, pause

DAYS = timedelta(days=5)
AWAY = TransientError("smtp 'main' cannot take the mail now (451)")


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [(1, 1), (2, 2), (3, 4), (8, 128), (9, 240), (10, 240), (60, 240), (9999, 240)],
)
def test_the_pause_doubles_up_to_four_hours(attempts: int, minutes: int) -> None:
    middle = timedelta(minutes=minutes)
    assert pause(attempts, 0.5) == middle
    assert pause(attempts, 0.0) == 0.75 * middle
    assert pause(attempts, 1.0) == 1.25 * middle


@pytest.mark.parametrize(
    ("error", "attempts", "age", "verdict"),
    [
        (AWAY, 1, timedelta(), Retry(AT + timedelta(minutes=1))),
        (AWAY, 5, timedelta(days=1), Retry(AT + timedelta(minutes=16))),
        (AWAY, 9, timedelta(days=4, hours=19), Retry(AT + timedelta(hours=4))),
        (AWAY, 9, timedelta(days=4, hours=21), GiveUp),
        (AWAY, 9, timedelta(days=50), GiveUp),  # the worker stood still for weeks
        (ConfigError("refuses the log-in"), 3, timedelta(hours=1), Retry),  # people mend that
        (PermanentError("refused with 550"), 1, timedelta(), GiveUp),
    ],
)
def test_again_or_never(
    error: MeldpostError,
    attempts: int,
    age: timedelta,
    verdict: Retry | type[Retry] | type[GiveUp],
) -> None:
    found = decide(error, attempts, AT - age, AT, patience=DAYS, spread=0.5)
    if isinstance(verdict, type):
        assert isinstance(found, verdict)
    else:
        assert found == verdict


def test_five_days_are_some_forty_attempts() -> None:
    now, attempts = AT, 0
    while True:
        attempts += 1
        found = decide(AWAY, attempts, AT, now, patience=DAYS, spread=0.5)
        if isinstance(found, GiveUp):
            break
        now = found.at
    assert 30 <= attempts <= 45
    assert timedelta(days=4) < now - AT <= DAYS
