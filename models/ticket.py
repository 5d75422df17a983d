"""Tickets: what was asked, how it was triaged, and where it stands now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    RowMapping,
    String,
    Table,
    select,
    update,
)

from config.codes import ContactRole, Priority, Type
from models.life import ActionBy, Invoice, State, Status
from models.schema import METADATA, CleanText, Json, Key, Moment, row_id
from triage.decision import Label, Terms

FIRST_NUMBER = 1001


class Known(StrEnum):
    """How a desk that has contacts knows who wrote."""

    CONTACT = "contact"  # the address is that of a contact
    ORGANISATION = "organisation"  # the domain is that of an organisation
    STRANGER = "stranger"  # welcome, and marked


class Consent(StrEnum):
    """Whether those of the organisation who make tickets know of this one."""

    WANTED = "wanted"
    GIVEN = "given"


ticket = Table(
    "ticket",
    METADATA,
    row_id(),
    Column("number", String(32), nullable=False, unique=True),
    Column("preset", String(64), nullable=False),
    Column("title", CleanText, nullable=False),
    Column("subject", CleanText, nullable=False),
    Column("facts", Json, nullable=False),
    Column("language", String(8), nullable=False),
    Column("requester", Key, nullable=False, index=True),
    Column("organisation", Key, index=True),
    Column("sender_kind", String(16), nullable=False),
    Column("sender_confidence", Float, nullable=False),
    Column("module", String(64), nullable=False),
    Column("module_confidence", Float, nullable=False),
    Column("type", String(32), nullable=False),
    Column("type_confidence", Float, nullable=False),
    Column("priority", String(16), nullable=False),
    Column("priority_confidence", Float, nullable=False),
    Column("why", Json, nullable=False),
    Column("needs_review", Boolean, nullable=False),
    Column("status", String(8), nullable=False),
    Column("action_required_by", String(16), nullable=False),
    Column("clock", String(8), nullable=False),
    Column("starts_at", Moment),
    Column("respond_by", Moment),
    Column("solve_by", Moment),
    Column("terms_reason", CleanText, nullable=False),
    Column("suspected_id", BigInteger, ForeignKey("ticket.id")),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("answered_at", Moment),
    Column("paused_until", Moment),
    Column("clock_since", Moment),
    Column("invoice", String(16), nullable=False),
    Column("assignee", Key),
    Column("merged_into_id", BigInteger, ForeignKey("ticket.id")),
    Column("organisation_id", BigInteger, ForeignKey("organisation.id")),
    Column("known", String(16)),
    Column("role", String(16)),
    Column("consent", String(8)),
    Index("ix_ticket_open", "preset", "status", "respond_by"),
)


@dataclass(frozen=True, slots=True)
class Writer:
    """What is known of who asked: the organisation (its id), how we know them, their role there,
    and whether the organisation's own say is wanted. All None at a desk without contacts."""

    organisation_id: int | None = None
    known: Known | None = None
    role: ContactRole | None = None
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as it begins. `suspected_id` is the ticket that its mail wrongly claimed.

    `title` is for agents, `subject` the sender's own; `facts` holds the sentence that answers each
    question of the support page, or None. All three are redacted.
    """

    id: int
    number: str
    preset: str
    title: str = field(repr=False)
    subject: str = field(repr=False)
    facts: Mapping[str, str | None] = field(repr=False)
    language: str
    requester: str = field(repr=False)
    organisation: str | None
    sender: Label
    module: Label
    type: Label
    priority: Label
    needs_review: bool
    action_required_by: ActionBy
    terms: Terms
    suspected_id: int | None
    created_at: datetime
    writer: Writer = field(default_factory=Writer)


def write(connection: Connection, tickets: Iterable[Ticket]) -> None:
    """Add tickets under ids reserved from the counter `ticket`."""
    values = [_values(one) for one in tickets]
    if values:
        connection.execute(ticket.insert(), values)


def sender_of(row: RowMapping) -> Label:
    """Who began the ticket of this row."""
    return Label(row["sender_kind"], row["sender_confidence"])


def state_of(row: RowMapping) -> State:
    """Where the ticket of this row stands."""
    return State(
        type=Type(row["type"]),
        priority=Priority(row["priority"]),
        status=Status(row["status"]),
        action_by=ActionBy(row["action_required_by"]),
        terms=Terms(
            row["starts_at"], row["respond_by"], row["solve_by"], row["clock"], row["terms_reason"]
        ),
        invoice=Invoice(row["invoice"]),
        answered_at=row["answered_at"],
        closed_at=row["closed_at"],
        paused_until=row["paused_until"],
        since=row["clock_since"],
    )


def stands(connection: Connection, ticket_id: int, state: State, now: datetime) -> None:
    """The ticket stands so from now on."""
    values: dict[str, object] = {
        "type": state.type.value,
        "priority": state.priority.value,
        "status": state.status.value,
        "action_required_by": state.action_by.value,
        "invoice": state.invoice.value,
        "answered_at": state.answered_at,
        "closed_at": state.closed_at,
        "paused_until": state.paused_until,
        "clock_since": state.since,
        "updated_at": now,
    }
    values |= _terms(state.terms)
    connection.execute(update(ticket).where(ticket.c.id == ticket_id).values(values))


def assign(connection: Connection, ticket_id: int, to: str | None, now: datetime) -> None:
    """This person or group has the ticket; None: nobody has."""
    connection.execute(
        update(ticket).where(ticket.c.id == ticket_id).values(assignee=to, updated_at=now)
    )


def merged(connection: Connection, ticket_id: int, into: int | None, now: datetime) -> None:
    """The mails of this ticket are in another one; None: it stands by itself again."""
    connection.execute(
        update(ticket).where(ticket.c.id == ticket_id).values(merged_into_id=into, updated_at=now)
    )


def consented(connection: Connection, ids: Iterable[int]) -> None:
    """Those of the organisation who make tickets know of these."""
    if which := sorted(ids):
        given = update(ticket).values(consent=Consent.GIVEN.value)
        connection.execute(given.where(ticket.c.id.in_(which)))


def forget_organisation(connection: Connection, organisation_id: int) -> None:
    """Tickets of an organisation that is taken away keep its domain alone."""
    which = ticket.c.organisation_id == organisation_id
    connection.execute(update(ticket).where(which).values(organisation_id=None))


def relabel(
    connection: Connection,
    ticket_id: int,
    labels: Mapping[str, str | None],
    now: datetime,
    *,
    sure: Mapping[str, float] | None = None,
    needs_review: bool = False,
) -> None:
    """A person judged: these labels hold surely, None leaves one as it is; review is done.

    `sure` are the confidences of a judgement that is taken back."""
    values: dict[str, object] = {"needs_review": needs_review, "updated_at": now}
    for head, value in labels.items():
        if value is not None:
            values["sender_kind" if head == "sender" else head] = value
            values[f"{head}_confidence"] = 1.0
    values |= {f"{head}_confidence": one for head, one in (sure or {}).items()}
    connection.execute(update(ticket).where(ticket.c.id == ticket_id).values(values))


def by_number(connection: Connection, number: str) -> RowMapping | None:
    """One ticket with all its columns."""
    return connection.execute(select(ticket).where(ticket.c.number == number)).mappings().first()


def by_id(connection: Connection, ticket_id: int) -> RowMapping:
    """One ticket with all its columns."""
    return connection.execute(select(ticket).where(ticket.c.id == ticket_id)).mappings().one()


def survivor(connection: Connection, row: RowMapping) -> RowMapping:
    """The ticket itself, or the one where it came to by merging, however often."""
    while (into := row["merged_into_id"]) is not None:
        row = by_id(connection, into)
    return row


def ticking(connection: Connection, preset: str) -> list[RowMapping]:
    """The tickets of a desk whose clock can make something due."""
    rows = connection.execute(
        select(ticket)
        .where(ticket.c.preset == preset, ticket.c.status != Status.CLOSED.value)
        .order_by(ticket.c.id)
    )
    return list(rows.mappings())


def numbers(connection: Connection, ids: Collection[int]) -> list[str]:
    """The numbers of these tickets, in order."""
    query = select(ticket.c.number).where(ticket.c.id.in_(sorted(ids))).order_by(ticket.c.id)
    return list(connection.scalars(query))


def _values(one: Ticket) -> dict[str, object]:
    labels = {
        "sender": one.sender,
        "module": one.module,
        "type": one.type,
        "priority": one.priority,
    }
    values: dict[str, object] = {
        "id": one.id,
        "number": one.number,
        "preset": one.preset,
        "title": one.title,
        "subject": one.subject,
        "facts": one.facts,
        "language": one.language,
        "requester": one.requester,
        "organisation": one.organisation,
        "sender_kind": one.sender.value,
        "why": {name: label.why for name, label in labels.items()},
        "needs_review": one.needs_review,
        "status": Status.OPEN.value,
        "action_required_by": one.action_required_by.value,
        "suspected_id": one.suspected_id,
        "created_at": one.created_at,
        "updated_at": one.created_at,
        "closed_at": None,
        "invoice": Invoice.NONE.value,
        "clock_since": one.created_at,
        "organisation_id": one.writer.organisation_id,
        "known": one.writer.known and one.writer.known.value,
        "role": one.writer.role and one.writer.role.value,
        "consent": one.writer.consent and one.writer.consent.value,
    }
    for name, label in labels.items():
        values[f"{name}_confidence"] = label.confidence
        if name != "sender":
            values[name] = label.value
    return values | _terms(one.terms)


def _terms(terms: Terms) -> dict[str, object]:
    return {
        "clock": terms.clock,
        "starts_at": terms.starts_at,
        "respond_by": terms.respond_by,
        "solve_by": terms.solve_by,
        "terms_reason": terms.reason,
    }
