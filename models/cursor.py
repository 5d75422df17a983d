"""How far each folder has been read, so that a poll costs as much as its new mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from models.ledger import Place
from models.schema import METADATA, Key, Moment

cursor = Table(
    "cursor",
    METADATA,
    Column("mailbox", Key, primary_key=True),
    Column("folder", Key, primary_key=True),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("moved_at", Moment, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Every mail of `place` up to and including `uid` is in the ledger."""

    place: Place
    uid: int


def get(connection: Connection, mailbox: str, folder: str) -> Cursor | None:
    """Where we are in a folder, or None if it was never read."""
    row = connection.execute(
        select(cursor.c.uidvalidity, cursor.c.uid).where(
            cursor.c.mailbox == mailbox, cursor.c.folder == folder
        )
    ).first()
    return row and Cursor(Place(mailbox, folder, row.uidvalidity), row.uid)


def hold(connection: Connection, mailbox: str, folder: str) -> Cursor | None:
    """As `get`; and no other worker can move on in this folder until the transaction ends."""
    row = connection.execute(
        select(cursor.c.uidvalidity, cursor.c.uid)
        .where(cursor.c.mailbox == mailbox, cursor.c.folder == folder)
        .with_for_update()
    ).first()
    return row and Cursor(Place(mailbox, folder, row.uidvalidity), row.uid)


def move(connection: Connection, to: Cursor, now: datetime) -> None:
    """Everything up to `to.uid` has its line. Never goes back within one numbering."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(cursor).values(
        mailbox=to.place.mailbox,
        folder=to.place.folder,
        uidvalidity=to.place.uidvalidity,
        uid=to.uid,
        moved_at=now,
    )
    new = statement.excluded
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["mailbox", "folder"],
            set_={"uidvalidity": new.uidvalidity, "uid": new.uid, "moved_at": new.moved_at},
            where=(cursor.c.uidvalidity != new.uidvalidity) | (cursor.c.uid < new.uid),
        )
    )
