"""Mails about a ticket as rows of the outbox, in the transaction of what they tell.

A mail to the customer answers the customer's last mail in the ticket, so that mail programs show it
in the same conversation, and its Message-ID is signed. Whom it may not reach, it does not: a parent
was referred and hears no more, an address that refuses our mail is left alone. A mail to colleagues
goes on in the thread that they have of the ticket, apart from the customer's, and is signed apart.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from ingest.message import Address
from models import correspondence, mail, marked, ticket
from notify import mime, token
from notify.files import File
from notify.guard import MARKED, Refused, in_pace, may_tell, subject_key
from notify.news import News
from notify.pace import Sent, shared_domain
from notify.parent import REFERRED, is_parent
from notify.pictures import enclosed, shown
from notify.reply import Reply
from notify.subject import bare
from notify.tell import tell_customer, tell_desk
from notify.token import For
from worker.desk import Desk
from worker.intake.unsubscribe import offered
from worker.post.about import about_of
from worker.post.answer import MADE_UP
from worker.post.put import put
from worker.post.traffic import Known
from worker.tickets.words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """The mail waits in the outbox."""

    outbox_id: int
    template: str
    language: str


@dataclass(frozen=True, slots=True)
class Untold:
    """No mail was written, for this reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Post:
    """The desks that mails about tickets go out from."""

    desks: tuple[Desk, ...]

    def customer(
        self,
        connection: Connection,
        number: str,
        news: News,
        now: datetime,
        *,
        last: RowMapping | None = None,
        words: Words | None = None,
    ) -> Told | Untold:
        """Tell the customer of the ticket as it stands in this transaction.

        `last` is the customer's last mail, where it is in the ticket no longer (a merge moved it);
        `words` is what a person of the desk wrote, with the files that go along.
        """
        row = _row(connection, number)
        last = last or mail.last_of_person(connection, row["id"])
        where = self._where(row, last)
        if where is None:
            return Untold("no mailbox is configured for this desk")
        to = _recipient(connection, row, last)
        if (reason := _unwelcome(connection, where, row, to, now)) is not None:
            return Untold(reason)
        reply = tell_customer(news, about_of(row, last), to, where.preset)
        return _post(connection, where, reply, _Thread(row, last), now, words)

    def colleagues(
        self, connection: Connection, desk: Desk, news: News, to: str, now: datetime, *,
        number: str | None = None,
    ) -> Told:  # fmt: skip
        """Tell an address of the desk's own people, about a ticket or about the desk as a whole."""
        row = None if number is None else _row(connection, number)
        last = None if row is None else mail.last_of_person(connection, row["id"])
        about = None if row is None else about_of(row, last)
        reply = tell_desk(news, about, Address("", to), desk.preset)
        before = () if row is None else correspondence.to_desk(connection, row["id"], to)
        return _post(connection, desk, reply, _Thread(row, None, For.DESK, before), now, None)

    def desk_of(self, connection: Connection, number: str) -> Desk | None:
        """Where mails about a ticket go out; None if no mailbox is configured for its desk."""
        row = _row(connection, number)
        return self._where(row, mail.last_of_person(connection, row["id"]))

    def _where(self, row: RowMapping, last: RowMapping | None) -> Desk | None:
        """The mailbox that the customer wrote to, else another of the same desk."""
        of_preset = [desk for desk in self.desks if desk.preset.name == row["preset"]]
        wrote_to = last["mailbox"] if last is not None else None
        there = (desk for desk in of_preset if desk.mailbox.name == wrote_to)
        return next(there, of_preset[0] if of_preset else None)


@dataclass(frozen=True, slots=True)
class _Thread:
    """The ticket that a mail is about, whom it is for, and the mail that it answers: the
    customer's, or ours to the same colleague (`before`, the oldest first)."""

    row: RowMapping | None
    answers: RowMapping | None = None
    aim: For = For.CUSTOMER
    before: tuple[str, ...] = ()

    @property
    def in_reply_to(self) -> str | None:
        """The Message-ID that mail programs know the customer's mail by."""
        if self.before:
            return self.before[-1]
        if self.answers is None or MADE_UP in self.answers["defects"]:
            return None
        message_id = str(self.answers["message_id"])
        return message_id if message_id.startswith("<") else None

    @property
    def references(self) -> tuple[str, ...]:
        """Those of the mail that is answered, the oldest first."""
        if self.before:
            return self.before[:-1]
        return () if self.answers is None else tuple(reversed(self.answers["thread"]))

    def conversation(self, ticket_prefix: str) -> mime.Conversation | None:
        """What Outlook finds the conversation by, if the customer's mail has it."""
        index = self.answers["thread_index"] if self.answers is not None else None
        if index is None or self.row is None:
            return None
        return mime.Conversation(bare(self.row["subject"], ticket_prefix), index)


def _row(connection: Connection, number: str) -> RowMapping:
    row = ticket.by_number(connection, number)
    if row is None:
        raise ValueError(f"a mail about {number}, which does not stand")
    return row


def _recipient(connection: Connection, row: RowMapping, last: RowMapping | None) -> Address:
    """Where our answer to the last mail went, else who wrote it, else who asked first."""
    if last is None:
        return Address("", row["requester"])
    answered = correspondence.recipient_of(connection, last["id"])
    return Address(last["sender_name"], answered or last["sender"])


def _unwelcome(
    connection: Connection,
    desk: Desk,
    row: RowMapping,
    to: Address,
    now: datetime,
) -> str | None:
    """Why no mail may go there."""
    if is_parent(ticket.sender_of(row)):
        return REFERRED
    allowed = may_tell(to, own_addresses=desk.own_addresses)
    if isinstance(allowed, Refused):
        return allowed.reason
    known = Known.of(connection, desk.pace, [to.address], now)
    known.know_ticket(row["id"])
    one = Sent(now, to.address, subject_key(row["subject"]), row["id"])
    if (refused := in_pace(one, known.traffic, automatic=False)) is not None:
        return refused.reason
    return MARKED if marked.standing(connection, [to.address]) else None


def _post(
    connection: Connection,
    desk: Desk,
    reply: Reply,
    thread: _Thread,
    now: datetime,
    words: Words | None,
) -> Told:
    number = thread.row["number"] if thread.row is not None else None
    signed = number or token.whole(desk.preset.ticket_prefix)
    message_id = token.message_id(
        signed, desk.nonce(), desk.signing_key, desk.domain, aim=thread.aim
    )
    envelope = mime.Envelope(
        sender=Address(desk.preset.mail.from_name, desk.mailbox.address),
        message_id=message_id,
        at=now,
        in_reply_to=thread.in_reply_to,
        references=thread.references,
        ticket=number,
        automatic=reply.automatic,
        conversation=thread.conversation(desk.preset.ticket_prefix),
        unsubscribe=offered(desk, reply.template, ticket=number, to=reply.to.address),
        reply_to=Address("", desk.mailbox.address) if thread.aim is For.DESK else None,
        enclosed=enclosed(words.files, message_id) if words else (),
    )
    if words:
        reply = shown(reply, words.files, envelope.enclosed)
    about = thread.row
    outbox_id = put(
        connection,
        reply,
        envelope,
        preset=desk.preset.name,
        mailbox=desk.mailbox.name,
        ticket_id=about["id"] if about is not None else None,
        domain=shared_domain(reply.to.address) if thread.aim is For.CUSTOMER else None,
        subject_key=subject_key(about["subject"] if about is not None else reply.subject),
        words=words.redacted if words else None,
        attachments=tuple(map(_kept, words.files)) if words else (),
    )
    return Told(outbox_id, reply.template, reply.language)


def _kept(one: File) -> tuple[str, int, str]:
    """What the row says of a file: not its name, which may name a person."""
    return one.content_type, len(one.body), hashlib.sha256(one.body).hexdigest()
