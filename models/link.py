"""Links between tickets: one came out of another, follows it, repeats it, or is merely related."""

from __future__ import annotations

from dataclasses import dataclass
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
    UniqueConstraint,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from models.schema import METADATA, Key, Moment, row_id


class Kind(StrEnum):
    """What the ticket is to the other one."""

    FOLLOWS = "follows"  # begun by an answer to a ticket that was closed long ago
    SPLIT_FROM = "split_from"
    MERGED_INTO = "merged_into"
    RELATED = "related"


link = Table(
    "link",
    METADATA,
    row_id(),
    Column("ticket_id", BigInteger, ForeignKey("ticket.id"), nullable=False),
    Column("other_id", BigInteger, ForeignKey("ticket.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", Key, nullable=False),
    UniqueConstraint("ticket_id", "other_id", "kind", name="uq_link_pair"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """The ticket is this to the other one."""

    ticket_id: int
    other_id: int
    kind: Kind
    at: datetime
    who: str


def write(connection: Connection, one: Link) -> None:
    """Add a link; one that stands already stays as it is."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(
        insert(link)
        .values(
            ticket_id=one.ticket_id,
            other_id=one.other_id,
            kind=one.kind.value,
            at=one.at,
            who=one.who,
        )
        .on_conflict_do_nothing()
    )


def drop(connection: Connection, ticket_id: int, other_id: int, kind: Kind) -> None:
    """Take a link away."""
    connection.execute(
        link.delete().where(
            link.c.ticket_id == ticket_id,
            link.c.other_id == other_id,
            link.c.kind == kind.value,
        )
    )


def of_ticket(connection: Connection, ticket_id: int) -> list[RowMapping]:
    """The links from and to a ticket, in order."""
    rows = connection.execute(
        select(link)
        .where((link.c.ticket_id == ticket_id) | (link.c.other_id == ticket_id))
        .order_by(link.c.id)
    )
    return list(rows.mappings())
