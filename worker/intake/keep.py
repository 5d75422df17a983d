"""The rows that a mail leaves whatever becomes of it: ledger line, mail, findings, answer, act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest

from sqlalchemy import Connection

from models import counter
from models.audit import Act
from models.finding import Found
from models.history import Change, Who
from models.intake import Intake
from models.ledger import Line, Outcome, Place
from models.mail import Mail
from triage.decision import Triage
from worker.alarm import Alarm
from worker.desk import Desk
from worker.intake.aliases import Aliases
from worker.intake.analyse import Raw, Read
from worker.intake.storms import Held
from worker.intake.thread import Threads, references
from worker.post.answer import Answer, Answers, Asked


@dataclass(frozen=True, slots=True)
class Mailed:
    """A person's mail that is about to be stored as `id`."""

    raw: Raw
    read: Read
    triage: Triage
    id: int


class Keeper:
    """Makes the rows of one chunk; `held` is what was too much of it, `alarms` what needs a person,
    `now` when it is recorded."""

    def __init__(
        self,
        connection: Connection,
        desk: Desk,
        place: Place,
        mails: Sequence[tuple[Raw, Read]],
        threads: Threads,
        now: datetime,
    ) -> None:
        self.held = Held()
        self.alarms: list[Alarm] = []
        self.desk = desk
        self.threads = threads
        self.now = now
        self._place = place
        count, messages = len(mails), [read.message for _, read in mails]
        self._raw_ids = iter(counter.reserve(connection, "raw", 2 * count))
        outbox_ids = iter(counter.reserve(connection, "outbox", count))
        self._aliases = Aliases(connection)
        self._answers = Answers(connection, desk, messages, now, outbox_ids, self._raw_ids)

    def in_ticket(self, one: Mailed, asked: Asked, outcome: Outcome, reason: str) -> Intake:
        """A person's mail in its ticket, with what was found in it and its answer."""
        triage, aliases = self._aliases.named(asked.ticket_id, asked.triage)
        read, asked = replace(one.read, triage=triage), replace(asked, triage=triage)
        answer = self._answers.write(asked)
        if answer.row:
            self.threads.ours[answer.row.message_id] = asked.ticket_id
        if answer.broken:
            self.held.add(read.message.from_.address, one.id, answer.broken.within)
        return Intake(
            line=self.line(one.raw, outcome, reason, one.id),
            mail=self._mail(one.raw, read, one.id, asked.ticket_id),
            packed=read.packed,
            found=Found(one.id, triage.findings, triage.identifiers, triage.checks, aliases),
            answer=answer.row,
            answer_packed=answer.packed,
            changes=(self._told(asked, answer),),
            acts=(self._took(one.id, outcome, reason),),
        )

    def filed(
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
            line=self.line(raw, outcome, reason, mail_id),
            mail=self._mail(raw, read, mail_id, ticket_id),
            packed=read.packed,
            acts=(self._took(mail_id, outcome, reason),),
        )

    def line(self, raw: Raw, outcome: Outcome, reason: str, mail_id: int) -> Line:
        """What the ledger says of a mail, and what is to be done with it on the server."""
        action, target = self.desk.action
        return Line(
            place=self._place,
            uid=raw.uid,
            outcome=outcome,
            reason=reason,
            size=len(raw.raw),
            arrived_at=raw.arrived_at,
            recorded_at=self.now,
            mail_id=mail_id,
            action=action,
            target=target,
        )

    def _mail(self, raw: Raw, read: Read, mail_id: int, ticket_id: int | None) -> Mail:
        message = read.message
        redacted = read.triage.redacted if read.triage else None
        return Mail(
            id=mail_id,
            preset=self.desk.preset.name,
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
            thread_index=message.thread_index,
            dated=message.date,
            arrived_at=raw.arrived_at,
            recorded_at=self.now,
            size=len(raw.raw),
            subject=redacted.subject if redacted else "",
            text=redacted.text if redacted else "",
            attachments=tuple(_kept_of(read)),
            defects=message.defects,
        )

    def _told(self, asked: Asked, answer: Answer) -> Change:
        event = "answered" if answer.row else "not_answered"
        return Change(asked.ticket_id, self.now, Who.MACHINE, event, answer.reason, asked.mail_id)

    def _took(self, mail_id: int, outcome: Outcome, reason: str) -> Act:
        detail: dict[str, object] = {"outcome": outcome.value}
        return Act(self.now, Who.MACHINE, "took", "mail", mail_id, reason, detail)


def _kept_of(read: Read) -> Iterator[tuple[str, int, str, bool | None, str | None]]:
    """What is kept of each attachment: type, size, digest, and how far it was read."""
    examined = read.triage.attachments if read.triage else ()
    for one, seen in zip_longest(read.message.attachments, examined):
        kind = one.detected_type or one.content_type
        known = (seen.examined, seen.reason) if seen else (None, None)
        yield kind, one.size, one.sha256, *known
