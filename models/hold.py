"""Legal holds: what may neither expire nor be erased while a hold stands, by whom and why.

A hold on a ticket covers it with all its mails. One on a person covers the tickets and mails in
which that person was found; the values to look for in later mail are sealed in the vault, and
destroyed when the hold is lifted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Select,
    String,
    Table,
    func,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from models.schema import METADATA, CleanText, Key, Moment, row_id

hold = Table(
    "hold",
    METADATA,
    row_id(),
    Column("of", String(16), nullable=False),  # ticket, person
    Column("raw_id", BigInteger, ForeignKey("raw.id"), unique=True),
    Column("placed_at", Moment, nullable=False),
    Column("who", Key, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("lifted_at", Moment),
    Column("lifted_by", Key),
    Column("lift_reason", CleanText),
    Column("seen_mail", BigInteger, nullable=False),  # the last that was searched for a person
    Column("seen_entry", BigInteger, nullable=False),  # the same of quarantine
)
held = Table(
    "held",
    METADATA,
    Column("hold_id", BigInteger, ForeignKey("hold.id"), primary_key=True),
    Column("what", String(16), primary_key=True),  # ticket, mail, quarantine
    Column("what_id", BigInteger, primary_key=True),
)


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold; `covers` is how many tickets, mails and entries of quarantine, `raw_id` where the
    values of a person lie."""

    id: int
    of: str
    raw_id: int | None
    placed_at: datetime
    who: str
    reason: str
    lifted_at: datetime | None
    seen_mail: int
    seen_entry: int
    covers: int


def place(
    connection: Connection,
    hold_id: int,
    of: str,
    *,
    who: str,
    reason: str,
    now: datetime,
    raw_id: int | None = None,
) -> None:
    """A new hold, under an id reserved from the counter `hold`; it covers nothing yet."""
    connection.execute(
        hold.insert().values(
            id=hold_id,
            of=of,
            raw_id=raw_id,
            placed_at=now,
            who=who,
            reason=reason,
            seen_mail=0,
            seen_entry=0,
        )
    )


def cover(connection: Connection, hold_id: int, things: Iterable[tuple[str, int]]) -> None:
    """Let a hold cover these; what it covers already stays covered."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    rows = [{"hold_id": hold_id, "what": what, "what_id": id_} for what, id_ in things]
    if rows:
        connection.execute(insert(held).on_conflict_do_nothing(), rows)


def seen(connection: Connection, hold_id: int, *, mail: int, entry: int) -> None:
    """The mails and entries of quarantine up to these ids were searched."""
    values = {"seen_mail": mail, "seen_entry": entry}
    connection.execute(update(hold).where(hold.c.id == hold_id).values(values))


def lift(connection: Connection, hold_id: int, *, who: str, reason: str, now: datetime) -> None:
    """It holds no longer. The row stays, and tells who lifted it, and why."""
    connection.execute(
        update(hold)
        .where(hold.c.id == hold_id, hold.c.lifted_at.is_(None))
        .values(lifted_at=now, lifted_by=who, lift_reason=reason, raw_id=None)
    )
    connection.execute(held.delete().where(held.c.hold_id == hold_id))


def all_holds(connection: Connection, *, standing: bool = False) -> list[Hold]:
    """Every hold, or those that stand, the oldest first."""
    covers = (
        select(func.count()).where(held.c.hold_id == hold.c.id).correlate(hold).scalar_subquery()
    )
    query: Select[Any] = select(
        hold.c.id,
        hold.c.of,
        hold.c.raw_id,
        hold.c.placed_at,
        hold.c.who,
        hold.c.reason,
        hold.c.lifted_at,
        hold.c.seen_mail,
        hold.c.seen_entry,
        covers,
    ).order_by(hold.c.id)
    if standing:
        query = query.where(hold.c.lifted_at.is_(None))
    return [Hold(*row) for row in connection.execute(query)]


def ids(what: str) -> Select[Any]:
    """The ids of what is covered by a hold: `ticket`, `mail` or `quarantine`."""
    return select(held.c.what_id).where(held.c.what == what)
