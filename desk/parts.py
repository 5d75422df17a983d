"""Questions that deserve a ticket of their own, as rows to show: redacted."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, RowMapping, select

from models import part
from models.part import State
from models.ticket import ticket


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a mail in the ticket: `number` counts them from 1, `made` is the number of the
    ticket that was made of it, `state` what became of the proposal; `confidence` in 0..1."""

    number: int
    id: int
    mail: int
    kind: str
    state: str
    made: str | None
    title: str = field(repr=False)
    text: str = field(repr=False)
    module: str
    type: str
    priority: str
    confidence: float
    why: tuple[str, ...]

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide."""
        return self.state == State.PROPOSED.value


def parts_of(connection: Connection, ticket_id: int) -> tuple[Part, ...]:
    """What was proposed in a ticket, or done, in order."""
    rows = [one for one in part.of_ticket(connection, ticket_id) if one["state"] != State.STAYS]
    return tuple(_part(connection, number, row) for number, row in enumerate(rows, 1))


def split_from(connection: Connection, ticket_id: int) -> str | None:
    """The number of the ticket that this one was split from."""
    row = part.origin(connection, ticket_id)
    if row is None or row["state"] != State.CONFIRMED:
        return None
    return _number(connection, row["ticket_id"])


def shape(one: Part) -> dict[str, object]:
    """The JSON of a part, in `meldpost tickets --json` and `meldpost ticket split --json`."""
    return {
        "part": one.number,
        "mail": one.mail,
        "kind": one.kind,
        "state": one.state,
        "ticket": one.made,
        "title": one.title,
        "text": one.text,
        "module": one.module,
        "type": one.type,
        "priority": one.priority,
        "confidence": round(one.confidence, 4),
        "why": list(one.why),
    }


def _part(connection: Connection, number: int, row: RowMapping) -> Part:
    labels = row["labels"]
    confirmed = row["state"] == State.CONFIRMED
    return Part(
        number=number,
        id=row["id"],
        mail=row["mail_id"],
        kind=row["kind"],
        state=row["state"],
        made=_number(connection, row["made_id"]) if confirmed else None,
        title=row["title"],
        text=row["text"],
        module=labels["module"][0],
        type=labels["type"][0],
        priority=labels["priority"][0],
        confidence=row["confidence"],
        why=tuple(row["why"]),
    )


def _number(connection: Connection, ticket_id: int | None) -> str | None:
    number: str | None = connection.scalar(select(ticket.c.number).where(ticket.c.id == ticket_id))
    return number
