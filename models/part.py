"""Parts of mails that deserve a ticket of their own: proposed, and what a person made of it.

A mail belongs to one ticket. Where a part of it became another ticket, that ticket refers to the
mail by its row here; where the whole mail did, the mail moved. Texts are redacted, with the tokens
of the ticket that the mail came in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    RowMapping,
    Select,
    String,
    Table,
    select,
    update,
)

from models.schema import METADATA, CleanText, Json, Key, Moment, row_id
from models.ticket import ticket
from triage.decision import Label, Triage


class Kind(StrEnum):
    """Why a part deserves a ticket."""

    SEVERAL = "several"  # its mail asks several things
    STRAY = "stray"  # it asks something new in an old ticket
    HAND = "hand"  # a person says so


class State(StrEnum):
    """What became of it."""

    STAYS = "stays"  # the part that stays in the ticket
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    UNDONE = "undone"


OPEN = frozenset({State.PROPOSED.value, State.REFUSED.value, State.UNDONE.value})  # may be made


part = Table(
    "part",
    METADATA,
    row_id(),
    Column("ticket_id", BigInteger, ForeignKey("ticket.id"), nullable=False, index=True),
    Column("mail_id", BigInteger, ForeignKey("mail.id"), nullable=False, index=True),
    Column("made_id", BigInteger, ForeignKey("ticket.id"), index=True),
    Column("kind", String(8), nullable=False),
    Column("state", String(12), nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("stretches", Json, nullable=False),
    Column("text", CleanText, nullable=False),
    Column("subject", CleanText, nullable=False),
    Column("title", CleanText, nullable=False),
    Column("facts", Json, nullable=False),
    Column("labels", Json, nullable=False),
    Column("checks", Json, nullable=False),
    Column("needs_review", Boolean, nullable=False),
    Column("waits", CleanText),
    Column("confidence", Float, nullable=False),
    Column("why", Json, nullable=False),
    Column("at", Moment, nullable=False),
    Column("decided_at", Moment),
    Column("decided_by", Key),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it is proposed, or as it stays (`state`).

    `stretches` are (start, end) in the text of the mail, `whole` says that nothing of the mail
    stays. `labels` are head → (value, confidence, why), `checks` (code, detail), `waits` is why the
    clock waits for the customer, None where it runs.
    """

    ticket_id: int
    mail_id: int
    kind: Kind
    state: State
    whole: bool
    stretches: tuple[tuple[int, int], ...]
    text: str = field(repr=False)
    subject: str = field(repr=False)
    title: str = field(repr=False)
    facts: Mapping[str, str | None] = field(repr=False)
    labels: Mapping[str, tuple[str, float, tuple[str, ...]]]
    checks: tuple[tuple[str, str | None], ...]
    needs_review: bool
    waits: str | None
    confidence: float
    why: tuple[str, ...]
    at: datetime

    @classmethod
    def of(
        cls,
        triage: Triage,
        labels: Mapping[str, Label],
        *,
        ticket_id: int,
        mail_id: int,
        kind: Kind,
        state: State,
        whole: bool,
        text: str,
        why: tuple[str, ...],
        at: datetime,
        stretches: tuple[tuple[int, int], ...] = (),
        confidence: float = 1.0,
    ) -> Part:
        """A part that was triaged like a mail of its own; `labels` as they may be stored."""
        terms = triage.terms
        return cls(
            ticket_id=ticket_id,
            mail_id=mail_id,
            kind=kind,
            state=state,
            whole=whole,
            stretches=stretches,
            text=text,
            subject=triage.redacted.subject,
            title=triage.title,
            facts={fact.code.value: fact.redacted for fact in triage.facts},
            labels={head: (one.value, one.confidence, one.why) for head, one in labels.items()},
            checks=tuple((check.code.value, check.detail) for check in triage.checks),
            needs_review=triage.needs_review,
            waits=terms.reason if terms.clock == "waiting" else None,
            confidence=confidence,
            why=why,
            at=at,
        )


def write(connection: Connection, parts: Iterable[Part]) -> list[int]:
    """Add parts; their ids, in order."""
    found = []
    for one in parts:
        values = {name: getattr(one, name) for name in Part.__dataclass_fields__}
        values |= {"kind": one.kind.value, "state": one.state.value}
        done = connection.execute(part.insert().values(values).returning(part.c.id))
        found.append(int(done.scalar_one()))
    return found


def of_ticket(connection: Connection, ticket_id: int) -> list[RowMapping]:
    """The parts of the mails of a ticket, in order."""
    return _rows(connection, select(part).where(part.c.ticket_id == ticket_id))


def origin(connection: Connection, ticket_id: int) -> RowMapping | None:
    """The part that a ticket was made of, None if it began with a mail."""
    found = _rows(connection, select(part).where(part.c.made_id == ticket_id))
    return found[0] if found else None


def decide(
    connection: Connection,
    ids: Collection[int],
    state: State,
    who: str,
    now: datetime,
    *,
    made_id: int | None = None,
) -> None:
    """What became of these parts; a ticket that was made of one stays known."""
    values: dict[str, object] = {"state": state.value, "decided_at": now, "decided_by": who}
    if made_id is not None:
        values["made_id"] = made_id
    connection.execute(update(part).where(part.c.id.in_(sorted(ids))).values(values))


def swap(connection: Connection, part_id: int, ticket_id: int) -> None:
    """Title and facts of a part and of a ticket change places; done again, they are as before."""
    words = ("title", "facts")
    for_part = select(*(ticket.c[name] for name in words)).where(ticket.c.id == ticket_id)
    for_ticket = select(*(part.c[name] for name in words)).where(part.c.id == part_id)
    theirs = connection.execute(for_part).mappings().one()
    ours = connection.execute(for_ticket).mappings().one()
    connection.execute(update(part).where(part.c.id == part_id).values(dict(theirs)))
    connection.execute(update(ticket).where(ticket.c.id == ticket_id).values(dict(ours)))


def mails_of(ticket_id: int) -> Select[Any]:
    """The ids of the mails of which a part is in this ticket, for a query."""
    return select(part.c.mail_id).where(part.c.made_id == ticket_id)


def _rows(connection: Connection, query: Select[Any]) -> list[RowMapping]:
    return list(connection.execute(query.order_by(part.c.id)).mappings())
