"""The intake ledger: what became of each UID of each UIDVALIDITY of each folder, and why.

A line also carries what is still to be done with the mail on its server, until it holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Row,
    String,
    Table,
    UniqueConstraint,
    func,
    literal_column,
    select,
    update,
)

from models.schema import METADATA, CleanText, Key, Moment, row_id
from models.slices import slices


class Outcome(StrEnum):
    """What a mail became. Every mail that was seen has exactly one."""

    TICKET = "ticket"
    FOLLOW_UP = "follow_up"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    LIST = "list"
    OWN = "own"
    AGENT = "agent"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    SKIPPED = "skipped"


class Action(StrEnum):
    """What is done with a stored mail on its server; `none` for one that is left as it is."""

    SEEN = "seen"
    MOVE = "move"
    DELETE = "delete"
    NONE = "none"


ledger = Table(
    "ledger",
    METADATA,
    row_id(),
    Column("mailbox", Key, nullable=False),
    Column("folder", Key, nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("arrived_at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("mail_id", BigInteger, ForeignKey("mail.id"), index=True),
    Column("action", String(8), nullable=False),
    Column("action_target", CleanText),
    Column("action_state", String(8), nullable=False),  # pending, done, none
    Column("action_attempts", Integer, nullable=False, default=0),
    Column("action_error", CleanText),
    UniqueConstraint("mailbox", "folder", "uidvalidity", "uid", name="uq_ledger_place"),
    Index("ix_ledger_outcome", "outcome"),
)
Index(
    "ix_ledger_pending",
    ledger.c.mailbox,
    ledger.c.folder,
    ledger.c.uidvalidity,
    ledger.c.uid,
    sqlite_where=ledger.c.action_state == "pending",
    postgresql_where=ledger.c.action_state == "pending",
)
# Spelt out, not bound: a database cannot know that a parameter will fit the partial index.
_PENDING = ledger.c.action_state == literal_column("'pending'")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of a mailbox in one of its numberings."""

    mailbox: str
    folder: str
    uidvalidity: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger, as it is written. `target` is a folder to move to."""

    place: Place
    uid: int
    outcome: Outcome
    reason: str
    size: int
    arrived_at: datetime
    recorded_at: datetime
    mail_id: int | None = None
    action: Action = Action.NONE
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """Actions of one sort that still have to be done in one place."""

    action: Action
    target: str | None
    uids: tuple[int, ...]


def write(connection: Connection, lines: Iterable[Line]) -> None:
    """Add lines. PermanentError if one of these UIDs stands there already."""
    values = [_values(line) for line in lines]
    if values:
        connection.execute(ledger.insert(), values)


def write_one(connection: Connection, line: Line) -> int:
    """Add one line; its id."""
    added: int = connection.scalars(ledger.insert().returning(ledger.c.id), _values(line)).one()
    return added


def known(connection: Connection, place: Place, uids: Collection[int]) -> set[int]:
    """Those of `uids` that have a line."""
    found: set[int] = set()
    for some in slices(uids):
        found.update(
            connection.scalars(select(ledger.c.uid).where(*_at(place), ledger.c.uid.in_(some)))
        )
    return found


def mails_of(connection: Connection, place: Place, uids: Sequence[int]) -> dict[int, int | None]:
    """The id of the mail that each of `uids` became; None for one that was not recorded."""
    found: dict[int, int | None] = {}
    for some in slices(uids):
        rows = connection.execute(
            select(ledger.c.uid, ledger.c.mail_id).where(*_at(place), ledger.c.uid.in_(some))
        )
        found.update({row.uid: row.mail_id for row in rows})
    return found


def all_uids(connection: Connection, place: Place) -> set[int]:
    """Every UID of a place that has a line: costs as much as the folder is large."""
    return set(connection.scalars(select(ledger.c.uid).where(*_at(place))))


def settle(connection: Connection, ledger_id: int, line: Line) -> None:
    """Give a line (of a quarantined mail) its new end."""
    connection.execute(update(ledger).where(ledger.c.id == ledger_id).values(_values(line)))


def pending(connection: Connection, place: Place) -> list[Pending]:
    """What is still to be done on the server in this place, the oldest first."""
    rows = connection.execute(
        select(ledger.c.action, ledger.c.action_target, ledger.c.uid)
        .where(*_at(place), _PENDING)
        .order_by(ledger.c.uid)
    )
    grouped: dict[tuple[str, str | None], list[int]] = {}
    for action, target, uid in rows:
        grouped.setdefault((action, target), []).append(uid)
    return [Pending(Action(a), target, tuple(uids)) for (a, target), uids in grouped.items()]


def done(connection: Connection, place: Place, uids: Sequence[int]) -> None:
    """The actions of these mails hold."""
    for some in slices(uids):
        connection.execute(
            update(ledger)
            .where(*_at(place), ledger.c.uid.in_(some))
            .values(action_state="done", action_error=None)
        )


def failed(connection: Connection, place: Place, uids: Sequence[int], error: str) -> None:
    """The actions of these mails did not work this time; `error` quotes no mail."""
    for some in slices(uids):
        connection.execute(
            update(ledger)
            .where(*_at(place), ledger.c.uid.in_(some), _PENDING)
            .values(action_attempts=ledger.c.action_attempts + 1, action_error=error)
        )


def renumbered(connection: Connection, place: Place) -> int:
    """Close what was pending under other numberings of this folder: those UIDs are no more."""
    result = connection.execute(
        update(ledger)
        .where(
            ledger.c.mailbox == place.mailbox,
            ledger.c.folder == place.folder,
            ledger.c.uidvalidity != place.uidvalidity,
            _PENDING,
        )
        .values(action_state="none", action_error="the folder was renumbered")
    )
    return result.rowcount


def line_of(connection: Connection, ledger_id: int) -> Row[tuple[object, ...]] | None:
    """One line with all its columns."""
    return connection.execute(select(ledger).where(ledger.c.id == ledger_id)).first()


def tally(connection: Connection) -> dict[Outcome, int]:
    """How many mails ended as what."""
    rows = connection.execute(select(ledger.c.outcome, func.count()).group_by(ledger.c.outcome))
    return {Outcome(outcome): count for outcome, count in rows}


def _at(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (
        ledger.c.mailbox == place.mailbox,
        ledger.c.folder == place.folder,
        ledger.c.uidvalidity == place.uidvalidity,
    )


def _values(line: Line) -> dict[str, object]:
    return {
        "mailbox": line.place.mailbox,
        "folder": line.place.folder,
        "uidvalidity": line.place.uidvalidity,
        "uid": line.uid,
        "outcome": line.outcome.value,
        "reason": line.reason,
        "size": line.size,
        "arrived_at": line.arrived_at,
        "recorded_at": line.recorded_at,
        "mail_id": line.mail_id,
        "action": line.action.value,
        "action_target": line.target,
        "action_state": "none" if line.action is Action.NONE else "pending",
    }
