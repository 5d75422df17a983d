"""The day of a desk in tickets: what stands, what came and went, whose mail came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, RowMapping, or_, select

from models.history import history
from models.life import Status
from models.ticket import ticket

_BOUNCED = ("bounce", "address_marked")


def tickets(connection: Connection, preset: str, since: datetime) -> Sequence[RowMapping]:
    """The tickets of a desk that are not closed, or came or were closed since then."""
    query = select(ticket).where(
        ticket.c.preset == preset,
        or_(
            ticket.c.status != Status.CLOSED.value,
            ticket.c.closed_at >= since,
            ticket.c.created_at >= since,
        ),
    )
    return connection.execute(query.order_by(ticket.c.id)).mappings().all()


def bounced(connection: Connection, preset: str, since: datetime) -> frozenset[int]:
    """The tickets about which a mail of ours came back since then."""
    query = (
        select(history.c.ticket_id)
        .join(ticket, ticket.c.id == history.c.ticket_id)
        .where(ticket.c.preset == preset, history.c.at >= since, history.c.event.in_(_BOUNCED))
    )
    return frozenset(connection.scalars(query.distinct()))
