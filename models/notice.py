"""Notices: what the clock made us tell somebody about a ticket, each once.

A row is unique by ticket, kind and the moment that it is about: of several workers that find the
same thing due only one adds the row, and only that one tells. A new deadline is a new moment.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    String,
    Table,
    UniqueConstraint,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from models.schema import METADATA, Moment, row_id
from models.slices import slices


class Kind(StrEnum):
    """What was told."""

    RESPOND_WARNED = "respond_warned"
    RESPOND_OVER = "respond_over"
    SOLVE_WARNED = "solve_warned"
    SOLVE_OVER = "solve_over"
    REMINDED = "reminded"
    RETURNED = "returned"
    PAUSE_OVER = "pause_over"


notice = Table(
    "notice",
    METADATA,
    row_id(),
    Column("ticket_id", BigInteger, ForeignKey("ticket.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("about", Moment, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("ticket_id", "kind", "about", name="uq_notice_once"),
)

Told = frozenset[tuple[int, Kind, datetime]]  # ticket, kind, what it is about


def claim(
    connection: Connection, ticket_id: int, kind: Kind, about: datetime, now: datetime
) -> bool:
    """Whether this worker, and no other, is to tell it; holds with the transaction."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    done = connection.execute(
        insert(notice)
        .values(ticket_id=ticket_id, kind=kind.value, about=about, at=now)
        .on_conflict_do_nothing()
        .returning(notice.c.id)
    )
    return done.first() is not None


def told(connection: Connection, ticket_ids: Collection[int]) -> Told:
    """What was told of these tickets already."""
    found: set[tuple[int, Kind, datetime]] = set()
    for some in slices(ticket_ids):
        rows = connection.execute(
            select(notice.c.ticket_id, notice.c.kind, notice.c.about).where(
                notice.c.ticket_id.in_(some)
            )
        )
        found.update((ticket_id, Kind(kind), about) for ticket_id, kind, about in rows)
    return frozenset(found)
