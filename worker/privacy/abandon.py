"""Going on after a key was lost: what only that key opens is erased, and a new key seals."""

from __future__ import annotations

from datetime import datetime

from config.errors import PermanentError
from config.settings import VaultKey
from models import audit, keys, raw
from models import vault as vaults
from models.audit import Act
from models.db import Database


def abandon(database: Database, source: VaultKey, who: str, why: str, now: datetime) -> int:
    """Erase the originals under keys that are not given; how many. PermanentError if none is."""
    if source.made and source.file is not None:
        keys.make(source.file)
    given = keys.load(source)
    with database.transaction() as connection:
        lost = raw.by_key(connection).keys() - {key.id for key in given}
        if not lost:
            raise PermanentError(
                "no key is lost: every original opens with the keys that are given"
            )
        erased = sum(raw.erase_under(connection, key_id, now) for key_id in sorted(lost))
        vaults.turn(connection, given[0], now)
        detail: dict[str, object] = {
            "key": given[0].id,
            "lost": sorted(lost),
            "originals": erased,
        }
        audit.write(connection, [Act(now, who, "abandoned", "vault", None, why, detail)])
    return erased
