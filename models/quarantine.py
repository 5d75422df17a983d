"""Mails that broke something: their bytes and the reason, until a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Integer, Table, select, update

from models.ledger import Place, ledger
from models.schema import METADATA, CleanText, Moment, row_id

quarantine = Table(
    "quarantine",
    METADATA,
    row_id(),
    Column("ledger_id", BigInteger, ForeignKey("ledger.id"), nullable=False, unique=True),
    Column("raw_id", BigInteger, ForeignKey("raw.id"), nullable=False, unique=True),
    Column("reason", CleanText, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("put_at", Moment, nullable=False),
    Column("tried_at", Moment, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A mail that is set aside; `size` in bytes, `reason` quotes nothing of it."""

    id: int
    ledger_id: int
    raw_id: int
    place: Place
    uid: int
    size: int
    arrived_at: datetime
    reason: str
    attempts: int
    put_at: datetime


def put(connection: Connection, ledger_id: int, raw_id: int, reason: str, now: datetime) -> None:
    """Set a mail aside; its ledger line and its bytes stand already."""
    connection.execute(
        quarantine.insert().values(
            ledger_id=ledger_id, raw_id=raw_id, reason=reason, attempts=1, put_at=now, tried_at=now
        )
    )


def entries(connection: Connection, *, only: int | None = None) -> list[Quarantined]:
    """What is set aside, the oldest first."""
    query = (
        select(quarantine, ledger)
        .join(ledger, ledger.c.id == quarantine.c.ledger_id)
        .order_by(quarantine.c.id)
    )
    if only is not None:
        query = query.where(quarantine.c.id == only)
    return [
        Quarantined(
            id=row[quarantine.c.id],
            ledger_id=row[quarantine.c.ledger_id],
            raw_id=row[quarantine.c.raw_id],
            place=Place(row[ledger.c.mailbox], row[ledger.c.folder], row[ledger.c.uidvalidity]),
            uid=row[ledger.c.uid],
            size=row[ledger.c.size],
            arrived_at=row[ledger.c.arrived_at],
            reason=row[quarantine.c.reason],
            attempts=row[quarantine.c.attempts],
            put_at=row[quarantine.c.put_at],
        )
        for row in connection.execute(query).mappings()
    ]


def tried(connection: Connection, entry_id: int, reason: str, now: datetime) -> None:
    """It broke again."""
    connection.execute(
        update(quarantine)
        .where(quarantine.c.id == entry_id)
        .values(reason=reason, attempts=quarantine.c.attempts + 1, tried_at=now)
    )


def remove(connection: Connection, entry_id: int) -> None:
    """It is dealt with; the bytes are the caller's."""
    connection.execute(quarantine.delete().where(quarantine.c.id == entry_id))
