"""What the desk's database says, as its readers see it: where a mail lies, how a ticket stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from models.history import history
from models.ledger import Outcome, ledger
from models.mail import mail
from models.outbox import outbox
from models.part import part
from models.ticket import ticket


@dataclass(frozen=True, slots=True)
class Found:
    """Where a mail lies. `clock` is that of its ticket, `obeyed` whether an agent's orders were."""

    number: str | None
    clock: str
    outcome: str
    obeyed: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket as it stands."""

    id: int
    number: str
    requester: str
    organisation: str | None
    status: str
    action_by: str
    clock: str
    type: str
    priority: str
    invoice: str
    respond_by: datetime | None
    solve_by: datetime | None
    answered_at: datetime | None
    created_at: datetime
    merged: bool


_ROW: tuple[ColumnElement[Any], ...] = (
    ticket.c.id,
    ticket.c.number,
    ticket.c.requester,
    ticket.c.organisation,
    ticket.c.status,
    ticket.c.action_required_by,
    ticket.c.clock,
    ticket.c.type,
    ticket.c.priority,
    ticket.c.invoice,
    ticket.c.respond_by,
    ticket.c.solve_by,
    ticket.c.answered_at,
    ticket.c.created_at,
    ticket.c.merged_into_id.is_not(None),
)
_AT_ONCE = 500


def found(connection: Connection, message_ids: Collection[str]) -> dict[str, Found]:
    """Where the mails with these Message-IDs lie, as far as the desk has them."""
    wanted, answers = sorted(message_ids), dict[str, Found]()
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        query = (
            select(mail.c.id, mail.c.message_id, ticket.c.number, ticket.c.clock, ledger.c.outcome)
            .join(ledger, ledger.c.mail_id == mail.c.id)
            .outerjoin(ticket, ticket.c.id == mail.c.ticket_id)
            .where(mail.c.message_id.in_(some), ledger.c.outcome != Outcome.DUPLICATE.value)
        )
        rows = list(connection.execute(query))
        refused = select(history.c.mail_id).where(
            history.c.mail_id.in_([row.id for row in rows]), history.c.event == "not_obeyed"
        )
        disobeyed = set(connection.scalars(refused))
        for row in rows:
            obeyed = row.id not in disobeyed
            answers[row.message_id] = Found(row.number, row.clock or "none", row.outcome, obeyed)
    return answers


def changed(connection: Connection, since: datetime) -> Iterator[Row]:
    """The tickets that something happened to since then."""
    query = select(*_ROW).where(ticket.c.updated_at >= since)
    return (Row(*row) for row in connection.execute(query))


def in_hand(connection: Connection) -> list[Row]:
    """The tickets that wait for an agent."""
    query = (
        select(*_ROW)
        .where(ticket.c.status == "open", ticket.c.action_required_by == "desk")
        .order_by(ticket.c.respond_by, ticket.c.id)
    )
    return [Row(*row) for row in connection.execute(query)]


def proposals(connection: Connection, ticket_id: int) -> list[RowMapping]:
    """The parts of its mails that are proposed as tickets, each with its mail."""
    query = (
        select(part.c.id, part.c.whole, part.c.waits, mail.c.message_id, mail.c.arrived_at)
        .join(mail, mail.c.id == part.c.mail_id)
        .where(part.c.ticket_id == ticket_id, part.c.state == "proposed")
        .order_by(part.c.id)
    )
    return list(connection.execute(query).mappings())


@dataclass(frozen=True, slots=True)
class Ours:
    """A mail of the desk: which one, about which ticket, and in answer to which mail, if it is the
    automatic answer to one."""

    template: str
    ticket_id: int | None
    answers: int | None


def ours(connection: Connection, message_ids: Collection[str]) -> dict[str, Ours]:
    """What mails of the desk are, by their Message-IDs."""
    wanted, answers = sorted(message_ids), dict[str, Ours]()
    columns = (outbox.c.message_id, outbox.c.template, outbox.c.ticket_id, outbox.c.mail_id)
    for start in range(0, len(wanted), _AT_ONCE):
        some = outbox.c.message_id.in_(wanted[start : start + _AT_ONCE])
        for name, *facts in connection.execute(select(*columns).where(some)):
            answers[name] = Ours(*facts)
    return answers
