"""The vault: the keys that were given, and the database's word on which of them seals.

The keys travel with the connection (`db.open(url, vault=…)`): a part of Meldpost that has no
business with originals opens the database without them. The database knows keys by fingerprint
only. What seals is one row; a rotation changes it, and workers with the new key follow at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Column, Connection, Integer, String, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from config.errors import ConfigError
from config.settings import VaultKey
from models import keys
from models.schema import METADATA, Moment
from models.seal import Key

OPTION = "meldpost_vault"
_SLOT = 1

vault = Table(
    "vault",
    METADATA,
    Column("slot", Integer, primary_key=True),  # there is one
    Column("key_id", String(16), nullable=False),
    Column("since", Moment, nullable=False),
)


@dataclass(slots=True)
class Vault:
    """The keys at hand, by their fingerprints; `source` is asked again when one is missing."""

    source: Callable[[], tuple[Key, ...]]
    _keys: dict[str, Key] = field(default_factory=dict, repr=False)

    def key(self, key_id: str) -> Key:
        """The key of that fingerprint; ConfigError if it was not given."""
        if key_id not in self._keys:
            try:
                self._keys = {key.id: key for key in self.source()}
            except ConfigError as error:
                raise _needed(key_id, error.problem) from None
        if key_id not in self._keys:
            raise _needed(key_id, f"{', '.join(self._keys)} was given")
        return self._keys[key_id]

    def newest(self) -> Key:
        """The first of the keys, as they stand at their source now."""
        given = self.source()
        self._keys = {key.id: key for key in given}
        return given[0]


def _needed(key_id: str, but: str) -> ConfigError:
    return ConfigError(
        f"the vault is sealed with the key {key_id}, but {but}",
        remedy="give the key it was sealed with; docs/vault.md says where to look for it",
    )


def given_by(source: VaultKey) -> Vault:
    """The vault with the keys of `source`, which is read when a key is asked for."""
    return Vault(lambda: keys.load(source))


def of(connection: Connection) -> Vault:
    """The keys that came with this connection."""
    found: Vault | None = connection.get_execution_options().get(OPTION)
    if found is None:
        raise ConfigError("this database was opened without the keys of its vault")
    return found


def sealing_key(connection: Connection) -> Key:
    """The key that seals now; no rotation begins before this transaction ends.

    So nothing is sealed with a key that a rotation has done with, and that may be thrown away.
    """
    key_id = connection.scalar(
        select(vault.c.key_id).where(vault.c.slot == _SLOT).with_for_update(read=True)
    )
    if key_id is None:
        raise ConfigError("the vault has no key yet", remedy="meldpost run makes one")
    return of(connection).key(key_id)


def current(connection: Connection) -> str | None:
    """The fingerprint of the key that seals, None before the first use."""
    return connection.scalar(select(vault.c.key_id).where(vault.c.slot == _SLOT))


def turn(connection: Connection, key: Key, now: datetime) -> None:
    """Seal with `key` from now on."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    values = {"key_id": key.id, "since": now}
    statement = insert(vault).values(slot=_SLOT, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["slot"], set_=values))
