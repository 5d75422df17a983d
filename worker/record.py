"""What is read of a mail → everything that it leaves in the database: outcome, ticket, answer.

A Recorder serves one chunk. It knows what the database knows of the chunk's mails, and learns from
each mail for the next: two mails of one thread may lie in the same chunk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest

from sqlalchemy import Connection

from config.codes import MessageKind, Priority, Type
from models import before, counter, life, mail
from models.audit import Act
from models.finding import Found
from models.intake import Bounced, Intake, Resumed
from models.ledger import Line, Outcome, Place
from models.life import ActionBy, Event, Refused, State, Status, Step
from models.link import Kind, Link
from models.mail import Mail
from models.ticket import FIRST_NUMBER, Change, Standing, Ticket, Who
from triage.decision import Label, Triage
from worker.alarm import Alarm
from worker.aliases import Aliases
from worker.analyse import Raw, Read
from worker.answer import Answer, Answers, Asked
from worker.desk import Desk
from worker.thread import Join, Sequel, Suspicion, Threads, organisation_of, references


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
        self.alarms: list[Alarm] = []
        self._connection = connection
        self._desk = desk
        self._place = place
        self._now = now
        preset, count = desk.preset, len(mails)
        messages = [read.message for _, read in mails]
        self._known = mail.recognise(connection, preset.name, [read.identity for _, read in mails])
        self._threads = Threads.load(
            connection, preset.name, preset.ticket_prefix, desk.signing_key, messages
        )
        self._mail_ids = iter(counter.reserve(connection, "mail", count))
        self._raw_ids = iter(counter.reserve(connection, "raw", 2 * count))
        self._ticket_ids = iter(counter.reserve(connection, "ticket", count))
        outbox_ids = iter(counter.reserve(connection, "outbox", count))
        self._counter = f"number:{preset.ticket_prefix}"
        self._numbers = list(counter.reserve(connection, self._counter, count, first=FIRST_NUMBER))
        self._aliases = Aliases(connection)
        self._answers = Answers(connection, desk, messages, now, outbox_ids, self._raw_ids)

    def close(self) -> None:
        """Give back the ticket numbers that were not needed, so that few are skipped."""
        counter.give_back(self._connection, self._counter, len(self._numbers))

    def record(self, raw: Raw, read: Read) -> Intake:
        """Everything that this mail leaves behind."""
        if (known := self._known.get(read.identity.key)) is not None:
            return Intake(self._line(raw, Outcome.DUPLICATE, f"the same as mail {known}", known))
        mail_id = next(self._mail_ids)
        self._known[read.identity.key] = mail_id
        if self._threads.is_ours(read.message):
            return self._filed(raw, read, mail_id, Outcome.OWN, "a mail of our outbox")
        match read.message.kind:
            case MessageKind.HUMAN:
                return self._of_a_person(raw, read, mail_id)
            case MessageKind.BOUNCE | MessageKind.AUTO_REPLY as kind:
                return self._came_back(raw, read, mail_id, Outcome(kind.value))
            case kind:
                reason = read.message.kind_reason or kind.value
                return self._filed(raw, read, mail_id, Outcome(kind.value), reason)

    # -- mail of people ----------------------------------------------------------------------

    def _of_a_person(self, raw: Raw, read: Read, mail_id: int) -> Intake:
        if read.triage is None:
            raise ValueError("a person's mail without triage")
        where = self._threads.place(read.message, self._desk.preset, raw.arrived_at)
        if isinstance(where, Join):
            return self._follow_up(raw, read, read.triage, mail_id, where)
        return self._new_ticket(raw, read, read.triage, mail_id, where)

    def _new_ticket(
        self, raw: Raw, read: Read, triage: Triage, mail_id: int, named: Suspicion | Sequel | None
    ) -> Intake:
        suspicion = named if isinstance(named, Suspicion) else None
        made = self._ticket(raw, read, triage, suspicion)
        self._threads.learn(_standing(made), read.message.message_id)
        reason = "a mail of a person"
        changes = [Change(made.id, self._now, Who.MACHINE, "created", reason, mail_id)]
        if suspicion:
            told = f"{suspicion.ticket.number} ({suspicion.how})"
            reason = f"names {told}, in which its sender has no part"
            changes.append(Change(made.id, self._now, Who.MACHINE, "suspected", reason, mail_id))
        links: tuple[Link, ...] = ()
        if isinstance(named, Sequel):
            reason = f"answers {named.ticket.number}, which was closed too long ago"
            links = (Link(made.id, named.ticket.id, Kind.FOLLOWS, self._now, Who.MACHINE),)
            changes.append(Change(made.id, self._now, Who.MACHINE, "follows", reason, mail_id))
        asked = Asked(read.message, triage, mail_id, made.id, made.number, follow_up=False)
        kept = self._kept(raw, read, asked, Outcome.TICKET, reason)
        return replace(kept, ticket=made, links=links, changes=(*changes, *kept.changes))

    def _follow_up(self, raw: Raw, read: Read, triage: Triage, mail_id: int, join: Join) -> Intake:
        stands = join.ticket
        state = life.take(stands.state, Step(Event.WROTE), self._desk.preset, raw.arrived_at)
        if isinstance(state, Refused):
            raise TypeError(f"a mail joined a ticket that takes none: {state.reason}")
        self._threads.learn(replace(stands, state=state), read.message.message_id)
        self._threads.wrote(stands.id, read.message.from_.address)
        reason = f"belongs to {stands.number} ({join.how})"
        again = state.terms != stands.state.terms
        why = f"{reason}; the clock starts again" if again else reason
        detail: dict[str, object] = {"before": before.kept(stands.state)}
        wrote = Change(stands.id, self._now, Who.CUSTOMER, "wrote", why, mail_id, detail)
        asked = Asked(read.message, triage, mail_id, stands.id, stands.number, follow_up=True)
        kept = self._kept(raw, read, asked, Outcome.FOLLOW_UP, reason)
        return replace(kept, resumed=Resumed(stands.id, state), changes=(wrote, *kept.changes))

    def _kept(self, raw: Raw, read: Read, asked: Asked, outcome: Outcome, reason: str) -> Intake:
        """A person's mail in its ticket, with what was found in it and its answer."""
        triage, aliases = self._aliases.named(asked.ticket_id, asked.triage)
        read, asked = replace(read, triage=triage), replace(asked, triage=triage)
        answer = self._answers.write(asked)
        if answer.row:
            self._threads.ours[answer.row.message_id] = asked.ticket_id
        if answer.loud:
            self.alarms.append(Alarm("pace", "mail", asked.mail_id, answer.reason))
        return Intake(
            line=self._line(raw, outcome, reason, asked.mail_id),
            mail=self._mail(raw, read, asked.mail_id, asked.ticket_id),
            packed=read.packed,
            found=Found(asked.mail_id, triage.findings, triage.identifiers, triage.checks, aliases),
            answer=answer.row,
            answer_packed=answer.packed,
            changes=(self._told(asked, answer),),
            acts=(self._took(asked.mail_id, outcome, reason),),
        )

    def _ticket(self, raw: Raw, read: Read, triage: Triage, suspicion: Suspicion | None) -> Ticket:
        waits = triage.terms.clock == "waiting"
        return Ticket(
            id=next(self._ticket_ids),
            number=f"{self._desk.preset.ticket_prefix}-{self._numbers.pop(0)}",
            preset=self._desk.preset.name,
            title=triage.title,
            subject=triage.redacted.subject,
            facts={fact.code.value: fact.redacted for fact in triage.facts},
            language=read.message.language,
            requester=read.message.from_.address,
            organisation=organisation_of(read.message.from_),
            sender=_discreet(triage.sender, triage),
            module=_discreet(triage.module, triage),
            type=_discreet(triage.type, triage),
            priority=_discreet(triage.priority, triage),
            needs_review=triage.needs_review or suspicion is not None,
            action_required_by=ActionBy.ORGANISATION if waits else ActionBy.DESK,
            terms=triage.terms,
            suspected_id=suspicion.ticket.id if suspicion else None,
            created_at=raw.arrived_at,
        )

    # -- mail of machines --------------------------------------------------------------------

    def _came_back(self, raw: Raw, read: Read, mail_id: int, outcome: Outcome) -> Intake:
        """A bounce or an automatic reply, put with the ticket whose mail it came back for."""
        message = read.message
        stands = self._threads.answered_by(message)
        if stands is None:
            reason = f"{message.kind_reason}; it names no mail of a ticket"
            return self._filed(raw, read, mail_id, outcome, reason)
        ours, bounce = self._threads.our_mail(message), message.bounce
        detail: dict[str, object] = {}
        if bounce is not None:
            detail = {"status": bounce.status, "hard": bounce.hard}
        change = Change(
            stands.id, self._now, Who.MACHINE, outcome.value, message.kind_reason, mail_id, detail
        )
        filed = self._filed(
            raw, read, mail_id, outcome, f"belongs to {stands.number}", ticket_id=stands.id
        )
        if outcome is Outcome.BOUNCE and ours is not None:
            filed = replace(filed, bounced=Bounced(ours, bounce.status if bounce else None))
        return replace(filed, changes=(change,))

    def _filed(
        self,
        raw: Raw,
        read: Read,
        mail_id: int,
        outcome: Outcome,
        reason: str,
        *,
        ticket_id: int | None = None,
    ) -> Intake:
        """A mail that gets no answer and makes no ticket."""
        return Intake(
            line=self._line(raw, outcome, reason, mail_id),
            mail=self._mail(raw, read, mail_id, ticket_id),
            packed=read.packed,
            acts=(self._took(mail_id, outcome, reason),),
        )

    # -- rows --------------------------------------------------------------------------------

    def _line(self, raw: Raw, outcome: Outcome, reason: str, mail_id: int) -> Line:
        action, target = self._desk.action
        return Line(
            place=self._place,
            uid=raw.uid,
            outcome=outcome,
            reason=reason,
            size=len(raw.raw),
            arrived_at=raw.arrived_at,
            recorded_at=self._now,
            mail_id=mail_id,
            action=action,
            target=target,
        )

    def _mail(self, raw: Raw, read: Read, mail_id: int, ticket_id: int | None) -> Mail:
        message = read.message
        redacted = read.triage.redacted if read.triage else None
        return Mail(
            id=mail_id,
            preset=self._desk.preset.name,
            mailbox=self._place.mailbox,
            identity=read.identity,
            raw_id=next(self._raw_ids),
            ticket_id=ticket_id,
            kind=message.kind.value,
            kind_reason=message.kind_reason,
            language=message.language,
            sender=message.from_.address,
            sender_name=message.from_.name,
            in_reply_to=message.in_reply_to,
            thread=references(message),
            dated=message.date,
            arrived_at=raw.arrived_at,
            recorded_at=self._now,
            size=len(raw.raw),
            subject=redacted.subject if redacted else "",
            text=redacted.text if redacted else "",
            attachments=tuple(_kept_of(read)),
            defects=message.defects,
        )

    def _told(self, asked: Asked, answer: Answer) -> Change:
        event = "answered" if answer.row else "not_answered"
        return Change(asked.ticket_id, self._now, Who.MACHINE, event, answer.reason, asked.mail_id)

    def _took(self, mail_id: int, outcome: Outcome, reason: str) -> Act:
        detail: dict[str, object] = {"outcome": outcome.value}
        return Act(self._now, Who.MACHINE, "took", "mail", mail_id, reason, detail)


def _kept_of(read: Read) -> Iterator[tuple[str, int, str, bool | None, str | None]]:
    """What is kept of each attachment: type, size, digest, and how far it was read."""
    examined = read.triage.attachments if read.triage else ()
    for one, seen in zip_longest(read.message.attachments, examined):
        kind = one.detected_type or one.content_type
        known = (seen.examined, seen.reason) if seen else (None, None)
        yield kind, one.size, one.sha256, *known


def _standing(made: Ticket) -> Standing:
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
    )


def _discreet(label: Label, triage: Triage) -> Label:
    """The label without reasons that quote what was found to be personal data."""
    if not triage.findings:
        return label
    values = " ".join(finding.span.text.casefold() for finding in triage.findings)
    kept = tuple(why for why in label.why if not any(word in values for word in _words(why)))
    return replace(label, why=kept)


def _words(why: str) -> list[str]:
    return [word for word in why.casefold().replace("_", " ").split() if len(word) > 2]
