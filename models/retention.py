"""What has to go by a rule: found by its age, spared by a hold.

What was removed (`models.removal`) is not found any more, so that a run that was broken off is
simply begun again, and several workers may share one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)

from config.retention import Stored
from models import audit, hold, raw
from models.contact import contact
from models.correction import correction
from models.finding import finding
from models.ledger import ledger
from models.life import Status
from models.mail import mail
from models.outbox import State, outbox
from models.part import part
from models.quarantine import quarantine
from models.ticket import ticket

_GONE = (State.SENT.value, State.FAILED.value, State.BOUNCED.value)


@dataclass(frozen=True, slots=True)
class Scope:
    """A desk; `mailboxes` are its own, or with `rest` those that are others'."""

    preset: str
    mailboxes: tuple[str, ...] = ()
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """How much has to go by now, how large it is (bytes of originals) and since when it counts;
    how much of it a hold keeps; how much is left, and since when the oldest of that counts."""

    count: int
    size: int
    oldest: datetime | None
    on_hold: int
    left: int
    next: datetime | None


def look(connection: Connection, stored: Stored, scope: Scope, cutoff: datetime | None) -> Due:
    """What a rule means now; `cutoff` None where nothing ever goes."""
    one = _CANDIDATES[stored](scope).subquery()
    over = one.c.since <= cutoff if cutoff is not None else literal(value=False)
    going = and_(over, ~one.c.on_hold)
    row = connection.execute(
        select(
            _count(going),
            func.coalesce(func.sum(case((going, one.c.size), else_=0)), 0),
            func.min(case((going, one.c.since))),
            _count(and_(over, one.c.on_hold)),
            _count(~over),
            func.min(case((~over, one.c.since))),
        )
    ).one()
    return Due(*row)


def some(
    connection: Connection,
    stored: Stored,
    scope: Scope,
    cutoff: datetime,
    *,
    after: int,
    count: int,
) -> list[int]:
    """The ids of at most `count` things that have to go, above `after`, in order."""
    one = _CANDIDATES[stored](scope).subquery()
    query = select(one.c.id).where(one.c.since <= cutoff, ~one.c.on_hold, one.c.id > after)
    return list(connection.scalars(query.order_by(one.c.id).limit(count)))


def presets(connection: Connection) -> set[str]:
    """The desks that anything is stored of."""
    return {
        name
        for table in (mail, ticket, contact)
        for name in connection.scalars(select(table.c.preset).distinct())
    }


def overlooked(connection: Connection, preset: str, before: datetime) -> int:
    """Tickets that nobody closed, and that nothing happened to since then: no rule ends them."""
    query = select(func.count()).where(
        ticket.c.preset == preset,
        ticket.c.status != Status.CLOSED.value,
        ticket.c.updated_at < before,
    )
    return connection.scalar(query) or 0


def waiting(connection: Connection, scope: Scope, before: datetime) -> list[Row[int, int]]:
    """(id, ledger id) of what lies in quarantine since then or longer, and of which no alarm told
    that it waits."""
    told = select(audit.audit.c.what_id).where(
        audit.audit.c.what == "quarantine", audit.audit.c.did == "alarm"
    )
    query = (
        select(quarantine.c.id, quarantine.c.ledger_id)
        .join(ledger, ledger.c.id == quarantine.c.ledger_id)
        .where(quarantine.c.put_at <= before, of_mailbox(scope), quarantine.c.id.not_in(told))
    )
    return list(connection.execute(query.order_by(quarantine.c.id)))


# -- candidates: (id, since, size, on_hold) of everything that one rule is about ------------------


def _originals(scope: Scope) -> Select[Any]:
    return (
        select(*_columns(mail.c.id, mail.c.arrived_at, raw.raw.c.size, _mail_on_hold()))
        .join(raw.raw, raw.raw.c.id == mail.c.raw_id)
        .where(mail.c.preset == scope.preset, raw.raw.c.codec != raw.ERASED)
    )


def _sent(scope: Scope) -> Select[Any]:
    return (
        select(*_columns(outbox.c.id, outbox.c.created_at, raw.raw.c.size, _of_held(outbox)))
        .join(raw.raw, raw.raw.c.id == outbox.c.raw_id)
        .where(
            outbox.c.preset == scope.preset,
            outbox.c.state.in_(_GONE),
            outbox.c.filing != "pending",
            raw.raw.c.codec != raw.ERASED,
        )
    )


def _quarantine(scope: Scope) -> Select[Any]:
    on_hold = quarantine.c.id.in_(hold.ids("quarantine"))
    return (
        select(*_columns(quarantine.c.id, quarantine.c.put_at, ledger.c.size, on_hold))
        .join(ledger, ledger.c.id == quarantine.c.ledger_id)
        .where(of_mailbox(scope))
    )


def _other_mails(scope: Scope) -> Select[Any]:
    return select(*_columns(mail.c.id, mail.c.arrived_at, literal(0), _mail_on_hold())).where(
        mail.c.preset == scope.preset, mail.c.ticket_id.is_(None), mail.c.emptied_at.is_(None)
    )


def _tickets(scope: Scope) -> Select[Any]:
    """Not while a ticket that was made of a part of its mail goes on."""
    made = ticket.alias("made")
    goes_on = (
        select(part.c.id)
        .join(made, made.c.id == part.c.made_id)
        .where(part.c.ticket_id == ticket.c.id, made.c.status != Status.CLOSED.value)
        .exists()
    )
    on_hold = ticket.c.id.in_(hold.ids("ticket"))
    return select(*_columns(ticket.c.id, ticket.c.closed_at, literal(0), on_hold)).where(
        ticket.c.preset == scope.preset,
        ticket.c.status == Status.CLOSED.value,
        ticket.c.closed_at.is_not(None),
        ~goes_on,
    )


def _corrections(scope: Scope) -> Select[Any]:
    columns = _columns(correction.c.id, correction.c.at, literal(0), _of_held(correction))
    query = select(*columns).join(ticket, ticket.c.id == correction.c.ticket_id)
    return query.where(ticket.c.preset == scope.preset)


def _contacts(scope: Scope) -> Select[Any]:
    on_hold = contact.c.id.in_(hold.ids("contact"))
    columns = _columns(contact.c.id, contact.c.seen_at, literal(0), on_hold)
    return select(*columns).where(contact.c.preset == scope.preset)


def _findings(scope: Scope) -> Select[Any]:
    columns = _columns(finding.c.id, mail.c.arrived_at, literal(0), _mail_on_hold())
    query = select(*columns).join(mail, mail.c.id == finding.c.mail_id)
    return query.where(mail.c.preset == scope.preset)


def _audit(_scope: Scope) -> Select[Any]:
    """The log is cut from its beginning: while anything is held, not at all."""
    stands = select(hold.hold.c.id).where(hold.hold.c.lifted_at.is_(None)).exists()
    return select(*_columns(audit.audit.c.id, audit.audit.c.at, literal(0), stands))


def _columns(
    id_: ColumnElement[int],
    since: ColumnElement[Any],
    size: ColumnElement[Any],
    on_hold: ColumnElement[bool],
) -> tuple[ColumnElement[Any], ...]:
    return id_.label("id"), since.label("since"), size.label("size"), on_hold.label("on_hold")


def _of_held(table: Table) -> ColumnElement[bool]:
    """Whether the ticket of a row is on hold."""
    return func.coalesce(table.c.ticket_id, 0).in_(hold.ids("ticket"))


def _mail_on_hold() -> ColumnElement[bool]:
    return or_(_of_held(mail), mail.c.id.in_(hold.ids("mail")))


def of_mailbox(scope: Scope) -> ColumnElement[bool]:
    """Lines of the ledger whose mailbox is of this desk."""
    column = ledger.c.mailbox
    return column.not_in(scope.mailboxes) if scope.rest else column.in_(scope.mailboxes)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


_CANDIDATES: dict[Stored, Callable[[Scope], Select[Any]]] = {
    Stored.ORIGINALS: _originals,
    Stored.SENT: _sent,
    Stored.QUARANTINE: _quarantine,
    Stored.OTHER_MAILS: _other_mails,
    Stored.TICKETS: _tickets,
    Stored.CORRECTIONS: _corrections,
    Stored.CONTACTS: _contacts,
    Stored.FINDINGS: _findings,
    Stored.AUDIT: _audit,
}
