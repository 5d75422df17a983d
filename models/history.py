"""The history of tickets: every change, with who made it, when and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    RowMapping,
    String,
    Table,
    select,
    update,
)

from models.schema import METADATA, CleanText, Json, Moment, row_id

WISHED = "wished"  # the event of a step that a mail wants taken, and that a colleague may take
CONSENTED = "consented"  # the event by which a ticket that wanted consent has it


class Who(StrEnum):
    """Who made a change; an agent stands as `agent:<name>`."""

    MACHINE = "machine"
    CUSTOMER = "customer"


history = Table(
    "history",
    METADATA,
    row_id(),
    Column("ticket_id", BigInteger, ForeignKey("ticket.id"), nullable=False, index=True),
    Column("mail_id", BigInteger, ForeignKey("mail.id")),
    Column("at", Moment, nullable=False),
    Column("who", String(64), nullable=False),
    Column("event", String(32), nullable=False),
    Column("why", CleanText, nullable=False),
    Column("detail", Json, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a ticket's history; `detail` holds codes, numbers and moments, never words."""

    ticket_id: int
    at: datetime
    who: str
    event: str
    why: str
    mail_id: int | None = None
    detail: dict[str, object] = field(default_factory=dict)


def tell(connection: Connection, changes: Iterable[Change]) -> None:
    """Add lines to the history."""
    values = [
        {
            "ticket_id": one.ticket_id,
            "mail_id": one.mail_id,
            "at": one.at,
            "who": one.who,
            "event": one.event,
            "why": one.why,
            "detail": one.detail,
        }
        for one in changes
    ]
    if values:
        connection.execute(history.insert(), values)


def of_ticket(connection: Connection, ticket_id: int) -> list[RowMapping]:
    """What happened to a ticket, in order."""
    rows = connection.execute(
        select(history).where(history.c.ticket_id == ticket_id).order_by(history.c.id)
    )
    return list(rows.mappings())


def undone(connection: Connection, line_id: int) -> None:
    """Mark a line of the history as taken back, so that it is not taken back twice."""
    line = connection.execute(select(history.c.detail).where(history.c.id == line_id)).one()
    detail = {**line.detail, "undone": True}
    connection.execute(update(history).where(history.c.id == line_id).values(detail=detail))
