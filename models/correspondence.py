"""What we wrote, and to whom: questions about the outbox that change nothing in it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Row, RowMapping, func, select

from models.outbox import WITHDRAWN, State, outbox
from models.schema import key
from models.slices import slices
from models.ticket import ticket

_TO_A_COLLEAGUE = outbox.c.message_id.startswith("<desk.")  # notify/token.py


def left_as(connection: Connection, preset: str, message_id: str) -> RowMapping | None:
    """The mail of ours with this Message-ID, if it left the house."""
    went = (State.SENDING.value, State.SENT.value, State.BOUNCED.value)
    query = select(outbox).where(
        outbox.c.preset == preset, outbox.c.message_id == key(message_id), outbox.c.state.in_(went)
    )
    return connection.execute(query).mappings().first()


def tickets_of(
    connection: Connection, preset: str, message_ids: Collection[str]
) -> dict[str, int | None]:
    """Those Message-IDs that are of mails of ours, each with the ticket it was about."""
    found: dict[str, int | None] = {}
    for some in slices(key(one) for one in message_ids):
        rows = connection.execute(
            select(outbox.c.message_id, outbox.c.ticket_id).where(
                outbox.c.preset == preset, outbox.c.message_id.in_(some)
            )
        )
        found.update({message_id: ticket_id for message_id, ticket_id in rows})
    return found


def recipient_of(connection: Connection, mail_id: int) -> str | None:
    """Whom we answered when this mail came in: its Reply-To, where it had one."""
    query = select(outbox.c.recipient).where(outbox.c.mail_id == mail_id)
    found: str | None = connection.scalar(query.order_by(outbox.c.id).limit(1))
    return found


def last_written(connection: Connection, ticket_id: int, template: str) -> RowMapping | None:
    """The last mail of this sort that a person of the desk wrote, and nobody took back; its `words`
    are redacted."""
    query = select(outbox).where(
        outbox.c.ticket_id == ticket_id,
        outbox.c.template == template,
        outbox.c.words.is_not(None),
        func.coalesce(outbox.c.error, "").not_like(f"{WITHDRAWN}%"),
    )
    return connection.execute(query.order_by(outbox.c.id.desc()).limit(1)).mappings().first()


def wrote_since(connection: Connection, ticket_id: int, since: datetime) -> bool:
    """Whether a person of the desk wrote to the customer of a ticket after that moment."""
    theirs = select(outbox.c.id).where(
        outbox.c.ticket_id == ticket_id, outbox.c.words.is_not(None), outbox.c.created_at > since
    )
    return connection.scalar(theirs.limit(1)) is not None


# -- how much, for limits -------------------------------------------------------------------------


def answered(
    connection: Connection, recipients: Collection[str], since: datetime
) -> list[Row[str, datetime, str]]:
    """(recipient, moment, subject key) of what went, or is going, to these addresses since then."""
    return list(
        connection.execute(
            select(outbox.c.recipient, outbox.c.created_at, outbox.c.subject_key).where(
                outbox.c.recipient.in_(sorted(key(one) for one in recipients)),
                outbox.c.created_at > since,
            )
        )
    )


def to_domains(
    connection: Connection, domains: Collection[str], since: datetime
) -> list[Row[str, datetime]]:
    """(domain, moment) of what went, or is going, to these organisations since then."""
    if not domains:
        return []
    known = outbox.c.domain.in_(sorted(key(one) for one in domains))
    query = select(outbox.c.domain, outbox.c.created_at).where(known, outbox.c.created_at > since)
    return list(connection.execute(query))


def in_ticket(connection: Connection, ticket_id: int, since: datetime) -> list[datetime]:
    """When the mails about a ticket to its customer were written, since then."""
    query = select(outbox.c.created_at).where(
        outbox.c.ticket_id == ticket_id,
        outbox.c.created_at > since,
        ~_TO_A_COLLEAGUE,
    )
    return list(connection.scalars(query))


def sent_since(connection: Connection, since: datetime) -> int:
    """How many mails left since then."""
    return connection.scalar(select(func.count()).where(outbox.c.sent_at > since)) or 0


def returns(connection: Connection, recipient: str, since: datetime) -> int:
    """How many mails to this address, written since then, came back."""
    query = select(func.count()).where(
        outbox.c.recipient == key(recipient),
        outbox.c.created_at > since,
        outbox.c.state == State.BOUNCED.value,
    )
    return connection.scalar(query) or 0


# -- mails to colleagues -------------------------------------------------------------------------


def to_desk(connection: Connection, ticket_id: int, recipient: str) -> tuple[str, ...]:
    """The Message-IDs of what a colleague was sent about a ticket, the oldest first."""
    query = select(outbox.c.message_id).where(
        outbox.c.ticket_id == ticket_id,
        outbox.c.recipient == key(recipient),
        _TO_A_COLLEAGUE,
    )
    return tuple(connection.scalars(query.order_by(outbox.c.id)))


def to_desk_about(connection: Connection, requester: str, recipient: str, since: datetime) -> int:
    """How many mails a colleague was sent since then about tickets of one customer."""
    theirs = select(ticket.c.id).where(ticket.c.requester == key(requester))
    query = select(func.count()).where(
        outbox.c.recipient == key(recipient),
        outbox.c.created_at > since,
        _TO_A_COLLEAGUE,
        outbox.c.ticket_id.in_(theirs),
    )
    return connection.scalar(query) or 0
