"""Who saw, revealed, changed, exported, erased what, when and why: lines are added, never changed.

Lines hold ids, codes and reasons, no value from a mail. They form a chain (`models.chain`), which a
row, the head, continues. What a transaction writes is appended when it ends, all at once: several
workers wait for each other at the head only, and for as short as can be. The database itself
refuses to change a line; the oldest can be cut off (`cut`), and what was cut is then in the log.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Row,
    String,
    Table,
    select,
    update,
)

from models.chain import Fault, Head, Line, digest, faults
from models.schema import METADATA, CleanText, Json, Key, Moment, clean, key, row_id

audit = Table(
    "audit",
    METADATA,
    row_id(),
    Column("at", Moment, nullable=False),
    Column("who", Key, nullable=False),
    Column("did", String(32), nullable=False),
    Column("what", String(32), nullable=False),
    Column("what_id", BigInteger),
    Column("why", CleanText, nullable=False),
    Column("detail", Json, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_what", "what", "what_id"),
)
audit_head = Table(
    "audit_head",
    METADATA,
    Column("slot", Integer, primary_key=True),  # there is one
    Column("line", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("cut_line", BigInteger, nullable=False),  # the last line that was cut off, or 0
    Column("cut_hash", String(64), nullable=False),
)
_WAITING = "meldpost_audit"


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

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a datetime without a zone")


def write(connection: Connection, acts: Iterable[Act]) -> None:
    """Add lines; they are appended when the transaction ends well, and not if it does not."""
    _waiting(connection).extend(acts)


@contextmanager
def gathered(connection: Connection) -> Iterator[None]:
    """What is written meanwhile is appended at the end. `Database.transaction` does this."""
    waiting: list[Act] = []
    connection.info[_WAITING] = waiting
    try:
        yield
        if waiting:
            _append(connection, waiting)
    finally:
        del connection.info[_WAITING]


@contextmanager
def undone_together(connection: Connection) -> Iterator[None]:
    """What was written in here is forgotten when it fails. `db.savepoint` does this."""
    waiting: list[Act] = connection.info.get(_WAITING, [])
    before = len(waiting)
    try:
        yield
    except BaseException:
        del waiting[before:]
        raise


def head(connection: Connection) -> Head:
    """The last line. Written down elsewhere, it proves later that nothing was cut off or redone."""
    row = connection.execute(select(audit_head.c.line, audit_head.c.hash)).one()
    return Head(row.line, row.hash)


def verify(connection: Connection, known: Iterable[Head] = ()) -> Iterator[Fault]:
    """Every line that was changed, removed, put in or moved; none if the log is whole."""
    row = connection.execute(select(audit_head)).one()
    begins, ends = Head(row.cut_line, row.cut_hash), Head(row.line, row.hash)
    return faults(lines(connection), begins, ends, known)


def lines(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Line]:
    """The lines that meet these conditions, in order, read in batches."""
    query = select(audit).where(*where).order_by(audit.c.id)
    rows = connection.execute(query, execution_options={"yield_per": 1000})
    return (Line(*row) for row in rows)


def cut(connection: Connection, until: int, *, who: str, why: str, now: datetime) -> int:
    """Cut off the lines up to number `until`; how many. A line tells so, with the hash cut at."""
    row = _hold(connection)
    last = connection.execute(
        select(audit.c.id, audit.c.hash)
        .where(audit.c.id <= min(until, row.line))
        .order_by(audit.c.id.desc())
        .limit(1)
    ).first()
    if last is None:
        return 0
    connection.execute(update(audit_head).values(cut_line=last.id, cut_hash=last.hash))
    gone = connection.execute(audit.delete().where(audit.c.id <= last.id)).rowcount
    detail: dict[str, object] = {"lines": gone, "hash": last.hash}
    write(connection, [Act(now, who, "cut", "audit", last.id, why, detail)])
    return gone


def _waiting(connection: Connection) -> list[Act]:
    waiting: list[Act] | None = connection.info.get(_WAITING)
    if waiting is None:
        raise ValueError("an audit line outside of a transaction")
    return waiting


def _append(connection: Connection, acts: Iterable[Act]) -> None:
    row = _hold(connection)
    last = Head(row.line, row.hash)
    values: list[dict[str, Any]] = []
    for act in acts:
        line = _chained(act, last)
        values.append(line)
        last = Head(line["id"], line["hash"])
    connection.execute(audit.insert(), values)
    connection.execute(update(audit_head).values(line=last.line, hash=last.hash))


def _hold(connection: Connection) -> Row[Any]:
    """The head, which nobody else continues until this transaction ends."""
    return connection.execute(select(audit_head).with_for_update()).one()


def _chained(act: Act, last: Head) -> dict[str, Any]:
    """The line as every database gives it back, so that its hash holds."""
    line: dict[str, Any] = {
        "id": last.line + 1,
        "at": act.at,
        "who": key(act.who),
        "did": act.did,
        "what": act.what,
        "what_id": act.what_id,
        "why": clean(act.why),
        "detail": json.loads(clean(json.dumps(act.detail, ensure_ascii=False))),
        "previous": last.hash,
    }
    return {**line, "hash": digest(**line)}
