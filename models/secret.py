"""Keys that an installation makes for itself, shared by all its workers."""

from __future__ import annotations

import secrets

from sqlalchemy import Column, Connection, LargeBinary, String, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from models.schema import METADATA

THREAD_KEY = "thread"  # signs the Message-IDs of our mails
_BYTES = 32

secret = Table(
    "secret",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)


def get_or_make(connection: Connection, name: str) -> bytes:
    """The key of that name, made the first time it is asked for."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(
        insert(secret).values(name=name, value=secrets.token_bytes(_BYTES)).on_conflict_do_nothing()
    )
    value: bytes = connection.scalars(select(secret.c.value).where(secret.c.name == name)).one()
    return value
