"""What is read of a mail → everything that it leaves in the database: outcome, ticket, answer.

A Recorder serves one chunk. It knows what the database knows of the chunk's mails, and learns from
each mail for the next: two mails of one thread may lie in the same chunk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from config.codes import MessageKind, Priority, Type
from models import contact, counter, mail
from models.history import Change, Who
from models.intake import Intake
from models.lacking import GIVABLE
from models.ledger import Outcome, Place
from models.life import ActionBy, State, Status
from models.link import Kind, Link
from models.standing import Standing
from models.ticket import FIRST_NUMBER, Consent, Ticket
from notify import unsubscribe
from triage.decision import Check, Triage
from worker.alarm import Alarm
from worker.desk import Desk
from worker.intake import agent_mail
from worker.intake.analyse import Raw, Read
from worker.intake.came_back import came_back
from worker.intake.consent import writer
from worker.intake.domains import folded
from worker.intake.follow_up import follow_up
from worker.intake.keep import Keeper, Mailed
from worker.intake.labels import discreet
from worker.intake.storms import Floods, Held
from worker.intake.thread import Join, Sequel, Suspicion, Threads, organisation_of
from worker.intake.unsubscribe import carried_out
from worker.intake.wished import changes_nothing
from worker.post.answer import Asked
from worker.post.reply_to import within_house

_WROTE = "a mail of a person"


class Recorder:
    """Turns the mails of one chunk into rows; `now` is when they are recorded."""

    def __init__(
        self,
        connection: Connection,
        desk: Desk,
        place: Place,
        mails: Sequence[tuple[Raw, Read]],
        now: datetime,
    ) -> None:
        self._connection = connection
        self._desk = desk
        self._now = now
        preset, count = desk.preset, len(mails)
        messages = [read.message for _, read in mails]
        self._known = mail.recognise(connection, preset.name, [read.identity for _, read in mails])
        self._threads = Threads.load(
            connection, preset.name, preset.ticket_prefix, desk.signing_key, messages
        )
        self._writers = {folded(message.from_.address) for message in messages}
        self._mail_ids = iter(counter.reserve(connection, "mail", count))
        self._ticket_ids = iter(counter.reserve(connection, "ticket", count))
        self._counter = f"number:{preset.ticket_prefix}"
        self._numbers = list(counter.reserve(connection, self._counter, count, first=FIRST_NUMBER))
        self._keeper = Keeper(connection, desk, place, mails, self._threads, now)
        self._floods = Floods.load(connection, desk, self._threads, mails)

    @property
    def held(self) -> Held:
        """What was too much."""
        return self._keeper.held

    @property
    def alarms(self) -> list[Alarm]:
        """What needs a person."""
        return self._keeper.alarms

    def close(self) -> None:
        """Give back the ticket numbers that were not needed, so that few are skipped."""
        counter.give_back(self._connection, self._counter, len(self._numbers))
        wrote = self._writers & self._threads.directory.contacts.keys()
        if wrote:
            contact.seen(self._connection, self._desk.preset.name, wrote, self._now)

    def record(self, raw: Raw, read: Read) -> Intake:
        """Everything that this mail leaves behind."""
        if (known := self._known.get(read.identity.key)) is not None:
            return Intake(
                self._keeper.line(raw, Outcome.DUPLICATE, f"the same as mail {known}", known)
            )
        mail_id = next(self._mail_ids)
        self._known[read.identity.key] = mail_id
        if self._threads.is_ours(read.message):
            return self._keeper.filed(raw, read, mail_id, Outcome.OWN, "a mail of our outbox")
        if (stop := unsubscribe.read(read.message.subject, self._desk.signing_key)) is not None:
            return carried_out(self._connection, self._keeper, raw, read, mail_id, stop)
        match read.message.kind:
            case MessageKind.HUMAN:
                return self._of_a_person(raw, read, mail_id)
            case MessageKind.BOUNCE | MessageKind.AUTO_REPLY as kind:
                return came_back(self._keeper, raw, read, mail_id, Outcome(kind.value))
            case kind:
                reason = read.message.kind_reason or kind.value
                return self._keeper.filed(raw, read, mail_id, Outcome(kind.value), reason)

    # -- mail of people ----------------------------------------------------------------------

    def _of_a_person(self, raw: Raw, read: Read, mail_id: int) -> Intake:
        if read.triage is None:
            raise ValueError("a person's mail without triage")
        one = Mailed(raw, read, read.triage, mail_id)
        verdict = agent_mail.judged(read.message, self._desk)
        if verdict is not None and verdict.apart:
            return agent_mail.set_apart(self._connection, self._keeper, one, verdict)
        where = self._threads.place(read.message, self._desk.preset, raw.arrived_at)
        if not isinstance(where, Join) and (flooded := self._floods.join(read.message, raw)):
            self._keeper.held.add(read.message.from_.address, mail_id)
            where = flooded
        if isinstance(where, Sequel) and changes_nothing(read.message, where.ticket.state):
            where = Join(where.ticket, where.how)  # thanks begin no ticket, however late
        if isinstance(where, Join):
            kept = follow_up(self._keeper, one, where)
        else:
            kept = self._new_ticket(one, where)
        return agent_mail.marked(self._keeper, kept, verdict)

    def _new_ticket(self, one: Mailed, named: Suspicion | Sequel | None) -> Intake:
        made = self._ticket(one, named if isinstance(named, Suspicion) else None)
        lacks = tuple(check for check in one.triage.checks if check.code in GIVABLE)
        standing = _standing(made, lacks)
        self._threads.learn(standing, one.read.message.message_id)
        self._floods.opened(standing, one.raw)
        asked = Asked(
            within_house(one.read.message, self._threads.directory),
            one.triage,
            one.id,
            made.id,
            made.number,
            follow_up=False,
            consent_wanted=made.writer.consent is Consent.WANTED,
        )
        kept = self._keeper.in_ticket(one, asked, Outcome.TICKET, _begins(named) or _WROTE)
        links: tuple[Link, ...] = ()
        if isinstance(named, Sequel):
            links = (Link(made.id, named.ticket.id, Kind.FOLLOWS, self._now, Who.MACHINE),)
        told = [
            Change(made.id, self._now, Who.MACHINE, event, why, one.id)
            for event, why in _told(made, one.triage, named)
        ]
        return replace(kept, ticket=made, links=links, changes=(*told, *kept.changes))

    def _ticket(self, one: Mailed, suspicion: Suspicion | None) -> Ticket:
        triage, message, directory = one.triage, one.read.message, self._threads.directory
        waits = triage.terms.clock == "waiting"
        return Ticket(
            id=next(self._ticket_ids),
            number=f"{self._desk.preset.ticket_prefix}-{self._numbers.pop(0)}",
            preset=self._desk.preset.name,
            title=triage.title,
            subject=triage.redacted.subject,
            facts={fact.code.value: fact.redacted for fact in triage.facts},
            language=message.language,
            requester=message.from_.address,
            organisation=directory.of(message.from_).domain or organisation_of(message.from_),
            sender=discreet(triage.sender, triage),
            module=discreet(triage.module, triage),
            type=discreet(triage.type, triage),
            priority=discreet(triage.priority, triage),
            needs_review=triage.needs_review or suspicion is not None,
            action_required_by=ActionBy.ORGANISATION if waits else ActionBy.DESK,
            terms=triage.terms,
            suspected_id=suspicion.ticket.id if suspicion else None,
            created_at=one.raw.arrived_at,
            writer=writer(directory, self._desk.preset, message, triage),
        )


def _told(
    made: Ticket, triage: Triage, named: Suspicion | Sequel | None
) -> Iterator[tuple[str, str]]:
    """What the history says of how a ticket began: events, each with why."""
    yield "created", _WROTE
    if (why := _begins(named)) is not None:
        yield ("suspected" if isinstance(named, Suspicion) else "follows"), why
    if said := triage.overruled.said:
        decided = f"{made.type.value}, {made.priority.value}"
        yield "claimed", f"the sender says {', '.join(said)}; what is described makes it {decided}"
    if made.writer.consent is Consent.WANTED:
        yield "consent", "asked by somebody who does not make tickets at the organisation"


def _begins(named: Suspicion | Sequel | None) -> str | None:
    """Why a mail that names a ticket began another one all the same."""
    match named:
        case Suspicion(ticket, how):
            return f"names {ticket.number} ({how}), in which its sender has no part"
        case Sequel(ticket):
            return f"answers {ticket.number}, which was closed too long ago"
        case _:
            return None


def _standing(made: Ticket, lacks: tuple[Check, ...]) -> Standing:
    return Standing(
        made.id,
        made.number,
        made.requester,
        made.organisation,
        State(
            Type(made.type.value),
            Priority(made.priority.value),
            Status.OPEN,
            made.action_required_by,
            made.terms,
            since=made.created_at,
        ),
        organisation_id=made.writer.organisation_id,
        consent=made.writer.consent,
        subject=made.subject,
        module=made.module.value,
        sender=made.sender,
        lacks=lacks,
    )
