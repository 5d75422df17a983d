"""The vault in use: unlocked at the start, read with a purpose, emptied for good.

Whoever reads an original says who he is, what for and why; that is a line of the audit log. What a
person may see, and for how long, is decided in `worker.grants`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from config.errors import ConfigError
from config.settings import Settings, VaultKey
from models import audit, db, keys, raw
from models import vault as vaults
from models.audit import Act
from models.db import Database
from models.history import Who
from models.original import Original
from models.vault import given_by


@dataclass(frozen=True, slots=True)
class Purpose:
    """`who` does `did` (a code: `showed`, `exported`, `rendered`, `erased` …) and `why`."""

    who: str
    did: str
    why: str


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database with the key to its originals; ConfigError unless it is the right one."""
    with db.ready(settings.database_url, vault=given_by(settings.vault_key)) as database:
        unlock(database, settings.vault_key, datetime.now(UTC))
        yield database


def unlock(database: Database, source: VaultKey, now: datetime) -> None:
    """See that the key is there and fits, now and not at the first mail; the first use makes it."""
    with database.transaction() as connection:
        begin(connection, source, now)
        vaults.sealing_key(connection)
        if count := raw.in_the_clear(connection):
            raise ConfigError(
                f"{count} originals of an older version lie in the clear",
                remedy="run: meldpost db upgrade",
            )


def begin(connection: Connection, source: VaultKey, now: datetime) -> None:
    """Seal with the newest key that is given, unless something is sealed already."""
    standing = vaults.current(connection)
    if standing is not None and not raw.is_empty(connection):
        return
    if standing is None and source.made and source.file is not None:
        keys.make(source.file)
    key = vaults.of(connection).newest()
    if key.id == standing:
        return
    vaults.turn(connection, key, now)
    act = Act(now, Who.MACHINE, "sealed", "vault", None, "the first key", {"key": key.id})
    audit.write(connection, [act])


def read(connection: Connection, original: Original, purpose: Purpose, now: datetime) -> bytes:
    """The bytes of an original. PermanentError if they are gone, or are not what was sealed."""
    found = raw.get(connection, original.raw_id)
    audit.write(connection, [_act(original, purpose, now)])
    return found


def erase(
    connection: Connection, originals: Sequence[Original], purpose: Purpose, now: datetime
) -> int:
    """Destroy originals and their keys for good; how many of them there still were."""
    alive = [one for one in originals if one.erased_at is None]
    erased = raw.erase(connection, [one.raw_id for one in alive], now)
    audit.write(connection, [_act(one, purpose, now) for one in alive])
    return erased


def _act(original: Original, purpose: Purpose, now: datetime) -> Act:
    return Act(now, purpose.who, purpose.did, original.what, original.what_id, purpose.why)
