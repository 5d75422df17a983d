"""Mails that came in: who, when, what sort, which ticket; words only redacted.

A mail is recognised by its Message-ID and the digest of its content, wherever it lies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    RowMapping,
    Select,
    String,
    Table,
    UniqueConstraint,
    func,
    or_,
    select,
)

from models import part
from models.raw import ERASED, raw
from models.schema import METADATA, CleanText, Json, Key, Moment, hashed, key, row_id
from models.slices import slices

mail = Table(
    "mail",
    METADATA,
    row_id(),
    Column("preset", String(64), nullable=False),
    Column("mailbox", Key, nullable=False),
    Column("message_id", Key, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("raw_id", BigInteger, ForeignKey("raw.id"), unique=True),
    Column("ticket_id", BigInteger, ForeignKey("ticket.id"), index=True),
    Column("kind", String(16), nullable=False),
    Column("kind_reason", CleanText, nullable=False),
    Column("language", String(8), nullable=False),
    Column("sender", Key, nullable=False, index=True),
    Column("sender_name", CleanText, nullable=False),
    Column("in_reply_to", CleanText),
    Column("thread", Json, nullable=False),
    Column("thread_index", CleanText),
    Column("dated", Moment),
    Column("arrived_at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("subject", CleanText, nullable=False),
    Column("text", CleanText, nullable=False),
    Column("attachments", Json, nullable=False),
    Column("defects", Json, nullable=False),
    Column("emptied_at", Moment),  # by a rule of retention; what is left recognises the mail
    Index("ix_mail_arrived", "preset", "arrived_at"),
    UniqueConstraint("preset", "message_id", "content_hash", name="uq_mail_content"),
)


_GONE = or_(mail.c.emptied_at.is_not(None), raw.c.codec == ERASED)


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a mail the same mail in another folder or under another number."""

    message_id: str
    content_hash: str

    @property
    def key(self) -> tuple[str, str]:
        """As the database holds it."""
        return key(self.message_id), self.content_hash

    @property
    def erased_key(self) -> tuple[str, str]:
        """As the database holds it once the mail was emptied, or its sender forgotten."""
        return hashed(self.message_id), self.content_hash


@dataclass(frozen=True, slots=True)
class Mail:
    """A row as it is written. `subject` and `text` are redacted, or empty where nothing was read.

    `attachments` are (type, size in bytes, digest, whether examined, the reason), without the file
    name, which may name a person; the last two are None in a mail that is no person's, and missing
    in rows of older versions. `thread` are the Message-IDs that it refers to, the nearest first;
    `thread_index` is its place in a conversation of Outlook.
    """

    id: int
    preset: str
    mailbox: str
    identity: Identity
    raw_id: int | None
    ticket_id: int | None
    kind: str
    kind_reason: str
    language: str
    sender: str
    sender_name: str = field(repr=False)
    in_reply_to: str | None
    thread: tuple[str, ...]
    dated: datetime | None
    arrived_at: datetime
    recorded_at: datetime
    size: int
    subject: str = field(repr=False)
    text: str = field(repr=False)
    attachments: tuple[tuple[str, int, str, bool | None, str | None], ...]
    defects: tuple[str, ...]
    thread_index: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the original of a mail lies, and the digest that it must have."""

    raw_id: int
    content_hash: str
    erased: bool


def write(connection: Connection, mails: Iterable[Mail]) -> None:
    """Add mails under ids reserved from the counter `mail`."""
    values = [_values(one) for one in mails]
    if values:
        connection.execute(mail.insert(), values)


def recognise(
    connection: Connection, preset: str, identities: Collection[Identity]
) -> dict[tuple[str, str], int]:
    """The ids of those mails that this desk has, or had, by the key of their identity."""
    wanted = {one.key: one.key for one in identities}
    wanted |= {one.erased_key: one.key for one in identities}
    found: dict[tuple[str, str], int] = {}
    for some in slices(message_id for message_id, _ in wanted):
        rows = connection.execute(
            select(mail.c.id, mail.c.message_id, mail.c.content_hash).where(
                mail.c.preset == preset, mail.c.message_id.in_(some)
            )
        )
        found.update({(row.message_id, row.content_hash): row.id for row in rows})
    return {wanted[identity]: found[identity] for identity in wanted.keys() & found.keys()}


def kept(connection: Connection, mail_ids: Collection[int]) -> dict[int, Kept]:
    """Where the originals of these mails lie."""
    found: dict[int, Kept] = {}
    for some in slices(mail_ids):
        rows = connection.execute(
            select(mail.c.id, func.coalesce(raw.c.id, 0), mail.c.content_hash, _GONE)
            .outerjoin(raw, raw.c.id == mail.c.raw_id)
            .where(mail.c.id.in_(some))
        )
        found.update({id_: Kept(raw_id, digest, gone) for id_, raw_id, digest, gone in rows})
    return found


def preset_of(connection: Connection, mail_id: int) -> str | None:
    """The desk that a mail came to, None if there is no such mail."""
    return connection.scalar(select(mail.c.preset).where(mail.c.id == mail_id))


def attachments_of(
    connection: Connection, mail_id: int
) -> list[tuple[str, int, str, bool | None, str | None]]:
    """What is kept of the attachments of a mail (see `Mail`); empty if there is no such mail."""
    kept = connection.scalar(select(mail.c.attachments).where(mail.c.id == mail_id)) or []
    return [(*one, None, None)[:5] for one in kept]


def tickets_of(connection: Connection, preset: str, message_ids: Collection[str]) -> dict[str, int]:
    """The ticket of each Message-ID of a mail that came in and has one."""
    known = {key(one): key(one) for one in message_ids}
    known |= {hashed(one): key(one) for one in message_ids}
    found: dict[str, int] = {}
    for some in slices(known):
        rows = connection.execute(
            select(mail.c.message_id, mail.c.ticket_id).where(
                mail.c.preset == preset,
                mail.c.message_id.in_(some),
                mail.c.ticket_id.is_not(None),
            )
        )
        found.update({known[message_id]: ticket_id for message_id, ticket_id in rows})
    return found


def writers_of(connection: Connection, ticket_ids: Collection[int]) -> dict[int, set[str]]:
    """The addresses of the people who wrote in each of these tickets."""
    found: dict[int, set[str]] = {}
    rows = connection.execute(
        select(mail.c.ticket_id, mail.c.sender)
        .where(mail.c.ticket_id.in_(sorted(ticket_ids)), mail.c.kind == "human")
        .distinct()
    )
    for ticket_id, sender in rows:
        found.setdefault(ticket_id, set()).add(sender.lower())
    return found


def wrote_since(
    connection: Connection, ticket_id: int | None, address: str, since: datetime
) -> bool:
    """Whether somebody wrote in the ticket, as a person, in a mail that was recorded later.

    When a mail arrived is known to the second only."""
    later = select(mail.c.id).where(
        mail.c.ticket_id == ticket_id,
        mail.c.kind == "human",
        func.lower(mail.c.sender) == address.lower(),
        mail.c.recorded_at > since,
    )
    return connection.execute(later.limit(1)).first() is not None


def by_id(connection: Connection, mail_id: int) -> RowMapping | None:
    """One mail with all its columns."""
    return connection.execute(select(mail).where(mail.c.id == mail_id)).mappings().first()


def first_of_person(connection: Connection, ticket_id: int) -> RowMapping | None:
    """The mail of a person that a ticket began with, with all its columns."""
    query = _of_people(ticket_id).order_by(mail.c.arrived_at, mail.c.id)
    return connection.execute(query.limit(1)).mappings().first()


def last_of_person(connection: Connection, ticket_id: int) -> RowMapping | None:
    """The last mail of a person in a ticket, with all its columns."""
    query = _of_people(ticket_id).order_by(mail.c.arrived_at.desc(), mail.c.id.desc())
    return connection.execute(query.limit(1)).mappings().first()


def _of_people(ticket_id: int) -> Select[Any]:
    """The mails of the ticket itself, and those of which a part is in it."""
    within = or_(mail.c.ticket_id == ticket_id, mail.c.id.in_(part.mails_of(ticket_id)))
    return select(mail).where(within, mail.c.kind == "human")


def _values(one: Mail) -> dict[str, object]:
    return {
        "id": one.id,
        "preset": one.preset,
        "mailbox": one.mailbox,
        "message_id": one.identity.message_id,
        "content_hash": one.identity.content_hash,
        "raw_id": one.raw_id,
        "ticket_id": one.ticket_id,
        "kind": one.kind,
        "kind_reason": one.kind_reason,
        "language": one.language,
        "sender": one.sender,
        "sender_name": one.sender_name,
        "in_reply_to": one.in_reply_to,
        "thread": one.thread,
        "thread_index": one.thread_index,
        "dated": one.dated,
        "arrived_at": one.arrived_at,
        "recorded_at": one.recorded_at,
        "size": one.size,
        "subject": one.subject,
        "text": one.text,
        "attachments": one.attachments,
        "defects": one.defects,
    }
