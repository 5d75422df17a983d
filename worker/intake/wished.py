"""What a customer's mail does to the ticket that it joins: answer, wish, number, or mere thanks.

A mere "status?" or thank-you changes nothing: it neither answers our question nor starts a clock.
Everything else that somebody writes is taken by a colleague, and what is wished besides is a step
of its own, which can be undone by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from config.codes import Deed
from config.preset import Preset
from ingest.message import Message
from models import life
from models.history import WISHED
from models.life import Event, Invoice, Refused, State, Status, Step
from models.standing import Standing
from notify import news
from notify.news import News, Wish
from triage.decision import Check, Triage
from triage.wishes import Wishes, wishes
from triage.wishes.supplied import Supplied, supplied
from worker.intake.doubt import Doubt

Withheld = Callable[[Deed], Doubt | None]  # why this is not done on the sender's word
_WISHES: Mapping[Event, Wish] = {
    Event.CLOSED: "closed",
    Event.APPROVED: "approved",
    Event.DECLINED: "declined",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A step of the customer: `before` is None where nothing changed. `wish` is a step that is not
    taken, and proposed to a colleague."""

    event: str
    why: str
    before: State | None = None
    gave: tuple[Check, ...] = ()
    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """How the ticket stands since the mail, the lines of its history, and what is answered.

    `silent` is why nothing is, where a colleague need not answer either; `lacks` is what is missing
    still, `by` the identifiers that made up for the rest.
    """

    state: State
    lines: tuple[Line, ...]
    news: News | None = None
    silent: str | None = None
    supplied: Supplied = field(default_factory=Supplied)


def changes_nothing(message: Message, state: State) -> bool:
    """Whether the mail leaves the ticket as it is: mere thanks, a mere "status?", an "opgelost" to
    a ticket that is closed. Consent is an answer where we wait for one."""
    read = wishes(message)
    if not read.only or (read.assents and state.terms.clock == "waiting"):
        return False
    if read.close:
        return state.status is Status.CLOSED
    return not (read.approve or read.decline)


def hear(
    message: Message,
    triage: Triage,
    stands: Standing,
    preset: Preset,
    arrived: datetime,
    withheld: Withheld,
) -> Heard:
    """What this mail means for the ticket. `arrived` is when it reached the mailbox."""
    read, state = wishes(message), stands.state
    if changes_nothing(message, state):
        return _unchanged(read, stands)
    given = supplied(stands.lacks, message, triage)
    if given.given:
        return _given(given, state, preset, arrived)
    wrote = _taken(state, Event.WROTE, preset, arrived)
    lines = [Line(Event.WROTE, _restarted(state, wrote), state)]
    event = _wished(read, state)
    if event is None:
        told = _status(wrote, ()) if read.status else None
        return Heard(wrote, tuple(lines), told, supplied=given)
    doubted = withheld(Deed.CLOSE if event is Event.CLOSED else Deed.PRICE)
    if doubted is not None:
        return _withheld(event, doubted, wrote, lines[0], given)
    after = life.take(wrote, Step(event), preset, arrived)
    if isinstance(after, Refused):
        return Heard(wrote, (replace(lines[0], why=f"wishes {event}: {after.reason}"),))
    lines.append(Line(event, "the customer wrote so", wrote))
    return Heard(after, tuple(lines), _decided(event, preset, arrived), supplied=given)


def _unchanged(read: Wishes, stands: Standing) -> Heard:
    state = stands.state
    if read.status:
        line = Line(Event.WROTE, "asks where it stands")
        return Heard(state, (line,), _status(state, stands.lacks))
    why = "says that it is closed, as it is" if read.close else "says thanks, and nothing else"
    return Heard(state, (Line(Event.WROTE, why),), silent=why)


def _given(given: Supplied, state: State, preset: Preset, arrived: datetime) -> Heard:
    """Something that was missing: the clock starts when all is there that it waited for."""
    waits = bool(given.lacks) and _waits_for_those(state)
    event = Event.SUPPLIED if waits else Event.WROTE
    after = _taken(state, event, preset, arrived)
    why = "" if waits else _restarted(state, after)
    wrote = Line(Event.WROTE, why, None if waits else state)
    gave, still = ", ".join(_kinds(given.given)), ", ".join(_kinds(given.lacks))
    told = f"gives {gave}; {f'{still} is missing still' if still else 'nothing is missing now'}"
    step = Line(Event.SUPPLIED, told, state if waits else after, given.given)
    added = tuple(dict.fromkeys((one.kind, one.text) for one in given.by))
    missing = _kinds(given.lacks) if waits else ()
    return Heard(after, (wrote, step), news.Supplied(added, missing), supplied=given)


def _wished(read: Wishes, state: State) -> Event | None:
    """The step that the customer wishes; a price is decided before anything is closed."""
    if state.invoice is Invoice.TO_APPROVE and (read.approve or read.decline):
        return Event.APPROVED if read.approve else Event.DECLINED
    return Event.CLOSED if read.close and state.status is not Status.CLOSED else None


def _decided(event: Event, preset: Preset, arrived: datetime) -> News:
    if event is Event.CLOSED:
        return news.Closed("", life.reopens_until(arrived, preset), wished=True)
    return news.PriceDecided(approved=event is Event.APPROVED)


def _withheld(event: Event, doubted: Doubt, after: State, wrote: Line, given: Supplied) -> Heard:
    """A wish that is not granted; one that may well be the customer's is proposed."""
    why = f"wishes {event}, {doubted.why}"
    if not doubted.honest:
        return Heard(after, (replace(wrote, why=why),), supplied=given)
    wish = _WISHES[event]
    return Heard(after, (wrote, Line(WISHED, why, wish=wish)), news.Noted(wish), supplied=given)


def _status(state: State, lacks: tuple[Check, ...]) -> News:
    price = state.invoice is Invoice.TO_APPROVE and state.terms.clock == "waiting"
    missing = _kinds(lacks) if _waits_for_those(state) else ()
    return news.Status(
        state.status.value, state.action_by.value, state.paused_until, price, missing
    )


def _waits_for_those(state: State) -> bool:
    """Whether the ticket waits for what its first mail lacked, and not for an answer to us."""
    return state.terms.clock == "waiting" and state.answered_at is None


def _kinds(lacks: tuple[Check, ...]) -> tuple[str, ...]:
    return tuple(one.detail or "link" for one in lacks)


def _taken(state: State, event: Event, preset: Preset, arrived: datetime) -> State:
    after = life.take(state, Step(event), preset, arrived)
    if isinstance(after, Refused):
        raise TypeError(f"a mail joined a ticket that takes none: {after.reason}")
    return after


def _restarted(state: State, after: State) -> str:
    return "the clock starts again" if after.terms != state.terms else ""
