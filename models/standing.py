"""What a mail must know of the tickets that it may join."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Row, RowMapping, or_, select

from config.codes import Sender
from models.life import State
from models.schema import key
from models.ticket import Consent, sender_of, state_of, ticket
from triage.decision import Check, Label

_UNKNOWN = Label(Sender.UNKNOWN, 0.0)


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket that a mail may join.

    `subject` is the customer's, redacted; `lacks` are the identifiers and the link that it needs
    and that no mail in it has given."""

    id: int
    number: str
    requester: str = field(repr=False)
    organisation: str | None
    state: State
    merged_into: int | None = None
    organisation_id: int | None = None
    consent: Consent | None = None
    subject: str = field(default="", repr=False)
    module: str = ""
    sender: Label = _UNKNOWN
    lacks: tuple[Check, ...] = ()


def named(
    connection: Connection,
    preset: str,
    *,
    ids: Collection[int] = (),
    numbers: Collection[str] = (),
) -> list[Standing]:
    """The tickets of a desk with these ids or numbers."""
    rows = connection.execute(
        select(ticket).where(
            ticket.c.preset == preset,
            ticket.c.id.in_(sorted(ids)) | ticket.c.number.in_(sorted(numbers)),
        )
    ).mappings()
    return [_standing(row) for row in rows]


def opened_by(
    connection: Connection,
    preset: str,
    requesters: Collection[str],
    organisations: Collection[str],
    since: datetime,
) -> list[tuple[Standing, datetime]]:
    """The tickets that these opened since then, each with when, in order."""
    theirs = or_(
        ticket.c.requester.in_(sorted(key(one) for one in requesters)),
        ticket.c.organisation.in_(sorted(key(one) for one in organisations)),
    )
    query = select(ticket).where(ticket.c.preset == preset, ticket.c.created_at > since, theirs)
    rows = connection.execute(query.order_by(ticket.c.id)).mappings()
    return [(_standing(row), row["created_at"]) for row in rows]


def opened(
    connection: Connection, requesters: Collection[str], since: datetime
) -> list[Row[str, datetime]]:
    """(requester, moment) of the tickets that these addresses opened since then."""
    theirs = ticket.c.requester.in_(sorted(key(one) for one in requesters))
    query = select(ticket.c.requester, ticket.c.created_at)
    return list(connection.execute(query.where(theirs, ticket.c.created_at > since)))


def _standing(row: RowMapping) -> Standing:
    return Standing(
        row["id"],
        row["number"],
        row["requester"],
        row["organisation"],
        state_of(row),
        row["merged_into_id"],
        row["organisation_id"],
        Consent(row["consent"]) if row["consent"] else None,
        row["subject"],
        row["module"],
        sender_of(row),
    )
