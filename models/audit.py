"""Who did what, when and why: lines are added and never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, String, Table

from models.schema import METADATA, CleanText, Json, Key, Moment

audit = Table(
    "audit",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", Key, nullable=False),
    Column("did", String(32), nullable=False),
    Column("what", String(32), nullable=False),
    Column("what_id", BigInteger),
    Column("why", CleanText, nullable=False),
    Column("detail", Json, nullable=False),
    Index("ix_audit_what", "what", "what_id"),
)


@dataclass(frozen=True, slots=True)
class Act:
    """One line: `who` did `did` to `what` number `what_id`; codes and ids only."""

    at: datetime
    who: str
    did: str
    what: str
    what_id: int | None
    why: str
    detail: dict[str, object] = field(default_factory=dict)


def write(connection: Connection, acts: Iterable[Act]) -> None:
    """Add lines."""
    values = [
        {
            "at": act.at,
            "who": act.who,
            "did": act.did,
            "what": act.what,
            "what_id": act.what_id,
            "why": act.why,
            "detail": act.detail,
        }
        for act in acts
    ]
    if values:
        connection.execute(audit.insert(), values)
