"""A new key for the vault: everything is sealed anew, in steps that may be broken off at any time.

Workers go on meanwhile. From the first moment on, new mail is sealed with the new key; what lies
under the old one needs the old one until the last step is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from config.errors import ConfigError
from config.settings import Settings, VaultKey
from models import audit, db, keys, raw
from models import vault as vaults
from models.audit import Act
from models.db import Database
from models.seal import Key
from models.vault import Vault
from worker.privacy.vault import begin

Clock = Callable[[], datetime]

_STEP_MAILS = 200
_STEP_BYTES = 32_000_000


@dataclass(slots=True)
class Rotation:
    """How far it is: `damaged` are the ids of originals that no key opens any more."""

    key: str
    before: tuple[str, ...]
    total: int
    done: int = 0
    damaged: list[int] = field(default_factory=list)


def rotate(
    database: Database, vault: Vault, source: VaultKey, who: str, clock: Clock
) -> Iterator[Rotation]:
    """Turn to a new key, or go on with a rotation that was broken off; yields after every step.

    The new key is the first at its source. A key file gets one made for it; to a variable or a
    command a person must add it, in front of the old one.
    """
    _turn(database, vault, _new_key(database, vault, source), who, clock())
    progress = _begun(database)
    yield progress
    for old in progress.before:
        yield from _steps(database, old, progress)
    if not progress.total:
        return
    with database.transaction() as connection:
        detail: dict[str, object] = {
            "key": progress.key,
            "before": list(progress.before),
            "originals": progress.done,
            "damaged": progress.damaged,
        }
        act = Act(clock(), who, "rotated", "vault", None, "every original is sealed anew", detail)
        audit.write(connection, [act])
    db.compact(database, raw.raw.name)


def seal_what_is_clear(settings: Settings, clock: Clock) -> Iterator[Rotation]:
    """Seal what a version before the vault left; yields after every step."""
    vault = vaults.given_by(settings.vault_key)
    with db.ready(settings.database_url, vault=vault) as database:
        with database.transaction() as connection:
            total = raw.in_the_clear(connection)
            if not total:
                return
            begin(connection, settings.vault_key, clock())
            progress = Rotation(vaults.sealing_key(connection).id, (), total)
        yield from _steps(database, None, progress)
        db.compact(database, raw.raw.name)


def _steps(database: Database, old: str | None, progress: Rotation) -> Iterator[Rotation]:
    after = 0
    while True:
        with database.transaction() as connection:
            step = raw.reseal(connection, old, after=after, mails=_STEP_MAILS, size=_STEP_BYTES)
        if step is None:
            return
        after = step.last
        progress.done += step.done
        progress.damaged += step.damaged
        yield progress


def _new_key(database: Database, vault: Vault, source: VaultKey) -> Key:
    """The key to turn to: the newest that is given, or a fresh one in front of the key file."""
    newest = vault.newest()
    with database.reading() as connection:
        current, under = vaults.current(connection), raw.by_key(connection)
    if newest.id != current or under.keys() - {current}:
        return newest  # it was put there, or a rotation to it was broken off
    if source.file is None:
        raise ConfigError(
            "there is no new key",
            remedy="put one in front of the present one: meldpost vault key makes it",
        )
    keys.prepend(source.file, Key.fresh())
    return vault.newest()


def _turn(database: Database, vault: Vault, key: Key, who: str, now: datetime) -> None:
    with database.transaction() as connection:
        current = vaults.current(connection)
        if current == key.id:
            return
        if current is not None:
            vault.key(current)  # ConfigError without the old key: it is needed until all is done
        vaults.turn(connection, key, now)
        detail: dict[str, object] = {"key": key.id, "before": current}
        audit.write(connection, [Act(now, who, "turned", "vault", None, "a new key", detail)])


def _begun(database: Database) -> Rotation:
    with database.reading() as connection:
        current, under = vaults.current(connection) or "", raw.by_key(connection)
    before = {key: count for key, count in under.items() if key != current}
    return Rotation(current, tuple(sorted(before)), sum(before.values()))
