"""Mails that go out: written with the ticket, sent later, never made twice.

    waiting ──claim──> sending ──accepted──> sent ──report──> bounced
       ^                  │              └──a copy is put into the Sent folder (`filing`)
       └──try again later─┤
                          └──never──> failed

A row that stays in `sending` belonged to a worker that died: whether its mail went out is looked
up by the Message-ID, which was fixed when the row was written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Row,
    RowMapping,
    Select,
    String,
    Table,
    func,
    literal_column,
    select,
    update,
)

from models.schema import METADATA, CleanText, Json, Key, Moment, row_id


class State(StrEnum):
    """Where a mail is on its way out."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"


outbox = Table(
    "outbox",
    METADATA,
    row_id(),
    Column("preset", String(64), nullable=False),
    Column("mailbox", Key, nullable=False),
    Column("ticket_id", BigInteger, ForeignKey("ticket.id"), index=True),
    Column("mail_id", BigInteger, ForeignKey("mail.id"), index=True),
    Column("message_id", Key, nullable=False, unique=True),
    Column("template", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("sender", Key, nullable=False),
    Column("recipient", Key, nullable=False),
    Column("domain", Key),
    Column("subject_key", Key, nullable=False),
    Column("raw_id", BigInteger, ForeignKey("raw.id"), nullable=False, unique=True),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("claimed_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("sent_by", Key),
    Column("filing", String(8), nullable=False),  # pending, done, none
    Column("error", CleanText),
    Column("words", CleanText),
    Column("attachments", Json),
    Index("ix_outbox_due", "state", "next_at"),
    Index("ix_outbox_pace", "recipient", "created_at"),
    Index("ix_outbox_domain", "domain", "created_at"),
    Index("ix_outbox_sent", "sent_at"),
)
Index(
    "ix_outbox_unfiled",
    outbox.c.mailbox,
    sqlite_where=outbox.c.filing == "pending",
    postgresql_where=outbox.c.filing == "pending",
)
WITHDRAWN = "withdrawn"  # how the error of a mail begins that somebody took back
_CLAIM = (
    outbox.c.id,
    outbox.c.mailbox,
    outbox.c.ticket_id,
    outbox.c.message_id,
    outbox.c.template,
    outbox.c.sender,
    outbox.c.recipient,
    outbox.c.raw_id,
    outbox.c.attempts,
    outbox.c.created_at,
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A row as it is written. `subject_key` is what the pace limits compare subjects by, `words`
    what a person of the desk wrote in it, redacted; None where nobody did. `attachments` are the
    files that he put to it, as (type, size in bytes, digest), without their names, which may name a
    person. `domain` is that of the customer's organisation, None for private mail and for
    colleagues."""

    id: int
    preset: str
    mailbox: str
    ticket_id: int | None
    mail_id: int | None
    message_id: str
    template: str
    language: str
    sender: str
    recipient: str = field(repr=False)
    subject_key: str = field(repr=False)
    raw_id: int
    created_at: datetime
    words: str | None = field(default=None, repr=False)
    domain: str | None = None
    attachments: tuple[tuple[str, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that this worker, and no other, is sending. `attempts` were made before."""

    id: int
    mailbox: str
    ticket_id: int | None
    message_id: str
    template: str
    sender: str
    recipient: str = field(repr=False)
    raw_id: int
    attempts: int
    created_at: datetime


def write(connection: Connection, rows: Iterable[Outgoing]) -> None:
    """Add rows under ids reserved from the counter `outbox`; they are due at once."""
    values = [_values(row) for row in rows]
    if values:
        connection.execute(outbox.insert(), values)


def claim(connection: Connection, now: datetime, *, only: str | None = None) -> Claimed | None:
    """Take the mail that waits longest (`only` those of one template), or None; it is `sending`
    once the transaction holds."""
    due = select(*_CLAIM).where(*_due(now))
    if only is not None:
        due = due.where(outbox.c.template == only)
    return _take(connection, now, due.order_by(outbox.c.next_at, outbox.c.id))


def due(connection: Connection, now: datetime) -> int:
    """How many mails wait that may be tried now."""
    return connection.scalar(select(func.count()).where(*_due(now))) or 0


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return outbox.c.state == State.WAITING.value, outbox.c.next_at <= now


def claim_abandoned(connection: Connection, before: datetime, now: datetime) -> Claimed | None:
    """Take a mail whose worker fell silent before that moment, or None."""
    return _take(
        connection,
        now,
        select(*_CLAIM)
        .where(outbox.c.state == State.SENDING.value, outbox.c.claimed_at < before)
        .order_by(outbox.c.claimed_at, outbox.c.id),
    )


def sent(connection: Connection, outbox_id: int, by: str, now: datetime, *, file: bool) -> None:
    """A server took the mail; `by` is its name. `file` asks for a copy in the Sent folder."""
    _set(
        connection,
        outbox_id,
        state=State.SENT,
        sent_at=now,
        sent_by=by,
        error=None,
        attempts=outbox.c.attempts + 1,
        filing="pending" if file else "none",
    )


def unfiled(connection: Connection, mailbox: str, count: int) -> list[Row[int, str, int]]:
    """(id, Message-ID, raw id) of sent mails whose copy is not in the Sent folder yet."""
    return list(
        connection.execute(
            select(outbox.c.id, outbox.c.message_id, outbox.c.raw_id)
            .where(outbox.c.mailbox == mailbox, outbox.c.filing == literal_column("'pending'"))
            .order_by(outbox.c.id)
            .limit(count)
        )
    )


def filed(connection: Connection, outbox_id: int, *, kept: bool) -> None:
    """The copy is in the Sent folder, or there is no such folder."""
    connection.execute(
        update(outbox).where(outbox.c.id == outbox_id).values(filing="done" if kept else "none")
    )


def again(connection: Connection, outbox_id: int, at: datetime, error: str) -> None:
    """Try again at that moment."""
    attempts = outbox.c.attempts + 1
    _set(connection, outbox_id, state=State.WAITING, next_at=at, error=error, attempts=attempts)


def failed(connection: Connection, outbox_id: int, error: str) -> None:
    """This mail will never be delivered."""
    attempts = outbox.c.attempts + 1
    _set(connection, outbox_id, state=State.FAILED, error=error, attempts=attempts)


def row(connection: Connection, outbox_id: int) -> RowMapping:
    """One mail with all its columns."""
    return connection.execute(select(outbox).where(outbox.c.id == outbox_id)).mappings().one()


def bounced(connection: Connection, outbox_id: int, report: str) -> None:
    """A mail of ours came back; `report` says why, without words of the mail."""
    values = {"state": State.BOUNCED.value, "error": report}
    connection.execute(update(outbox).where(outbox.c.id == outbox_id).values(values))


def withdraw(connection: Connection, ticket_id: int, written: datetime) -> int:
    """Keep back what was written for a ticket at that moment and has not left yet; how many."""
    waiting = (
        outbox.c.ticket_id == ticket_id,
        outbox.c.created_at == written,
        outbox.c.state == State.WAITING.value,
    )
    values = {"state": State.FAILED.value, "error": f"{WITHDRAWN}: what it tells was undone"}
    return connection.execute(update(outbox).where(*waiting).values(values)).rowcount


def withdraw_answer(connection: Connection, mail_id: int, why: str) -> int:
    """Keep back the answer to a mail, if it has not left yet: another mail says it; how many."""
    waiting = (outbox.c.mail_id == mail_id, outbox.c.state == State.WAITING.value)
    values = {"state": State.FAILED.value, "error": f"{WITHDRAWN}: {why}"}
    return connection.execute(update(outbox).where(*waiting).values(values)).rowcount


def restore_answer(connection: Connection, mail_id: int, why: str, now: datetime) -> int:
    """Let the answer to a mail go after all that was kept back for this reason; how many."""
    kept = (outbox.c.mail_id == mail_id, outbox.c.error == f"{WITHDRAWN}: {why}")
    values = {"state": State.WAITING.value, "error": None, "created_at": now, "next_at": now}
    return connection.execute(update(outbox).where(*kept).values(values)).rowcount


def tally(connection: Connection) -> dict[State, int]:
    """How many mails are where."""
    rows = connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    return {State(state): count for state, count in rows}


def _take(connection: Connection, now: datetime, query: Select[Any]) -> Claimed | None:
    row = connection.execute(query.limit(1).with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    claimed = Claimed(*row)
    _set(connection, claimed.id, state=State.SENDING, claimed_at=now)
    return claimed


def _set(connection: Connection, outbox_id: int, *, state: State, **values: object) -> None:
    connection.execute(
        update(outbox).where(outbox.c.id == outbox_id).values(state=state.value, **values)
    )


def _values(row: Outgoing) -> dict[str, object]:
    return {
        "id": row.id,
        "preset": row.preset,
        "mailbox": row.mailbox,
        "ticket_id": row.ticket_id,
        "mail_id": row.mail_id,
        "message_id": row.message_id,
        "template": row.template,
        "language": row.language,
        "sender": row.sender,
        "recipient": row.recipient,
        "domain": row.domain,
        "subject_key": row.subject_key,
        "raw_id": row.raw_id,
        "state": State.WAITING.value,
        "attempts": 0,
        "next_at": row.created_at,
        "claimed_at": None,
        "created_at": row.created_at,
        "sent_at": None,
        "sent_by": None,
        "filing": "none",
        "error": None,
        "words": row.words,
        "attachments": row.attachments or None,
    }
