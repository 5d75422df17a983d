"""Taking away what is kept no longer, with all that nothing else needs.

A mail is never taken away whole: what recognises it stays (a digest of its Message-ID, that of its
content), so that it does not become a ticket again when it is read again; and so does its line in
the register of violations, as long as the rule for the register says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    or_,
    select,
    update,
)

from config.retention import Stored
from models import audit, raw
from models.contact import contact
from models.correction import correction
from models.finding import finding
from models.history import Who
from models.ledger import Outcome, ledger
from models.mail import mail
from models.outbox import outbox
from models.quarantine import quarantine
from models.schema import hashed
from models.tables import METADATA
from models.ticket import ticket

_DIGEST = "sha256:"
_OUTLIVE = {ledger.c.mail_id, finding.c.mail_id}  # the words of their mail


def remove(
    connection: Connection, stored: Stored, ids: Sequence[int], *, why: str, now: datetime
) -> None:
    """Remove these for good."""
    _REMOVALS[stored](connection, ids, why, now)


def _end_originals(connection: Connection, ids: Sequence[int], _why: str, now: datetime) -> None:
    raw.erase(connection, _pointed(connection, mail.c.raw_id, mail.c.id, ids), now)


def _end_sent(connection: Connection, ids: Sequence[int], _why: str, now: datetime) -> None:
    """The bytes; and of a mail in no ticket, such as an alarm, the row."""
    raw.erase(connection, _pointed(connection, outbox.c.raw_id, outbox.c.id, ids), now)
    alone = and_(outbox.c.id.in_(ids), outbox.c.ticket_id.is_(None), outbox.c.mail_id.is_(None))
    _delete_outbox(connection, alone)


def _end_quarantine(connection: Connection, ids: Sequence[int], why: str, now: datetime) -> None:
    bodies = _pointed(connection, quarantine.c.raw_id, quarantine.c.id, ids)
    lines = _pointed(connection, quarantine.c.ledger_id, quarantine.c.id, ids)
    connection.execute(quarantine.delete().where(quarantine.c.id.in_(ids)))
    connection.execute(raw.raw.delete().where(raw.raw.c.id.in_(bodies)))
    values = {"outcome": Outcome.SKIPPED.value, "reason": why, "recorded_at": now}
    connection.execute(update(ledger).where(ledger.c.id.in_(lines)).values(values))


def empty_mails(connection: Connection, ids: Sequence[int], _why: str, now: datetime) -> None:
    """Leave of mails what recognises them: read again, they must not become tickets again."""
    bodies = _pointed(connection, mail.c.raw_id, mail.c.id, ids)
    for column in _references_to(mail):
        if column not in _OUTLIVE:
            connection.execute(column.table.delete().where(column.in_(ids)))
    blur(connection, ids)
    for row in _known(connection, ids):
        connection.execute(
            update(mail)
            .where(mail.c.id == row.id)
            .values(
                **_EMPTY,
                message_id=erased_id(row.message_id),
                sender=f"@{row.organisation}" if row.organisation else "",
                emptied_at=now,
            )
        )
    connection.execute(raw.raw.delete().where(raw.raw.c.id.in_(bodies)))


def blur(connection: Connection, mails: Sequence[int]) -> None:
    """Leave in the register that there was a violation, of which kind, and no more."""
    values = {"start_at": 0, "end_at": 0, "spots": None, "why": "", "digest": None}
    connection.execute(update(finding).where(finding.c.mail_id.in_(mails)).values(values))


def _end_tickets(connection: Connection, ids: Sequence[int], why: str, now: datetime) -> None:
    mails = list(connection.scalars(select(mail.c.id).where(mail.c.ticket_id.in_(ids))))
    _delete_outbox(connection, or_(outbox.c.ticket_id.in_(ids), outbox.c.mail_id.in_(mails)))
    empty_mails(connection, mails, why, now)
    for column in _references_to(ticket):
        condition = column.in_(ids)
        if column.table in {mail, ticket}:
            connection.execute(update(column.table).where(condition).values({column: None}))
        else:
            connection.execute(column.table.delete().where(condition))
    connection.execute(ticket.delete().where(ticket.c.id.in_(ids)))


def _delete_outbox(connection: Connection, which: ColumnElement[bool]) -> None:
    bodies = list(connection.scalars(select(outbox.c.raw_id).where(which)))
    connection.execute(outbox.delete().where(which))
    connection.execute(raw.raw.delete().where(raw.raw.c.id.in_(bodies)))


def _delete(table: Table) -> Callable[[Connection, Sequence[int], str, datetime], None]:
    def delete(connection: Connection, ids: Sequence[int], _why: str, _now: datetime) -> None:
        connection.execute(table.delete().where(table.c.id.in_(ids)))

    return delete


def _cut_audit(connection: Connection, ids: Sequence[int], why: str, now: datetime) -> None:
    audit.cut(connection, max(ids), who=Who.MACHINE, why=why, now=now)


def _references_to(table: Table) -> list[Column[Any]]:
    """The columns of all tables that point at rows of this one; new tables are not forgotten."""
    return [
        key.parent
        for other in reversed(METADATA.sorted_tables)
        for key in other.foreign_keys
        if key.column is table.c.id and other is not outbox
    ]


def erased_id(message_id: str) -> str:
    """What is left of a Message-ID, to recognise its mail by."""
    return message_id if message_id.startswith(_DIGEST) else hashed(message_id)


def _known(connection: Connection, ids: Sequence[int]) -> Sequence[Row[Any]]:
    """(id, message_id, organisation) of mails: the register keeps which organisation it was."""
    query: Select[Any] = select(mail.c.id, mail.c.message_id, ticket.c.organisation)
    query = query.outerjoin(ticket, ticket.c.id == mail.c.ticket_id)
    return connection.execute(query.where(mail.c.id.in_(ids))).all()


def _pointed(
    connection: Connection, column: Column[Any], of: Column[Any], ids: Sequence[int]
) -> list[int]:
    """What the rows of these ids point at in a column."""
    return list(connection.scalars(select(column).where(of.in_(ids), column.is_not(None))))


_EMPTY: dict[str, object] = {
    "raw_id": None,
    "ticket_id": None,
    "kind_reason": "",
    "sender_name": "",
    "in_reply_to": None,
    "thread": [],
    "thread_index": None,
    "dated": None,
    "subject": "",
    "text": "",
    "attachments": [],
    "defects": [],
}
_REMOVALS: dict[Stored, Callable[[Connection, Sequence[int], str, datetime], None]] = {
    Stored.ORIGINALS: _end_originals,
    Stored.SENT: _end_sent,
    Stored.QUARANTINE: _end_quarantine,
    Stored.OTHER_MAILS: empty_mails,
    Stored.TICKETS: _end_tickets,
    Stored.CORRECTIONS: _delete(correction),
    Stored.CONTACTS: _delete(contact),
    Stored.FINDINGS: _delete(finding),
    Stored.AUDIT: _cut_audit,
}
