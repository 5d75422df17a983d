"""The vault in use: opened with its key, sealed after an upgrade, turned to a new key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection

from config.errors import ConfigError
from config.settings import Settings, VaultKey
from models import audit, db, keys, raw
from models import vault as vaults
from models.audit import Act
from models.db import Database
from models.ticket import Who
from models.vault import given_by


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database with the key to its originals; ConfigError unless it is the right one."""
    with db.ready(settings.database_url, vault=given_by(settings.vault_key)) as database:
        unlock(database, settings.vault_key, datetime.now(UTC))
        yield database


def unlock(database: Database, source: VaultKey, now: datetime) -> None:
    """See that the key is there and fits, now and not at the first mail; the first use makes it."""
    with database.transaction() as connection:
        _begin(connection, source, now)
        vaults.sealing_key(connection)
        if count := raw.in_the_clear(connection):
            raise ConfigError(
                f"{count} originals of an older version lie in the clear",
                remedy="run: meldpost db upgrade",
            )


def _begin(connection: Connection, source: VaultKey, now: datetime) -> None:
    if vaults.current(connection) is not None:
        return
    if source.made and source.file is not None:
        keys.make(source.file)
    key = vaults.of(connection).newest()
    vaults.begin(connection, key, now)
    act = Act(now, Who.MACHINE, "sealed", "vault", None, "the first key", {"key": key.id})
    audit.write(connection, [act])
