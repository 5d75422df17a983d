"""What the clock makes due, and when: in working time, and never too early."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from config.codes import Priority, Type
from models.due import due
from models.life import ActionBy, State, Status
from tests.factories import at
from tests.triage.mails import KAMPADMIN
from triage import sla

ARRIVED = at("2026-11-20 09:15")  # a Friday; answer by Monday 23 at 09:15, solution by Tuesday
BUG = State(
    Type.BUG,
    Priority.CRITICAL,
    Status.OPEN,
    ActionBy.DESK,
    sla.terms(Type.BUG, Priority.CRITICAL, ARRIVED, KAMPADMIN),
    since=ARRIVED,
)
WAITING = replace(BUG, action_by=ActionBy.ORGANISATION, terms=sla.waiting("…"))
PAUSED = replace(
    BUG, status=Status.PAUSED, terms=sla.waiting("…"), paused_until=at("2026-12-05 10:00")
)


def kinds(state: State, now: str) -> list[str]:
    return [one.kind.value for one in due(state, KAMPADMIN, at(now))]


@pytest.mark.parametrize(
    ("state", "now", "expected"),
    [
        (BUG, "2026-11-20 14:00", []),
        (BUG, "2026-11-20 15:16", ["respond_warned"]),  # 6 of 8 hours
        (BUG, "2026-11-20 18:00", []),  # nobody works
        (BUG, "2026-11-22 12:00", []),  # nor on Sunday
        (BUG, "2026-11-23 09:15", ["respond_over"]),
        (BUG, "2026-11-23 13:16", ["respond_over", "solve_warned"]),
        (replace(BUG, answered_at=ARRIVED), "2026-11-23 13:16", ["solve_warned"]),
        (replace(BUG, answered_at=ARRIVED), "2026-11-24 09:15", ["solve_over"]),
        (WAITING, "2026-11-27 09:14", []),
        (WAITING, "2026-11-27 09:15", ["reminded"]),  # five working days
        (WAITING, "2026-12-11 09:15", ["returned"]),  # and ten more
        (replace(WAITING, action_by=ActionBy.DESK), "2026-12-11 09:15", []),  # it is back
        (PAUSED, "2026-12-05 10:00", []),  # a Saturday
        (PAUSED, "2026-12-07 09:00", ["pause_over"]),
        (replace(PAUSED, paused_until=None), "2027-12-07 09:00", []),
        (replace(BUG, status=Status.CLOSED), "2027-12-07 09:00", []),
    ],
)
def test_due(state: State, now: str, expected: list[str]) -> None:
    assert kinds(state, now) == expected


def test_what_has_no_term_is_never_due() -> None:
    terms = sla.terms(Type.FEEDBACK, Priority.CRITICAL, ARRIVED, KAMPADMIN)
    state = replace(BUG, type=Type.FEEDBACK, terms=terms)
    assert due(state, KAMPADMIN, at("2028-11-20 12:00")) == []


def test_everything_falls_due_in_working_time() -> None:
    now: datetime = ARRIVED
    while now < ARRIVED + timedelta(days=30):
        for state in (BUG, WAITING, PAUSED):
            for one in due(state, KAMPADMIN, now):
                assert one.at <= now
                assert sla.is_working_time(now, KAMPADMIN)
        now += timedelta(minutes=47)
