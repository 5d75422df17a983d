"""The life of a ticket: which step may follow which, and what it does to status and clock. Pure.

              ┌──wrote──┐
              v         │
    ──new──> OPEN <──resumed / wrote── PAUSED
             │  ^ └──────paused──────────^
             │  └──reopened / wrote (within the days of the preset)──┐
             └────────────────closed──────────────────────────> CLOSED

While it is open somebody has to act: the desk, or the organisation (`asked`, `invoiced`), whose
answer starts both terms again (docs/sla.md, Waiting). A step that cannot be taken is `Refused`,
with a reason that a person understands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from config.codes import Priority, Type
from config.errors import PermanentError
from config.preset import Preset
from triage import sla
from triage.decision import Terms


class Status(StrEnum):
    """Whether a ticket is worked on."""

    OPEN = "open"
    CLOSED = "closed"
    PAUSED = "paused"


class ActionBy(StrEnum):
    """Who has to act now."""

    DESK = "desk"
    ORGANISATION = "organisation"


class Invoice(StrEnum):
    """Whether an extra request is paid for apart: nothing is delivered before it is approved."""

    NONE = "none"
    TO_APPROVE = "to_approve"
    APPROVED = "approved"
    REFUSED = "refused"


class Event(StrEnum):
    """What happens to a ticket."""

    WROTE = "wrote"  # the customer
    ANSWERED = "answered"  # the desk
    ASKED = "asked"  # the desk, and waits
    CLOSED = "closed"
    REOPENED = "reopened"
    PAUSED = "paused"
    RESUMED = "resumed"
    INVOICED = "invoiced"  # a price was named
    APPROVED = "approved"  # by the organisation
    DECLINED = "declined"  # by the organisation
    RETURNED = "returned"  # nobody answered: the desk has to act, and waits no more
    RELABELLED = "relabelled"  # another type or priority
    SUPPLIED = "supplied"  # the customer gave some of what was missing


@dataclass(frozen=True, slots=True)
class State:
    """Where a ticket stands. Moments are aware; `answered_at` is the first answer of an agent since
    the clock last started, `since` when the clock began to run, to wait or to rest."""

    type: Type
    priority: Priority
    status: Status
    action_by: ActionBy
    terms: Terms
    invoice: Invoice = Invoice.NONE
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    paused_until: datetime | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """An event with what goes with it: `until` of a pause, the new labels of `relabelled`."""

    event: Event
    until: datetime | None = None
    type: Type | None = None
    priority: Priority | None = None


class No(StrEnum):
    """Why a step cannot be taken."""

    TOO_LATE = "too_late"  # closed too long ago to be opened by a mail
    CLOSED = "closed"
    NOT_CLOSED = "not_closed"
    NOT_OPEN = "not_open"
    NOT_PAUSED = "not_paused"
    NOT_WAITING = "not_waiting"
    OVER_ALREADY = "over_already"  # the end of a pause
    UNDECIDED = "undecided"  # a price waits to be approved
    NO_PRICE = "no_price"
    PRICE_NAMED = "price_named"
    NOT_EXTRA = "not_extra"  # only an extra request has a price


@dataclass(frozen=True, slots=True)
class Refused:
    """The step cannot be taken; `reason` says why, for the person who tried."""

    reason: str
    code: No


class Impossible(PermanentError):
    """A person asked for a step that cannot be taken."""

    def __init__(self, number: str, refused: Refused) -> None:
        super().__init__(f"{number}: {refused.reason}")
        self.code = refused.code


def take(state: State, step: Step, preset: Preset, now: datetime) -> State | Refused:
    """The state after a step that is taken `now`, or why it cannot be."""
    return _STEPS[step.event](state, step, preset, now)


def _wrote(state: State, step: Step, preset: Preset, now: datetime) -> State | Refused:
    if state.status is Status.CLOSED:
        if not reopens(state.closed_at, preset, now):
            days = preset.sla.reopen_within_days
            return Refused(
                f"closed more than {days} days ago: it becomes a new ticket", No.TOO_LATE
            )
        return _afresh(state, preset, now)
    if state.status is Status.PAUSED or state.terms.clock != "running":
        return _afresh(state, preset, now)
    return replace(state, action_by=ActionBy.DESK)


def _answered(state: State, step: Step, preset: Preset, now: datetime) -> State | Refused:
    if state.status is Status.CLOSED:
        return Refused("the ticket is closed: reopen it first", No.CLOSED)
    return replace(state, answered_at=state.answered_at or now)


def _asked(state: State, step: Step, preset: Preset, now: datetime) -> State | Refused:
    if state.status is not Status.OPEN:
        return Refused(f"the ticket is {state.status}: reopen or resume it first", No.NOT_OPEN)
    return _waits(state, "a question of the desk", now)


def _closed(state: State, step: Step, preset: Preset, now: datetime) -> State | Refused:
    if state.status is Status.CLOSED:
        return Refused("the ticket is closed already", No.CLOSED)
    if state.invoice is Invoice.TO_APPROVE:
        return Refused(
            "the organisation has not approved the price yet, nor refused it", No.UNDECIDED
        )
    over = _over(state, now)
    return replace(over, action_by=ActionBy.DESK, answered_at=state.answered_at or now)


def _reopened(state: State, step: Step, preset: Preset, now: datetime) -> State | Refused:
    if state.status is not Status.CLOSED:
        return Refused("the ticket is not closed", No.NOT_CLOSED)
    return _afresh(state, preset, now)


def _paused(state: State, step: Step, preset: Preset, now: datetime) -> State | Refused:
    if state.status is not Status.OPEN:
        return Refused(f"the ticket is {state.status}: only an open one can be paused", No.NOT_OPEN)
    if step.until is not None and step.until <= now:
        return Refused("the pause would be over already: give a later date", No.OVER_ALREADY)
    return replace(
        state,
        status=Status.PAUSED,
        paused_until=step.until,
        terms=Terms(None, None, None, "paused", "paused"),
        since=now,
    )


def _resumed(state: State, step: Step, preset: Preset, now: datetime) -> State | Refused:
    if state.status is not Status.PAUSED:
        return Refused("the ticket is not paused", No.NOT_PAUSED)
    return _afresh(state, preset, now)


def _invoiced(state: State, step: Step, preset: Preset, now: datetime) -> State | Refused:
    if state.type is not Type.EXTRA_REQUEST:
        return Refused(
            "only an extra request is invoiced apart: change the type first", No.NOT_EXTRA
        )
    if state.status is not Status.OPEN:
        return Refused(f"the ticket is {state.status}: reopen or resume it first", No.NOT_OPEN)
    if state.invoice in (Invoice.TO_APPROVE, Invoice.APPROVED):
        return Refused("a price was named already", No.PRICE_NAMED)
    return replace(_waits(state, "a price to approve", now), invoice=Invoice.TO_APPROVE)


def _decided(invoice: Invoice) -> Callable[[State, Step, Preset, datetime], State | Refused]:
    def decide(state: State, step: Step, preset: Preset, now: datetime) -> State | Refused:
        if state.invoice is not Invoice.TO_APPROVE:
            return Refused("there is no price to approve", No.NO_PRICE)
        return replace(_afresh(state, preset, now), invoice=invoice)

    return decide


def _returned(state: State, step: Step, preset: Preset, now: datetime) -> State | Refused:
    """The clock goes on waiting: only the customer's answer starts it."""
    if state.terms.clock != "waiting":
        return Refused("the ticket does not wait for the customer", No.NOT_WAITING)
    return replace(state, action_by=ActionBy.DESK)


def _relabelled(state: State, step: Step, preset: Preset, now: datetime) -> State | Refused:
    """New deadlines from the same start, where the clock runs."""
    type_, priority = step.type or state.type, step.priority or state.priority
    if state.invoice is not Invoice.NONE and type_ is not Type.EXTRA_REQUEST:
        return Refused("a price was named for it: it stays an extra request", No.PRICE_NAMED)
    terms = state.terms
    if terms.clock == "running" and terms.starts_at is not None:
        terms = sla.terms(type_, priority, terms.starts_at, preset)
    return replace(state, type=type_, priority=priority, terms=terms)


def _supplied(state: State, step: Step, preset: Preset, now: datetime) -> State | Refused:
    """A clock that waits goes on waiting for the rest, and a reminder is due anew from here."""
    if state.terms.clock != "waiting":
        return state
    return replace(state, action_by=ActionBy.ORGANISATION, since=now)


def ended(state: State, now: datetime) -> State:
    """Closed because it is part of another ticket again, whatever it waited for."""
    return state if state.status is Status.CLOSED else _over(state, now)


def reopens(closed_at: datetime | None, preset: Preset, now: datetime) -> bool:
    """Whether a mail to a closed ticket still opens it again, or becomes a new one."""
    return closed_at is None or now <= closed_at + timedelta(days=preset.sla.reopen_within_days)


def reopens_until(closed_at: datetime, preset: Preset) -> date | None:
    """The last day on which a mail opens a ticket again that was closed then; None: no day."""
    days = preset.sla.reopen_within_days
    return (closed_at.astimezone(preset.hours.zone) + timedelta(days=days)).date() if days else None


def _over(state: State, now: datetime) -> State:
    """Closed, without a clock."""
    return replace(
        state,
        status=Status.CLOSED,
        closed_at=now,
        paused_until=None,
        terms=Terms(None, None, None, "none", "closed"),
        since=now,
    )


def _waits(state: State, what: str, now: datetime) -> State:
    """The organisation has to act, and the clock waits for it."""
    return replace(
        state,
        action_by=ActionBy.ORGANISATION,
        answered_at=state.answered_at or now,
        terms=sla.waiting(f"waits for the customer: {what}"),
        since=now,
    )


def _afresh(state: State, preset: Preset, now: datetime) -> State:
    """Open, with the desk, and with both terms in full."""
    return replace(
        state,
        status=Status.OPEN,
        action_by=ActionBy.DESK,
        terms=sla.terms(state.type, state.priority, now, preset),
        answered_at=None,
        closed_at=None,
        paused_until=None,
        since=now,
    )


_STEPS: Mapping[Event, Callable[[State, Step, Preset, datetime], State | Refused]] = {
    Event.WROTE: _wrote,
    Event.ANSWERED: _answered,
    Event.ASKED: _asked,
    Event.CLOSED: _closed,
    Event.REOPENED: _reopened,
    Event.PAUSED: _paused,
    Event.RESUMED: _resumed,
    Event.INVOICED: _invoiced,
    Event.APPROVED: _decided(Invoice.APPROVED),
    Event.DECLINED: _decided(Invoice.REFUSED),
    Event.RELABELLED: _relabelled,
    Event.RETURNED: _returned,
    Event.SUPPLIED: _supplied,
}
