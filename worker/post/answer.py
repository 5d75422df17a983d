"""The automatic answer to a mail as a row of the outbox, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from config.codes import MessageKind
from config.pace import Limit
from ingest.message import Address, Message
from models import marked
from models.outbox import Outgoing
from models.raw import Packed, pack
from notify import mime, token
from notify.compose import compose
from notify.guard import MARKED, Refused, in_measure, in_pace, may_answer, recipient, subject_key
from notify.pace import Sent, opened, shared_domain
from notify.reply import NoReply, Reply, TicketFacts, Told
from notify.subject import bare
from triage.decision import Triage
from worker.desk import Desk
from worker.intake.thread import references
from worker.post.traffic import Known

MADE_UP = "message_id_missing"  # the parser's word for a mail without a Message-ID
_LONGEST_ADDRESS = 250  # RFC 5321 allows 254, an index of ours 250


@dataclass(frozen=True, slots=True)
class Answer:
    """An outbox row with its mail; without one, `reason` says why. A limit that was `broken` asks
    for an alarm."""

    reason: str
    row: Outgoing | None = None
    packed: Packed | None = None
    broken: Limit | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is answered: a mail with its triage, stored as `mail_id`, in a ticket.

    `consent_wanted`: those of the organisation who make tickets should know of it (worker/consent).
    `told` is what the mail did to its ticket, and `silent` why a mail in a ticket needs no answer,
    unless it holds personal data.
    """

    message: Message
    triage: Triage
    mail_id: int
    ticket_id: int
    number: str
    follow_up: bool
    consent_wanted: bool = False
    told: Told | None = None
    silent: str | None = None


class Answers:
    """Writes the answers of one chunk, and remembers whom it wrote to for the pace limits."""

    def __init__(
        self,
        connection: Connection,
        desk: Desk,
        messages: Sequence[Message],
        now: datetime,
        outbox_ids: Iterator[int],
        raw_ids: Iterator[int],
    ) -> None:
        self._desk = desk
        self._now = now
        self._outbox_ids = outbox_ids
        self._raw_ids = raw_ids
        people = {
            one.address
            for message in messages
            if message.kind is MessageKind.HUMAN
            for one in (recipient(message), message.from_)  # answers may go past a Reply-To
        }
        self._marked = marked.standing(connection, people)
        self._traffic = Known.of(connection, desk.pace, people, now)

    def write(self, asked: Asked) -> Answer:
        """The answer to one mail."""
        to = recipient(asked.message)
        if len(to.address) > _LONGEST_ADDRESS:
            return Answer("no address to answer")
        allowed = may_answer(asked.message, own_addresses=self._desk.own_addresses)
        if isinstance(allowed, Refused):
            return Answer(allowed.reason)
        if to.address in self._marked:
            return Answer(MARKED)
        if asked.silent and not asked.triage.findings:
            return Answer(asked.silent)
        facts = TicketFacts(asked.number, asked.follow_up, asked.consent_wanted, asked.told)
        reply = compose(asked.message, asked.triage, self._desk.preset, facts)
        if isinstance(reply, NoReply):
            return Answer(reply.reason)
        return self._paced(asked, reply)

    def _paced(self, asked: Asked, reply: Reply) -> Answer:
        """The row of an answer, unless it is one too many."""
        # One subject in a row is how machines talk; a wish that was done is a talk of people.
        subject = "" if asked.told else subject_key(asked.message.subject)
        one = Sent(self._now, reply.to.address, subject, asked.ticket_id)
        if (refused := self._refused(asked, one)) is not None:
            return Answer(refused.reason, broken=refused.broken)
        self._traffic.traffic.note(one)
        row = self._row(asked, reply)
        return Answer(
            reply.template, row, pack(mime.build(reply, self._envelope(asked, row, reply)))
        )

    def _refused(self, asked: Asked, one: Sent) -> Refused | None:
        """Why this answer is one too many. A ticket counts, answered or not: who opens one every
        hour is no person, and is not answered again because it was not answered yesterday."""
        known = self._traffic
        if asked.follow_up:
            known.know_ticket(asked.ticket_id)
            return in_pace(one, known.traffic)
        who = asked.message.from_.address
        known.traffic.add(opened(who), [self._now])
        return in_measure(who, self._now, known.traffic) or in_pace(one, known.traffic)

    def _row(self, asked: Asked, reply: Reply) -> Outgoing:
        desk = self._desk
        nonce = desk.nonce()
        return Outgoing(
            id=next(self._outbox_ids),
            preset=desk.preset.name,
            mailbox=desk.mailbox.name,
            ticket_id=asked.ticket_id,
            mail_id=asked.mail_id,
            message_id=f"<{reply.template}.{nonce}@{desk.domain}>"
            if reply.ticket is None
            else token.message_id(reply.ticket, nonce, desk.signing_key, desk.domain),
            template=reply.template,
            language=reply.language,
            sender=desk.mailbox.address,
            recipient=reply.to.address,
            domain=shared_domain(reply.to.address),
            subject_key=subject_key(asked.message.subject),
            raw_id=next(self._raw_ids),
            created_at=self._now,
        )

    def _envelope(self, asked: Asked, row: Outgoing, reply: Reply) -> mime.Envelope:
        message, preset = asked.message, self._desk.preset
        named = MADE_UP not in message.defects
        topic = bare(asked.triage.redacted.subject, preset.ticket_prefix)
        return mime.Envelope(
            sender=Address(preset.mail.from_name, self._desk.mailbox.address),
            message_id=row.message_id,
            at=self._now,
            in_reply_to=message.message_id if named else None,
            references=tuple(reversed(references(message))) if reply.ticket else (),
            ticket=reply.ticket,
            conversation=mime.Conversation(topic, message.thread_index)
            if message.thread_index
            else None,
        )
