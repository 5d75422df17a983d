"""What is read of a mail → everything that it leaves in the database: outcome, ticket, answer.

A Recorder serves one chunk. It knows what the database knows of the chunk's mails, and learns from
each mail for the next: two mails of one thread may lie in the same chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from config.codes import MessageKind, Priority, Type
from config.preset import Preset
from config.settings import Mailbox
from ingest.message import Address, Message
from models import counter, mail, outbox
from models.audit import Act
from models.finding import Found
from models.intake import Bounced, Intake, Resumed
from models.ledger import Action, Line, Outcome, Place
from models.mail import Mail
from models.outbox import Outgoing
from models.raw import Packed, pack
from models.ticket import FIRST_NUMBER, ActionBy, Change, Standing, Status, Ticket, Who
from notify import mime, token
from notify.compose import compose
from notify.guard import LOOK_BACK, Answered, Refused, may_answer, recipient, subject_key
from notify.reply import NoReply, Reply, TicketFacts
from triage import sla
from triage.decision import Label, Terms, Triage
from worker.analyse import Raw, Read
from worker.thread import Join, Suspicion, Threads, organisation_of, references

_MADE_UP = "message_id_missing"  # the parser's word for a mail without a Message-ID
_LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3, without the brackets


@dataclass(frozen=True, slots=True)
class Desk:
    """One mailbox with all that recording its mail needs. `nonce` gives fresh hex digits."""

    mailbox: Mailbox
    preset: Preset
    signing_key: bytes
    own_addresses: frozenset[str]
    nonce: Callable[[], str]

    @property
    def action(self) -> tuple[Action, str | None]:
        """What is done on the server with a mail that is stored."""
        after = self.mailbox.after
        return Action.NONE if after.action == "nothing" else Action(after.action), after.folder


@dataclass(frozen=True, slots=True)
class Answer:
    """An outbox row with the bytes of its mail, or why there is none."""

    row: Outgoing | None
    packed: Packed | None
    reason: str
    loud: bool = False


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
        self._place = place
        self._now = now
        messages = [read.message for _, read in mails]
        self._known = mail.recognise(
            connection, desk.preset.name, [read.identity for _, read in mails]
        )
        self._threads = Threads.load(
            connection, desk.preset.name, desk.preset.ticket_prefix, desk.signing_key, messages
        )
        self._recent = _recent(connection, messages, now)
        count = len(mails)
        self._mail_ids = iter(counter.reserve(connection, "mail", count))
        self._raw_ids = iter(counter.reserve(connection, "raw", 2 * count))
        self._ticket_ids = iter(counter.reserve(connection, "ticket", count))
        self._outbox_ids = iter(counter.reserve(connection, "outbox", count))
        self._numbers = counter.reserve(
            connection, f"number:{desk.preset.ticket_prefix}", count, first=FIRST_NUMBER
        )
        self._numbered = 0

    def close(self) -> None:
        """Give back the ticket numbers that were not needed, so that few are skipped."""
        counter.give_back(
            self._connection,
            f"number:{self._desk.preset.ticket_prefix}",
            len(self._numbers) - self._numbered,
        )

    def record(self, raw: Raw, read: Read) -> Intake:
        """Everything that this mail leaves behind."""
        if (known := self._known.get(read.identity.key)) is not None:
            return Intake(self._line(raw, Outcome.DUPLICATE, f"the same as mail {known}", known))
        mail_id = next(self._mail_ids)
        self._known[read.identity.key] = mail_id
        if self._threads.is_ours(read.message):
            return self._without_ticket(raw, read, mail_id, Outcome.OWN, "a mail of our outbox")
        match read.message.kind:
            case MessageKind.HUMAN:
                return self._of_a_person(raw, read, mail_id)
            case MessageKind.BOUNCE:
                return self._came_back(raw, read, mail_id, Outcome.BOUNCE)
            case MessageKind.AUTO_REPLY:
                return self._came_back(raw, read, mail_id, Outcome.AUTO_REPLY)
            case kind:
                outcome = Outcome.LIST if kind is MessageKind.LIST else Outcome.OWN
                reason = read.message.kind_reason or str(kind)
                return self._without_ticket(raw, read, mail_id, outcome, reason)

    # -- mail of people ----------------------------------------------------------------------

    def _of_a_person(self, raw: Raw, read: Read, mail_id: int) -> Intake:
        if read.triage is None:
            raise ValueError("a person's mail without triage")
        where = self._threads.place(read.message)
        if isinstance(where, Join):
            return self._follow_up(raw, read, read.triage, mail_id, where)
        return self._new_ticket(raw, read, read.triage, mail_id, where)

    def _new_ticket(
        self, raw: Raw, read: Read, triage: Triage, mail_id: int, suspicion: Suspicion | None
    ) -> Intake:
        made = self._ticket(raw, read.message, triage, suspicion)
        self._threads.learn(
            Standing(
                made.id,
                made.number,
                made.requester,
                made.organisation,
                made.type.value,
                made.priority.value,
                Status.OPEN,
                made.terms.clock,
            ),
            read.message.message_id,
        )
        answer = self._answer(read.message, triage, mail_id, made.id, made.number, follow_up=False)
        changes = [
            Change(made.id, self._now, Who.MACHINE, "created", "a mail of a person", mail_id)
        ]
        reason = "a mail of a person"
        if suspicion:
            reason = (
                f"names {suspicion.ticket.number} ({suspicion.how}); its sender has no part in it"
            )
            changes.append(Change(made.id, self._now, Who.MACHINE, "suspected", reason, mail_id))
        return Intake(
            line=self._line(raw, Outcome.TICKET, reason, mail_id),
            mail=self._mail(raw, read, mail_id, made.id),
            packed=read.packed,
            ticket=made,
            found=Found(mail_id, triage.findings, triage.identifiers, triage.checks),
            answer=answer.row,
            answer_packed=answer.packed,
            changes=(*changes, self._told(made.id, mail_id, answer)),
            acts=tuple(self._acts(Outcome.TICKET, mail_id, reason, answer)),
        )

    def _follow_up(self, raw: Raw, read: Read, triage: Triage, mail_id: int, join: Join) -> Intake:
        stands = join.ticket
        terms = self._restarted(stands, raw.arrived_at)
        self._threads.learn(
            replace(stands, status=Status.OPEN, clock=terms.clock if terms else stands.clock),
            read.message.message_id,
        )
        self._threads.wrote(stands.id, read.message.from_.address)
        answer = self._answer(
            read.message, triage, mail_id, stands.id, stands.number, follow_up=True
        )
        reason = f"belongs to {stands.number} ({join.how})"
        why = reason if terms is None else f"{reason}; the clock starts again"
        return Intake(
            line=self._line(raw, Outcome.FOLLOW_UP, reason, mail_id),
            mail=self._mail(raw, read, mail_id, stands.id),
            packed=read.packed,
            found=Found(mail_id, triage.findings, triage.identifiers, triage.checks),
            answer=answer.row,
            answer_packed=answer.packed,
            changes=(
                Change(stands.id, self._now, Who.CUSTOMER, "wrote", why, mail_id),
                self._told(stands.id, mail_id, answer),
            ),
            resumed=Resumed(stands.id, terms),
            acts=tuple(self._acts(Outcome.FOLLOW_UP, mail_id, reason, answer)),
        )

    def _restarted(self, stands: Standing, arrived: datetime) -> Terms | None:
        """Both terms afresh, if the clock stood still (docs/sla.md, Waiting)."""
        if stands.clock == "running" and stands.status is Status.OPEN:
            return None
        return sla.terms(Type(stands.type), Priority(stands.priority), arrived, self._desk.preset)

    def _ticket(
        self, raw: Raw, message: Message, triage: Triage, suspicion: Suspicion | None
    ) -> Ticket:
        number = f"{self._desk.preset.ticket_prefix}-{self._numbers[self._numbered]}"
        self._numbered += 1
        waits = triage.terms.clock == "waiting"
        return Ticket(
            id=next(self._ticket_ids),
            number=number,
            preset=self._desk.preset.name,
            title=triage.redacted.subject,
            language=message.language,
            requester=message.from_.address,
            organisation=organisation_of(message.from_),
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

    # -- the answer --------------------------------------------------------------------------

    def _answer(
        self,
        message: Message,
        triage: Triage,
        mail_id: int,
        ticket_id: int,
        number: str,
        *,
        follow_up: bool,
    ) -> Answer:
        to = recipient(message)
        if len(to.address) > _LONGEST_ADDRESS:
            return Answer(None, None, "no address to answer")
        recent = self._recent.setdefault(to.address.lower(), [])
        allowed = may_answer(message, recent, self._now, own_addresses=self._desk.own_addresses)
        if isinstance(allowed, Refused):
            return Answer(None, None, allowed.reason, allowed.loud)
        facts = TicketFacts(number=number, follow_up=follow_up)
        reply = compose(message, triage, self._desk.preset, facts)
        if isinstance(reply, NoReply):
            return Answer(None, None, reply.reason)
        answered = subject_key(message.subject)
        recent.append(Answered(self._now, answered))
        return self._outgoing(message, reply, mail_id, ticket_id, number, answered)

    def _outgoing(
        self,
        message: Message,
        reply: Reply,
        mail_id: int,
        ticket_id: int,
        number: str,
        answered: str,
    ) -> Answer:
        desk = self._desk
        domain = desk.mailbox.address.rpartition("@")[2]
        message_id = token.message_id(number, desk.nonce(), desk.signing_key, domain)
        named = _MADE_UP not in message.defects
        envelope = mime.Envelope(
            sender=Address(desk.preset.mail.from_name, desk.mailbox.address),
            message_id=message_id,
            at=self._now,
            in_reply_to=message.message_id if named else None,
            references=message.references,
            ticket=number,
        )
        row = Outgoing(
            id=next(self._outbox_ids),
            preset=desk.preset.name,
            mailbox=desk.mailbox.name,
            ticket_id=ticket_id,
            mail_id=mail_id,
            message_id=message_id,
            template=reply.template,
            language=reply.language,
            sender=desk.mailbox.address,
            recipient=reply.to.address,
            subject_key=answered,
            raw_id=next(self._raw_ids),
            created_at=self._now,
        )
        self._threads.ours[message_id] = ticket_id
        return Answer(row, pack(mime.build(reply, envelope)), reply.template)

    # -- mail of machines --------------------------------------------------------------------

    def _came_back(self, raw: Raw, read: Read, mail_id: int, outcome: Outcome) -> Intake:
        """A bounce or an automatic reply, put with the ticket whose mail it came back for."""
        stands = self._threads.answered_by(read.message)
        if stands is None:
            reason = f"{read.message.kind_reason}; it names no mail of ours"
            return self._without_ticket(raw, read, mail_id, outcome, reason)
        reason = f"belongs to {stands.number} ({read.message.kind_reason})"
        bounce, ours = read.message.bounce, self._threads.our_mail(read.message)
        status = bounce.status if bounce else None
        return Intake(
            line=self._line(raw, outcome, reason, mail_id),
            mail=self._mail(raw, read, mail_id, stands.id),
            packed=read.packed,
            changes=(
                Change(
                    stands.id,
                    self._now,
                    Who.MACHINE,
                    outcome.value,
                    read.message.kind_reason,
                    mail_id,
                    {"status": status, "hard": bounce.hard if bounce else None},
                ),
            ),
            bounced=Bounced(ours, status) if ours and outcome is Outcome.BOUNCE else None,
            acts=(self._act("took", mail_id, reason, {"outcome": outcome.value}),),
        )

    def _without_ticket(
        self, raw: Raw, read: Read, mail_id: int, outcome: Outcome, reason: str
    ) -> Intake:
        return Intake(
            line=self._line(raw, outcome, reason, mail_id),
            mail=self._mail(raw, read, mail_id, None),
            packed=read.packed,
            acts=(self._act("took", mail_id, reason, {"outcome": outcome.value}),),
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
            language=message.language[:8],
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
            attachments=tuple(
                (one.detected_type or one.content_type, one.size, one.sha256)
                for one in message.attachments
            ),
            defects=message.defects,
        )

    def _told(self, ticket_id: int, mail_id: int, answer: Answer) -> Change:
        event = "answered" if answer.row else "not_answered"
        return Change(ticket_id, self._now, Who.MACHINE, event, answer.reason, mail_id)

    def _acts(self, outcome: Outcome, mail_id: int, reason: str, answer: Answer) -> Iterator[Act]:
        yield self._act("took", mail_id, reason, {"outcome": outcome.value})
        if answer.loud:
            yield self._act("alarm", mail_id, answer.reason, {"alarm": "pace"})

    def _act(self, did: str, mail_id: int, why: str, detail: dict[str, object]) -> Act:
        return Act(self._now, Who.MACHINE, did, "mail", mail_id, why, detail)


def _recent(
    connection: Connection, messages: Sequence[Message], now: datetime
) -> dict[str, list[Answered]]:
    """The answers of the last day to those whom this chunk may answer."""
    people = {
        recipient(message).address
        for message in messages
        if message.kind is MessageKind.HUMAN and recipient(message).address
    }
    found: dict[str, list[Answered]] = {}
    if people:
        for to, at, subject in outbox.answered(connection, people, now - LOOK_BACK):
            found.setdefault(to.lower(), []).append(Answered(at, subject))
    return found


def _discreet(label: Label, triage: Triage) -> Label:
    """The label without reasons that quote what was found to be personal data."""
    if not triage.findings:
        return label
    values = " ".join(finding.span.text.casefold() for finding in triage.findings)
    kept = tuple(why for why in label.why if not any(w in values for w in _words(why)))
    return replace(label, why=kept)


def _words(why: str) -> list[str]:
    return [word for word in why.casefold().replace("_", " ").split() if len(word) > 2]
