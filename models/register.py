"""The register of violations: what was found in which mail, and what could not be examined.

It is made of what stands anyway (findings, mails, tickets, answers, quarantine), never holds a
value, and knows an organisation by its domain, also when the mail itself was emptied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Text, func, or_, select, type_coerce

from config.retention import Facts
from models import hold, raw
from models.finding import finding
from models.ledger import ledger
from models.mail import mail
from models.outbox import State, outbox
from models.quarantine import quarantine
from models.retention import Scope, of_mailbox
from models.ticket import ticket


@dataclass(frozen=True, slots=True)
class Found:
    """One finding. `place` is `subject`, `body` or `attachment`; of the last, `number` says which,
    from 1, and `in_name` that it stands in the name of the file."""

    kind: str
    severity: str
    place: str
    number: int | None = None
    in_name: bool = False
    page: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """A mail with findings. `told_at` is when its sender was told; `facts` decide when it goes.

    `emptied_at` is when a rule took away all but its line here.
    """

    mail_id: int
    arrived_at: datetime
    recorded_at: datetime
    organisation: str | None
    ticket: str | None
    told_at: datetime | None
    emptied_at: datetime | None
    facts: Facts
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Unexamined:
    """An attachment that was not read, or not wholly: its sort, its size in bytes, and why."""

    mail_id: int
    arrived_at: datetime
    organisation: str | None
    ticket: str | None
    number: int
    content_type: str
    size: int
    reason: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A mail that waits in quarantine, and why."""

    id: int
    arrived_at: datetime
    mailbox: str
    reason: str


def violations(
    connection: Connection, preset: str, start: datetime, end: datetime
) -> list[Violation]:
    """Mails with findings that came in from `start` to before `end`, in order."""
    within = _within(preset, start, end)
    found = _found(connection, *within)
    rows = connection.execute(_MAILS.where(*within).order_by(mail.c.arrived_at, mail.c.id))
    return [_violation(row, found[row.id]) for row in rows if row.id in found]


def people_wrote(connection: Connection, preset: str, start: datetime, end: datetime) -> int:
    """How many mails of people came in within that time."""
    query = select(func.count()).where(*_within(preset, start, end), mail.c.kind == "human")
    return connection.scalar(query) or 0


def unexamined(
    connection: Connection, preset: str, start: datetime, end: datetime
) -> list[Unexamined]:
    """The attachments of that time that were not examined; of emptied mails none is known."""
    query: Select[Any] = (
        select(
            mail.c.id,
            mail.c.arrived_at,
            mail.c.attachments,
            mail.c.sender,
            ticket.c.number,
            ticket.c.organisation,
        )
        .outerjoin(ticket, ticket.c.id == mail.c.ticket_id)
        .where(*_within(preset, start, end))
        .where(type_coerce(mail.c.attachments, Text).contains("false"))
        .order_by(mail.c.arrived_at, mail.c.id)
    )
    return [one for row in connection.execute(query) for one in _not_read(row)]


def set_aside(
    connection: Connection, scope: Scope, start: datetime, end: datetime
) -> list[SetAside]:
    """The mails of that time that still wait in quarantine."""
    query = (
        select(quarantine.c.id, ledger.c.arrived_at, ledger.c.mailbox, quarantine.c.reason)
        .join(ledger, ledger.c.id == quarantine.c.ledger_id)
        .where(of_mailbox(scope), ledger.c.arrived_at >= start, ledger.c.arrived_at < end)
        .order_by(quarantine.c.id)
    )
    return [SetAside(*row) for row in connection.execute(query)]


def _within(preset: str, start: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    return (mail.c.preset == preset, mail.c.arrived_at >= start, mail.c.arrived_at < end)


def _found(connection: Connection, *within: ColumnElement[bool]) -> dict[int, list[Found]]:
    """The findings of all these mails, in the order in which they stand."""
    query = select(finding).join(mail, mail.c.id == finding.c.mail_id).where(*within)
    found: dict[int, list[Found]] = {}
    for row in connection.execute(query.order_by(finding.c.id)):
        page, cell = _spot(row.spots)
        number = None if row.attachment is None else row.attachment + 1
        one = Found(row.kind, row.severity, row.place, number, bool(row.in_name), page, cell)
        found.setdefault(row.mail_id, []).append(one)
    return found


def _spot(spots: list[list[Any]] | None) -> tuple[int | None, str | None]:
    """Page and cell of the first spot of a finding."""
    if not spots:
        return None, None
    page, cell, *_ = spots[0]
    return page, cell


def _violation(row: Row[Any], found: list[Found]) -> Violation:
    facts = Facts(
        row.arrived_at,
        in_ticket=row.ticket_id is not None,
        closed_at=row.closed_at,
        erased_at=row.emptied_at or row.erased_at,
        on_hold=bool(row.on_hold),
    )
    return Violation(
        mail_id=row.id,
        arrived_at=row.arrived_at,
        recorded_at=row.recorded_at,
        organisation=_organisation(row),
        ticket=row.number,
        told_at=row.told_at,
        emptied_at=row.emptied_at,
        facts=facts,
        found=tuple(found),
    )


def _not_read(row: Row[Any]) -> Iterator[Unexamined]:
    for number, (content_type, size, _digest, *known) in enumerate(row.attachments, 1):
        examined, reason = known or (None, None)  # rows of older versions do not say
        if examined is False:
            yield Unexamined(
                mail_id=row.id,
                arrived_at=row.arrived_at,
                organisation=_organisation(row),
                ticket=row.number,
                number=number,
                content_type=content_type,
                size=size,
                reason=reason or "unknown",
            )


def _organisation(row: Row[Any]) -> str | None:
    """That of its ticket; of an emptied mail what was left of its sender (`models.removal`)."""
    if row.organisation:
        return str(row.organisation)
    return row.sender.removeprefix("@") or None if row.sender.startswith("@") else None


def _told_at() -> ColumnElement[Any]:
    """When the first answer to a mail went out: every answer to such a mail names the kinds."""
    query = select(func.min(outbox.c.sent_at)).where(
        outbox.c.mail_id == mail.c.id, outbox.c.state == State.SENT.value
    )
    return query.correlate(mail).scalar_subquery()


_MAILS: Select[Any] = (
    select(
        mail.c.id,
        mail.c.arrived_at,
        mail.c.recorded_at,
        mail.c.emptied_at,
        mail.c.sender,
        mail.c.ticket_id,
        ticket.c.number,
        ticket.c.organisation,
        ticket.c.closed_at,
        raw.raw.c.erased_at,
        or_(
            func.coalesce(mail.c.ticket_id, 0).in_(hold.ids("ticket")),
            mail.c.id.in_(hold.ids("mail")),
        ).label("on_hold"),
        _told_at().label("told_at"),
    )
    .outerjoin(ticket, ticket.c.id == mail.c.ticket_id)
    .outerjoin(raw.raw, raw.raw.c.id == mail.c.raw_id)
    .where(select(finding.c.id).where(finding.c.mail_id == mail.c.id).exists())
)
