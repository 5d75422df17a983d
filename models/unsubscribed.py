"""Who wants no more of a sort of mail: reminders of one ticket, or reports to one address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    select,
)

from models.schema import METADATA, Key, Moment, key

unsubscribed = Table(
    "unsubscribed",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
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


def stopped(
    connection: Connection,
    template: str,
    *,
    ticket_id: int | None = None,
    address: str | None = None,
) -> bool:
    """Whether mail of this sort is wanted no more."""
    about = (
        unsubscribed.c.ticket_id == ticket_id
        if ticket_id is not None
        else unsubscribed.c.address == key((address or "").lower())
    )
    query = select(unsubscribed.c.id).where(unsubscribed.c.template == template, about).limit(1)
    return connection.execute(query).first() is not None
