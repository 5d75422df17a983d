"""What the originals in the vault are of: a mail that came in, one that went out, one set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, literal, null, select

from models.ledger import ledger
from models.mail import mail
from models.outbox import outbox
from models.quarantine import quarantine
from models.raw import raw
from models.ticket import ticket


@dataclass(frozen=True, slots=True)
class Original:
    """An original: `what` is the table that names it, `mail`, `outbox` or `quarantine`.

    `size` counts bytes; `erased_at` is set where nothing is left of it.
    """

    raw_id: int
    what: str
    what_id: int
    ticket: str | None
    size: int
    at: datetime
    erased_at: datetime | None


def of_mail(connection: Connection, mail_id: int) -> list[Original]:
    """That of a mail that came in; empty if there is no such mail."""
    return _found(connection, _MAIL.where(mail.c.id == mail_id))


def of_answer(connection: Connection, outbox_id: int) -> list[Original]:
    """That of a mail of ours; empty if there is no such mail."""
    return _found(connection, _OUTBOX.where(outbox.c.id == outbox_id))


def of_ticket(connection: Connection, number: str) -> list[Original]:
    """Those of all mails of a ticket, those that came in first, each sort in order."""
    return [
        *_found(connection, _MAIL.where(ticket.c.number == number)),
        *_found(connection, _OUTBOX.where(ticket.c.number == number)),
    ]


def of_quarantine(connection: Connection, entry_id: int) -> list[Original]:
    """That of a mail that is set aside; empty if it is not there."""
    return _found(connection, _QUARANTINE.where(quarantine.c.id == entry_id))


def newest(connection: Connection, count: int) -> list[Original]:
    """The newest of each sort, all sorts together in the order of their numbers."""
    found = [
        one
        for query, key in (
            (_MAIL, mail.c.id),
            (_OUTBOX, outbox.c.id),
            (_QUARANTINE, quarantine.c.id),
        )
        for one in _found(connection, query.order_by(None).order_by(key.desc()).limit(count))
    ]
    return sorted(found, key=lambda one: one.raw_id)[-count:]


def _found(connection: Connection, query: Select[Any]) -> list[Original]:
    return [Original(*row) for row in connection.execute(query)]


_MAIL = (
    select(
        raw.c.id,
        literal("mail"),
        mail.c.id,
        ticket.c.number,
        raw.c.size,
        mail.c.arrived_at,
        raw.c.erased_at,
    )
    .join(mail, mail.c.raw_id == raw.c.id)
    .outerjoin(ticket, ticket.c.id == mail.c.ticket_id)
    .order_by(mail.c.id)
)
_OUTBOX = (
    select(
        raw.c.id,
        literal("outbox"),
        outbox.c.id,
        ticket.c.number,
        raw.c.size,
        outbox.c.created_at,
        raw.c.erased_at,
    )
    .join(outbox, outbox.c.raw_id == raw.c.id)
    .outerjoin(ticket, ticket.c.id == outbox.c.ticket_id)
    .order_by(outbox.c.id)
)
_QUARANTINE = (
    select(
        raw.c.id,
        literal("quarantine"),
        quarantine.c.id,
        null(),
        raw.c.size,
        ledger.c.arrived_at,
        raw.c.erased_at,
    )
    .join(quarantine, quarantine.c.raw_id == raw.c.id)
    .join(ledger, ledger.c.id == quarantine.c.ledger_id)
    .order_by(quarantine.c.id)
)
