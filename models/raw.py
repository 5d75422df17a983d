"""The bytes of mails, as they came and as they went: the one door to them.

Whatever else is stored holds redacted text only. Bytes are compressed here, and here alone it is
decided how they lie on the disk.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import BigInteger, Column, Connection, Integer, LargeBinary, String, Table, select

from config.errors import PermanentError
from models.schema import METADATA

raw = Table(
    "raw",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("codec", String(16), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
_LEVEL = 3  # of 9: half the time of 6 for five percent more bytes


@dataclass(frozen=True, slots=True)
class Packed:
    """Bytes as they will lie in the database; `size` counts the original bytes."""

    codec: str
    size: int
    body: bytes = field(repr=False)


def pack(original: bytes) -> Packed:
    """Made where there is time for it, in the process that reads the mail."""
    return Packed("zlib", len(original), zlib.compress(original, _LEVEL))


def put(connection: Connection, rows: Iterable[tuple[int, Packed]]) -> None:
    """Store packed bytes under ids reserved from the counter `raw`."""
    values = [
        {"id": id_, "codec": packed.codec, "size": packed.size, "body": packed.body}
        for id_, packed in rows
    ]
    if values:
        connection.execute(raw.insert(), values)


def get(connection: Connection, raw_id: int) -> bytes:
    """The original bytes; PermanentError if they are gone."""
    row = connection.execute(select(raw.c.codec, raw.c.body).where(raw.c.id == raw_id)).first()
    if row is None:
        raise PermanentError(f"the bytes {raw_id} are not stored any more")
    return unpack(row.codec, row.body)


def unpack(codec: str, body: bytes) -> bytes:
    """What `pack` was given."""
    if codec != "zlib":
        raise PermanentError(f"the bytes are stored in a way this version does not know ({codec})")
    return zlib.decompress(body)


def drop(connection: Connection, raw_id: int) -> None:
    """Remove the bytes for good."""
    connection.execute(raw.delete().where(raw.c.id == raw_id))
