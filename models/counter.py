"""Counters: ids and ticket numbers, reserved before the rows that carry them are written.

A chunk of mails knows all its ids beforehand, so that every table is filled by one batched insert.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, String, Table, select, update
from sqlalchemy.dialects import postgresql, sqlite

from models.schema import METADATA

counter = Table(
    "counter",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("next", BigInteger, nullable=False),
)


def reserve(connection: Connection, name: str, count: int, *, first: int = 1) -> range:
    """`count` numbers that nobody else gets; the counter starts at `first`.

    What a transaction reserves and then undoes is given out again.
    """
    if count == 0:
        return range(0)
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(
        insert(counter).values(name=name, next=first).on_conflict_do_nothing()
    ) if not _stands(connection, name) else None
    after: int = connection.scalars(
        update(counter)
        .where(counter.c.name == name)
        .values(next=counter.c.next + count)
        .returning(counter.c.next)
    ).one()
    return range(after - count, after)


def _stands(connection: Connection, name: str) -> bool:
    return get(connection, name) is not None


def give_back(connection: Connection, name: str, unused: int) -> None:
    """Return the last `unused` numbers of what this transaction reserved."""
    if unused:
        connection.execute(
            update(counter).where(counter.c.name == name).values(next=counter.c.next - unused)
        )


def put(connection: Connection, name: str, value: int) -> None:
    """Let the counter stand at a value."""
    reserve(connection, name, 1)
    connection.execute(update(counter).where(counter.c.name == name).values(next=value))


def get(connection: Connection, name: str) -> int | None:
    """Where the counter stands; None if nobody used it."""
    found: int | None = connection.scalar(select(counter.c.next).where(counter.c.name == name))
    return found
