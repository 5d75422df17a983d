"""Storms: so much mail from one correspondent that a part of it was not answered, or not apart.

A correspondent is an organisation (its domain), or one address at a provider of private mail. A
storm is told once; it is over when nothing was held back for an hour, or for as long as the limit
looks back that was broken.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, Index, Integer, RowMapping, String, Table, select, update

from models.schema import METADATA, Key, Moment, key, row_id

OVER = timedelta(hours=1)
_KEPT = timedelta(days=30)

storm = Table(
    "storm",
    METADATA,
    row_id(),
    Column("preset", String(64), nullable=False),
    Column("correspondent", Key, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("held", Integer, nullable=False),  # mails that got no answer, or no ticket of their own
    Index("ix_storm_correspondent", "preset", "correspondent", "last_at"),
)


def hold(
    connection: Connection,
    preset: str,
    correspondent: str,
    count: int,
    now: datetime,
    *,
    quiet: timedelta = OVER,
) -> int | None:
    """Count mails that were held back. The id of the storm if it begins with them, after `quiet`
    time at least, else None."""
    goes_on = (
        storm.c.preset == preset,
        storm.c.correspondent == key(correspondent),
        storm.c.last_at > now - quiet,
    )
    values = {"held": storm.c.held + count, "last_at": now}
    if connection.execute(update(storm).where(*goes_on).values(values)).rowcount:
        return None
    began = {
        "preset": preset,
        "correspondent": correspondent,
        "began_at": now,
        "last_at": now,
        "held": count,
    }
    made: int = connection.scalars(storm.insert().values(**began).returning(storm.c.id)).one()
    return made


def let_go(connection: Connection, now: datetime) -> None:
    """Forget the storms that were over a month ago."""
    connection.execute(storm.delete().where(storm.c.last_at < now - _KEPT))


def every(connection: Connection) -> list[RowMapping]:
    """The storms of the last month, in order."""
    return list(connection.execute(select(storm).order_by(storm.c.id)).mappings())
