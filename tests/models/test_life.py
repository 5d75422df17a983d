"""The life of a ticket: what may follow what, and what it does to the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.codes import Priority, Type
from config.preset import load
from models import before
from models.life import ActionBy, Event, Invoice, Refused, State, Status, Step, take
from triage import sla

PRESET = load("kampadmin")
AT = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
LATER = AT + timedelta(days=3)


def a_state(type_: Type = Type.BUG, **changes: object) -> State:
    terms = sla.terms(type_, Priority.MEDIUM, AT, PRESET)
    state = State(type_, Priority.MEDIUM, Status.OPEN, ActionBy.DESK, terms)
    return replace(state, **changes)  # type: ignore[arg-type]


WAITING = a_state(action_by=ActionBy.ORGANISATION, terms=sla.waiting("…"))
PAUSED = a_state(status=Status.PAUSED, terms=replace(sla.waiting("…"), clock="paused"))
CLOSED = a_state(status=Status.CLOSED, closed_at=AT, terms=replace(sla.waiting(""), clock="none"))
WISH = a_state(Type.EXTRA_REQUEST)
PRICED = replace(WISH, invoice=Invoice.TO_APPROVE, terms=sla.waiting("a price"))


def taken(state: State, event: Event, **more: object) -> State:
    after = take(state, Step(event, **more), PRESET, LATER)  # type: ignore[arg-type]
    assert isinstance(after, State)
    return after


@pytest.mark.parametrize(
    ("state", "event", "status", "action_by", "clock"),
    [
        (a_state(), Event.WROTE, "open", "desk", "running"),
        (a_state(), Event.ANSWERED, "open", "desk", "running"),
        (a_state(), Event.ASKED, "open", "organisation", "waiting"),
        (WAITING, Event.WROTE, "open", "desk", "running"),
        (WAITING, Event.ANSWERED, "open", "organisation", "waiting"),
        (a_state(), Event.PAUSED, "paused", "desk", "paused"),
        (PAUSED, Event.RESUMED, "open", "desk", "running"),
        (PAUSED, Event.WROTE, "open", "desk", "running"),
        (PAUSED, Event.CLOSED, "closed", "desk", "none"),
        (a_state(), Event.CLOSED, "closed", "desk", "none"),
        (CLOSED, Event.REOPENED, "open", "desk", "running"),
        (WAITING, Event.RETURNED, "open", "desk", "waiting"),
        (CLOSED, Event.WROTE, "open", "desk", "running"),
        (WISH, Event.INVOICED, "open", "organisation", "waiting"),
        (PRICED, Event.APPROVED, "open", "desk", "running"),
        (PRICED, Event.DECLINED, "open", "desk", "running"),
    ],
)
def test_steps(state: State, event: Event, status: str, action_by: str, clock: str) -> None:
    after = taken(state, event)
    assert (after.status, after.action_by, after.terms.clock) == (status, action_by, clock)


@pytest.mark.parametrize(
    ("state", "event", "reason"),
    [
        (CLOSED, Event.CLOSED, "closed already"),
        (CLOSED, Event.ANSWERED, "reopen it first"),
        (CLOSED, Event.ASKED, "reopen or resume"),
        (PAUSED, Event.PAUSED, "only an open one"),
        (a_state(), Event.REOPENED, "not closed"),
        (a_state(), Event.RESUMED, "not paused"),
        (a_state(), Event.RETURNED, "does not wait"),
        (a_state(), Event.INVOICED, "only an extra request"),
        (PRICED, Event.INVOICED, "named already"),
        (PRICED, Event.CLOSED, "not approved the price"),  # nothing is delivered before
        (WISH, Event.APPROVED, "no price"),
        (PRICED, Event.RELABELLED, "stays an extra request"),
    ],
)
def test_steps_that_cannot_be_taken(state: State, event: Event, reason: str) -> None:
    after = take(state, Step(event, type=Type.BUG), PRESET, LATER)
    assert isinstance(after, Refused)
    assert reason in after.reason


def test_an_answer_to_a_ticket_closed_long_ago_is_refused() -> None:
    days = timedelta(days=PRESET.sla.reopen_within_days)
    assert isinstance(take(CLOSED, Step(Event.WROTE), PRESET, AT + days), State)
    assert isinstance(
        take(CLOSED, Step(Event.WROTE), PRESET, AT + days + timedelta(seconds=1)), Refused
    )


def test_a_restart_gives_both_terms_in_full_from_then() -> None:
    again = sla.terms(Type.BUG, Priority.MEDIUM, LATER, PRESET)
    for state in (WAITING, PAUSED, CLOSED):
        after = taken(state, Event.WROTE)
        assert (after.terms, after.answered_at, after.closed_at) == (again, None, None)
    assert taken(a_state(), Event.WROTE).terms == a_state().terms  # a running clock runs on


def test_a_new_priority_counts_from_the_same_start() -> None:
    after = taken(a_state(), Event.RELABELLED, priority=Priority.CRITICAL)
    assert after.terms == sla.terms(Type.BUG, Priority.CRITICAL, AT, PRESET)
    assert taken(WAITING, Event.RELABELLED, priority=Priority.LOW).terms == WAITING.terms


def test_the_first_answer_counts() -> None:
    once = taken(a_state(), Event.ANSWERED)
    twice = take(once, Step(Event.ANSWERED), PRESET, LATER + timedelta(days=1))
    assert isinstance(twice, State)
    assert once.answered_at == twice.answered_at == LATER


def test_a_pause_ends_in_the_future() -> None:
    assert taken(a_state(), Event.PAUSED, until=LATER + timedelta(days=1)).paused_until
    past = take(a_state(), Step(Event.PAUSED, until=AT), PRESET, LATER)
    assert isinstance(past, Refused)


@given(
    st.sampled_from([Type.BUG, Type.EXTRA_REQUEST]),
    st.lists(st.tuples(st.sampled_from(list(Event)), st.integers(1, 60 * 24 * 20)), max_size=12),
)
def test_whatever_happens_a_ticket_makes_sense(
    type_: Type, events: list[tuple[Event, int]]
) -> None:
    state, now, back = a_state(type_), AT, False
    for event, minutes in events:
        now += timedelta(minutes=minutes)
        after = take(state, Step(event), PRESET, now)
        if isinstance(after, Refused):
            assert after.reason
            continue
        state = after
        assert (state.status is Status.CLOSED) == (state.closed_at is not None)
        assert (state.status is Status.PAUSED) == (state.terms.clock == "paused")
        assert (state.status is Status.CLOSED) == (state.terms.clock == "none")
        waits = state.terms.clock == "waiting"
        back = waits and (back or event is Event.RETURNED)
        assert not waits or back or state.action_by is ActionBy.ORGANISATION
        assert state.since is None or state.since <= now
        if state.terms.clock == "running":
            assert state.terms.starts_at is not None
            expected = sla.terms(state.type, state.priority, state.terms.starts_at, PRESET)
            assert state.terms.solve_by == expected.solve_by
        assert before.restored(before.kept(state)) == state
