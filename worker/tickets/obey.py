"""What an agent's mail orders is done, and what else it says goes to the customer; or nothing is.

All of it happens in the transaction that records the mail, in a savepoint of its own: an order that
cannot be obeyed leaves the ticket as it was, and the agent one mail that says why. That one mail is
the only thing that ever goes back to an agent unasked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, RowMapping

from config.agents import Agent
from config.codes import Priority, Type
from config.errors import PermanentError
from ingest.message import Message
from models import audit, history, mail, ticket
from models.audit import Act
from models.db import savepoint
from models.history import Change
from models.intake import Intake
from models.ledger import Outcome
from models.life import Event, Step
from notify.inside import Ordered
from notify.news import Relabelled
from notify.orders.order import Fault, Misread, Orders, Verb
from notify.orders.ours import holds_ours
from notify.orders.read import Reader
from notify.words import word
from worker.desk import Desk
from worker.hand import Hand
from worker.intake.agent_mail import Standing, judged
from worker.intake.analyse import Raw, Read
from worker.post.about import about_of
from worker.post.tell import Post
from worker.privacy.reason import discreet
from worker.tickets import general, group, handle, say, split, words
from worker.tickets.correct import Judgement, correct
from worker.tickets.enclosures import Written, written
from worker.tickets.looked import Known
from worker.tickets.refusal import why
from worker.tickets.words import Words

_EVENTS = {
    Verb.CLOSE: Event.CLOSED,
    Verb.ASK: Event.ASKED,
    Verb.PAUSE: Event.PAUSED,
    Verb.RESUME: Event.RESUMED,
    Verb.REOPEN: Event.REOPENED,
    Verb.PRICE: Event.INVOICED,
}
_HEADS = {Verb.MODULE: "module", Verb.TYPE: "type", Verb.PRIORITY: "priority"}


@dataclass(frozen=True, slots=True)
class Letter:
    """The mail of an agent who is to be obeyed, stored as `mail_id`, about ticket `number`; what it
    brings for the customer is read when it is needed."""

    agent: Agent
    number: str
    mail_id: int
    message: Message
    written: Callable[[], Written]


def after(
    connection: Connection, desk: Desk, kept: Intake, one: tuple[Raw, Read], now: datetime
) -> None:
    """Obey a mail that was just stored, if it is an agent's that is to be obeyed."""
    came, read = one
    message = read.message
    if kept.line.outcome is not Outcome.AGENT or kept.mail is None:
        return
    verdict = judged(message, desk)
    if verdict is None or verdict.agent is None or verdict.number is None:
        return
    if verdict.standing is Standing.GENERAL:
        general.answer(connection, desk, message, now)
    elif kept.mail.ticket_id is not None:
        brings = partial(written, came.raw, message, read.triage, desk)
        letter = Letter(verdict.agent, verdict.number, kept.mail.id, message, brings)
        obey(connection, desk, letter, now)


def obey(connection: Connection, desk: Desk, letter: Letter, now: datetime) -> None:
    """Do what the mail says; tell the agent where that was not possible, or where he asked."""
    row = ticket.survivor(connection, handle.find(connection, letter.number))
    case = _Case(connection, desk, letter, row["number"], now, letter.written())
    try:
        with savepoint(connection):
            told = case.carry_out()
    except (Misread, PermanentError) as error:
        told = why(error)
        case.note("not_obeyed", told.fault.value if told.fault else "")
    if told is not None:
        news = case.with_people(told)
        Post((desk,)).colleagues(
            connection, desk, news, letter.message.from_.address, now, number=row["number"]
        )


@dataclass(frozen=True, slots=True)
class _Case:
    """An agent's mail at work on its ticket."""

    connection: Connection
    desk: Desk
    letter: Letter
    number: str
    now: datetime
    written: Written

    @property
    def row(self) -> RowMapping:
        """The ticket as it stands by now."""
        return handle.find(self.connection, self.number)

    @property
    def who(self) -> str:
        return f"agent:{self.letter.agent.name}"

    def carry_out(self) -> Ordered | None:
        """All that the mail orders; what the agent is told of it."""
        orders = self._read()
        hand = Hand(self.who, _reason(orders), self.now)
        if orders.has(Verb.HELP):
            return Ordered()
        if orders.has(Verb.UNDO):
            return Ordered(undone=handle.undo(self.connection, self.row, hand))
        if orders.has(Verb.SPLIT):
            self._split(hand)
            return None
        note = orders.has(Verb.NOTE)
        if self.written.brings_files and not orders.text:
            raise Misread(Fault.NO_WORDS)
        post = None if note else Post((self.desk,))
        before = self.row
        changed = self._judge(orders)
        self._hand_over(orders, hand)
        told = self._step(orders, hand, post, before, changed)
        if not told:
            say.weighed_again(self.connection, post, before, changed, self.now)
        if note:
            self.note("noted", "for colleagues")
        if "module" in changed:
            group.moved(self.connection, self.desk, self.number, self.now)
        return None

    def _split(self, hand: Hand) -> None:
        """Make tickets of what is proposed; their groups get them."""
        connection, desk = self.connection, self.desk
        for made in split.confirm(connection, Post((desk,)), self.row, desk.preset, hand):
            group.moved(connection, desk, made.number, self.now)

    def note(self, event: str, why: str) -> None:
        """A line of the ticket's history that points to the mail, and one of the audit log."""
        of = self.row["id"]
        one = Change(of, self.now, self.who, event, why, self.letter.mail_id)
        history.tell(self.connection, [one])
        audit.write(self.connection, [Act(self.now, self.who, event, "ticket", of, why)])

    def with_people(self, told: Ordered) -> Ordered:
        return replace(told, people=self._people())

    def _read(self) -> Orders:
        reader = Reader(self.desk.preset, self._people(), self.letter.agent.name, self.now)
        if self.written.brings_files and not self.written.text.strip():
            raise Misread(Fault.NO_WORDS)
        return reader.read(self.written.text)

    def _people(self) -> tuple[str, ...]:
        """Who can have a ticket: the agents of the desk, and its groups."""
        return self.desk.roster.people(self.desk.preset)

    def _judge(self, orders: Orders) -> dict[str, tuple[str, str]]:
        """Put labels right, or confirm them; what changed."""
        truth = {_HEADS[one.verb]: one.value for one in orders.orders if one.verb in _HEADS}
        confirmed = orders.has(Verb.CONFIRM)
        if not truth and not confirmed:
            return {}
        judged = Judgement(self.who, _reason(orders), truth, confirmed)
        return correct(self.connection, self.desk.preset, self.number, judged, self.now)

    def _hand_over(self, orders: Orders, hand: Hand) -> None:
        given = orders.get(Verb.TAKE) or orders.get(Verb.ASSIGN)
        if given is None:
            return
        handle.hand_over(self.connection, self.row, given.value or None, hand)
        if given.value and given.value != self.letter.agent.name:
            group.handed(self.connection, self.desk, self.number, given.value, self.now)

    def _step(
        self,
        orders: Orders,
        hand: Hand,
        post: Post | None,
        before: RowMapping,
        changed: dict[str, tuple[str, str]],
    ) -> bool:
        """Move the ticket, with the text for its customer; whether the customer is told by it."""
        said = self._words(orders) if post is not None and orders.text else None
        step = orders.step
        if step is not None:
            event = _EVENTS[step.verb]
            quiet = event is Event.RESUMED
            one = Step(event, until=step.until)
            self._take(one, hand, None if quiet else post, None if quiet else said)
            if not quiet:
                return True
        if said is None:
            return False
        tells = None
        if changed.keys() & {"type", "priority"}:
            old = Type(before["type"]), Priority(before["priority"])
            tells = Relabelled(*old, text=said.text)
        self._take(Step(Event.ANSWERED), hand, post, said, tells)
        return True

    def _take(
        self,
        one: Step,
        hand: Hand,
        post: Post | None,
        said: Words | None,
        tells: Relabelled | None = None,
    ) -> None:
        preset = self.desk.preset
        say.step(self.connection, post, self.row, preset, one, hand, said, tells=tells)

    def _words(self, orders: Orders) -> Words:
        row, preset = self.row, self.desk.preset
        if holds_ours(orders.text, preset, row["number"], row["requester"]):
            raise Misread(Fault.OURS)
        last = mail.last_of_person(self.connection, row["id"])
        picture = word("file", "picture", about_of(row, last).language)
        known = Known.of(preset, row, last, [self.desk.domain], self.letter.message.from_)
        text, files = self.written.told(orders.text, known, picture)
        return words.looked_at(
            text,
            row,
            last,
            preset,
            files=files,
            names=self.desk.names(),
            anyway=orders.has(Verb.ANYWAY),
        )


def _reason(orders: Orders) -> str:
    anyway = orders.get(Verb.ANYWAY)
    return f"by mail: {discreet(anyway.value)}" if anyway else "by mail"
