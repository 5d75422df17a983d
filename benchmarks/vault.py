"""What the vault and the audit log cost, in microseconds a mail, step by step.

python -m benchmarks.vault [MAILS]
"""

from __future__ import annotations

import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from benchmarks.mail_corpus import mails
from config.settings import Settings
from models import audit, db, raw, seal
from models import vault as vaults
from models.audit import Act
from models.db import Database
from models.seal import Key
from worker.privacy import rotate, vault

_CHUNK = 100
Result = TypeVar("Result")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    originals = list(mails(count))
    packed = timed("compress", count, lambda: [zlib.compress(one, 3) for one in originals])
    sealed = timed("seal", count, lambda: [seal.seal(one) for one in packed])
    key = Key.fresh()
    timed("wrap the data key", count, lambda: [seal.wrap(key, own, b"raw") for own, _ in sealed])
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder) / "data")
        settings.data_dir.mkdir()
        db.upgrade(settings.database_url)
        with vault.opened(settings) as database:
            ready = [raw.pack(one) for one in originals]
            timed("store, 100 at once", count, lambda: stored(database, ready))
            timed("read, open, unpack", count, lambda: read(database, count))
            timed("audit line, 100 at once", count, lambda: told(database, count))
            timed("audit verify, a line", count, lambda: verified(database))
            timed("rotate", count, lambda: rotated(database, settings))


def timed(name: str, count: int, work: Callable[[], Result]) -> Result:
    before = time.perf_counter()
    result = work()
    print(f"{name:26}{(time.perf_counter() - before) / count * 1e6:10.1f} µs a mail")
    return result


def stored(database: Database, ready: list[raw.Packed]) -> None:
    for start in range(0, len(ready), _CHUNK):
        with database.transaction() as connection:
            raw.put(connection, enumerate(ready[start : start + _CHUNK], start + 1))


def read(database: Database, count: int) -> None:
    with database.reading() as connection:
        for number in range(1, count + 1):
            raw.get(connection, number)


def told(database: Database, count: int) -> None:
    now = datetime.now(UTC)
    for start in range(0, count, _CHUNK):
        with database.transaction() as connection:
            some = range(start, start + _CHUNK)
            audit.write(
                connection, [Act(now, "machine", "took", "mail", n, "a mail") for n in some]
            )


def verified(database: Database) -> None:
    with database.reading() as connection:
        if list(audit.verify(connection)):
            raise SystemExit("the audit log is not whole")


def rotated(database: Database, settings: Settings) -> None:
    given = vaults.given_by(settings.vault_key)
    steps = rotate.rotate(database, given, settings.vault_key, "machine", lambda: datetime.now(UTC))
    for _ in steps:
        pass


if __name__ == "__main__":
    main()
