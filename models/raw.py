"""The bytes of mails, as they came and as they went: the one door to them.

Whatever else is stored holds redacted text only. Bytes are compressed and sealed here, and here
alone it is decided how they lie on the disk.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    LargeBinary,
    Row,
    String,
    Table,
    func,
    select,
    update,
)

from config.errors import PermanentError
from models import seal, vault
from models.schema import METADATA, Moment, row_id
from models.seal import Key
from models.slices import slices

SEALED = "zlib+aes256gcm"
CLEAR = "zlib"  # how versions before the vault kept them; `meldpost db upgrade` seals these
ERASED = "erased"
raw = Table(
    "raw",
    METADATA,
    row_id(),
    Column("codec", String(16), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("key_id", String(16)),
    Column("data_key", LargeBinary),
    Column("erased_at", Moment),
    Index("ix_raw_sealed", "codec", "key_id", "id"),
)
_LEVEL = 3  # of 9: half the time of 6 for five percent more bytes


@dataclass(frozen=True, slots=True)
class Packed:
    """Sealed bytes and the key to them, which `put` wraps; `size` counts the original bytes."""

    size: int
    body: bytes = field(repr=False)
    data_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Resealed:
    """A step of sealing anew: the id it came to, how many, and what could not be read any more."""

    last: int
    done: int
    damaged: tuple[int, ...]


def pack(original: bytes) -> Packed:
    """Made where there is time for it, in the process that reads the mail."""
    data_key, body = seal.seal(zlib.compress(original, _LEVEL))
    return Packed(len(original), body, data_key)


def put(connection: Connection, rows: Iterable[tuple[int, Packed]]) -> None:
    """Store packed bytes under ids reserved from the counter `raw`."""
    given = list(rows)
    if not given:
        return
    key = vault.sealing_key(connection)
    connection.execute(
        raw.insert(), [{"id": id_, **_sealed(key, id_, packed)} for id_, packed in given]
    )


def get(connection: Connection, raw_id: int) -> bytes:
    """The original bytes; PermanentError if they are gone or were tampered with."""
    row = connection.execute(select(raw).where(raw.c.id == raw_id)).first()
    if row is None:
        raise PermanentError(f"the bytes {raw_id} are not stored any more")
    if row.codec == ERASED:
        raise PermanentError(f"the bytes {raw_id} were erased on {row.erased_at:%Y-%m-%d}")
    if row.codec != SEALED:
        raise PermanentError(
            f"the bytes are stored in a way this version does not know ({row.codec})"
        )
    return _opened(connection, row)


def erase(connection: Connection, raw_ids: Collection[int], now: datetime) -> int:
    """Destroy these bytes and their keys for good; how many there were. The rows stay, empty."""
    return sum(_erase(connection, raw.c.id.in_(some), now) for some in slices(raw_ids))


def erase_under(connection: Connection, key_id: str, now: datetime) -> int:
    """Destroy all that is sealed with one key, as `erase` does."""
    return _erase(connection, (raw.c.codec == SEALED) & (raw.c.key_id == key_id), now)


def _erase(connection: Connection, where: ColumnElement[bool], now: datetime) -> int:
    values = {"codec": ERASED, "body": b"", "key_id": None, "data_key": None, "erased_at": now}
    erased = update(raw).where(where, raw.c.codec != ERASED).values(values)
    return connection.execute(erased).rowcount


def drop(connection: Connection, raw_id: int) -> None:
    """Remove bytes that nothing refers to any more, with their row."""
    connection.execute(raw.delete().where(raw.c.id == raw_id))


def by_key(connection: Connection) -> dict[str, int]:
    """How many originals are sealed with which key."""
    rows = connection.execute(
        select(raw.c.key_id, func.count()).where(raw.c.codec == SEALED).group_by(raw.c.key_id)
    )
    return {key_id: count for key_id, count in rows}


def is_empty(connection: Connection) -> bool:
    """Whether nothing is sealed."""
    sealed = select(raw.c.id).where(raw.c.codec == SEALED).limit(1)
    return connection.scalar(sealed) is None


def in_the_clear(connection: Connection) -> int:
    """How many a version before the vault left that are not sealed yet."""
    query = select(func.count()).where(raw.c.codec == CLEAR)
    return connection.scalar(query) or 0


def reseal(
    connection: Connection, old: str | None, *, after: int, mails: int, size: int
) -> Resealed | None:
    """Seal anew, with the present key, some that lie under the key `old` (None: in the clear).

    They are the next ones above id `after`: at most `mails`, and not many more than `size` bytes;
    None when there are no more. Every body gets a new data key: whoever had the old one, and a copy
    of the database, cannot read what he takes later. What is damaged is left as it is.
    """
    key = vault.sealing_key(connection)
    last, done, weight, damaged = 0, 0, 0, []
    for raw_id in _under(connection, old, after, mails):
        if weight > size:
            break
        last = raw_id
        row = connection.execute(select(raw).where(raw.c.id == raw_id).with_for_update()).first()
        if row is None or row.codec == ERASED:
            continue
        try:
            packed = pack(zlib.decompress(row.body) if old is None else _opened(connection, row))
        except PermanentError:
            damaged.append(raw_id)
            continue
        values = _sealed(key, row.id, packed)
        connection.execute(update(raw).where(raw.c.id == row.id).values(values))
        done, weight = done + 1, weight + row.size
    return Resealed(last, done, tuple(damaged)) if last else None


def _under(connection: Connection, key_id: str | None, after: int, count: int) -> list[int]:
    """The next of those that lie under a key, or in the clear."""
    where = (
        (raw.c.codec == CLEAR,)
        if key_id is None
        else (raw.c.codec == SEALED, raw.c.key_id == key_id)
    )
    query = select(raw.c.id).where(*where, raw.c.id > after).order_by(raw.c.id).limit(count)
    return list(connection.scalars(query))


def _opened(connection: Connection, row: Row[Any]) -> bytes:
    key = vault.of(connection).key(row.key_id)
    try:
        packed = seal.unseal(key, row.data_key, _bound(row.id, row.size), row.body)
    except PermanentError as error:
        raise PermanentError(f"the bytes {row.id} cannot be read: {error}") from None
    return zlib.decompress(packed)


def _sealed(key: Key, raw_id: int, packed: Packed) -> dict[str, object]:
    return {
        "codec": SEALED,
        "size": packed.size,
        "body": packed.body,
        "key_id": key.id,
        "data_key": seal.wrap(key, packed.data_key, _bound(raw_id, packed.size)),
    }


def _bound(raw_id: int, size: int) -> bytes:
    """What a data key is bound to: its row, the size that the row tells, and how it was packed."""
    return f"meldpost raw {raw_id} {size} {SEALED}".encode()
