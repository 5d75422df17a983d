"""Who wants no more of a sort of mail: reminders of one ticket, or reports to one address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    String,
    Table,
    select,
)

from models.schema import METADATA, Key, Moment, key, row_id

unsubscribed = Table(
    "unsubscribed",
    METADATA,
    row_id(),
    Column("template", String(32), nullable=False),  # the mail that is wanted no more
    Column("ticket_id", BigInteger, ForeignKey("ticket.id"), index=True),
    Column("address", Key, index=True),
    Column("at", Moment, nullable=False),
)


def stop(
    connection: Connection,
    template: str,
    now: datetime,
    *,
    ticket_id: int | None = None,
    address: str | None = None,
) -> None:
    """Send no more of this sort about a ticket, or to an address."""
    if not stopped(connection, template, ticket_id=ticket_id, address=address):
        values = {
            "template": template,
            "ticket_id": ticket_id,
            "address": address and address.lower(),
            "at": now,
        }
        connection.execute(unsubscribed.insert().values(**values))


def resume(
    connection: Connection, *, ticket_id: int | None = None, address: str | None = None
) -> int:
    """Send all sorts of mail again about a ticket, or to an address; how many had been stopped."""
    return connection.execute(unsubscribed.delete().where(_about(ticket_id, address))).rowcount


def stopped(
    connection: Connection,
    template: str,
    *,
    ticket_id: int | None = None,
    address: str | None = None,
) -> bool:
    """Whether mail of this sort is wanted no more."""
    query = select(unsubscribed.c.id).where(
        unsubscribed.c.template == template, _about(ticket_id, address)
    )
    return connection.execute(query.limit(1)).first() is not None


def _about(ticket_id: int | None, address: str | None) -> ColumnElement[bool]:
    if ticket_id is not None:
        return unsubscribed.c.ticket_id == ticket_id
    return unsubscribed.c.address == key((address or "").lower())
