"""Has the mail changed? What came in lately, beside what came before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from models.correction import correction
from models.mail import mail
from models.ticket import ticket
from triage.drift import Shift, bands, shift

_TRAITS = {
    "module": "module",
    "type": "type",
    "priority": "priority",
    "sender": "sender_kind",
    "language": "language",
}
_LENGTHS = (100, 300, 1_000, 3_000)  # characters
_SURENESS = (0.5, 0.7, 0.9)


@dataclass(frozen=True, slots=True)
class Corrected:
    """How often people put a head right, of the tickets of a time that they judged."""

    head: str
    judged: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Drift:
    """The report: traits of the mail at two times, the share for review, and the corrections."""

    preset: str
    before: int
    now: int
    shifts: tuple[Shift, ...]
    review_before: float
    review_now: float
    corrected: tuple[Corrected, ...]

    @property
    def changed(self) -> bool:
        return any(one.mark == "changed" for one in self.shifts)


def drift(connection: Connection, preset: str, start: datetime, middle: datetime) -> Drift:
    """The tickets since `middle` beside those from `start` to then."""
    rows = _tickets(connection, preset, start)
    before = [row for row in rows if row["created_at"] < middle]
    now = [row for row in rows if row["created_at"] >= middle]
    traits = [
        shift(name, [row[column] for row in before], [row[column] for row in now])
        for name, column in _TRAITS.items()
    ]
    return Drift(
        preset=preset,
        before=len(before),
        now=len(now),
        shifts=(
            *traits,
            shift("length", _lengths(before), _lengths(now)),
            shift("confidence", _sureness(before), _sureness(now)),
        ),
        review_before=_reviewed(before),
        review_now=_reviewed(now),
        corrected=tuple(_corrected(connection, preset, middle)),
    )


def _tickets(connection: Connection, preset: str, since: datetime) -> Sequence[RowMapping]:
    first = select(mail.c.text).where(mail.c.ticket_id == ticket.c.id).order_by(mail.c.id).limit(1)
    return (
        connection.execute(
            select(
                ticket.c.created_at,
                ticket.c.needs_review,
                *(ticket.c[column] for column in _TRAITS.values()),
                *(ticket.c[f"{head}_confidence"] for head in ("module", "type", "priority")),
                first.scalar_subquery().label("text"),
            ).where(ticket.c.preset == preset, ticket.c.created_at >= since)
        )
        .mappings()
        .all()
    )


def _lengths(rows: Sequence[RowMapping]) -> list[str]:
    return bands((len(row["text"] or "") for row in rows), _LENGTHS)


def _sureness(rows: Sequence[RowMapping]) -> list[str]:
    heads = ("module_confidence", "type_confidence", "priority_confidence")
    return bands((min(row[head] for head in heads) for row in rows), _SURENESS)


def _reviewed(rows: Sequence[RowMapping]) -> float:
    return sum(row["needs_review"] for row in rows) / len(rows) if rows else 0.0


def _corrected(connection: Connection, preset: str, since: datetime) -> list[Corrected]:
    rows = connection.execute(
        select(correction.c.head, correction.c.said, correction.c.truth)
        .join(ticket, ticket.c.id == correction.c.ticket_id)
        .where(ticket.c.preset == preset, correction.c.at >= since)
    ).all()
    heads = sorted({row.head for row in rows})
    return [
        Corrected(
            head,
            sum(row.head == head for row in rows),
            sum(row.head == head and row.said != row.truth for row in rows),
        )
        for head in heads
    ]
