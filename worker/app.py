"""The one place where real things are chosen and tied together."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from config import preset as presets
from config.errors import ConfigError
from config.preset import Preset
from config.servers import Mailbox
from config.settings import Settings
from models import db
from models.db import Database
from models.vault import given_by
from notify.dkim_key import DkimKey
from notify.doors import Doors
from notify.smtp import Sender
from worker.desk import Desk, desks
from worker.intake.analyse import Raw, Read, Reader
from worker.intake.pool import Pool
from worker.learning.decide import Decide
from worker.privacy import vault

if TYPE_CHECKING:
    from ingest.sources.imap import Tokens
    from worker.intake.fetch import Chunk
    from worker.intake.guard import Broken

Clock = Callable[[], datetime]
LEASE = timedelta(minutes=10)
# Read before the processes are forked: what loads on first use is then shared by all of them.
_WARM_UP = (
    b"From: Sanne <sanne@kdv-zon.example>\r\nSubject: Factuur\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>Hallo, de factuur 2026-0142 klopt niet."
    b"</p><blockquote>Bel 0612345678 op 12-03-2021.</blockquote>\r\n"
)


@dataclass(frozen=True, slots=True)
class App:
    """Everything that a worker needs. `clock` gives aware moments, `chance` decides nothing dear.

    `readers` read the mail of each mailbox, as the pool does in its processes.

    `lease` is how long a mail may be on its way out before its worker counts as dead; it must be
    longer than any SMTP server takes for one mail. Once `stopping` is set, what is under way ends
    at the next boundary.
    """

    settings: Settings
    database: Database
    desks: dict[str, Desk]
    pool: Pool[Chunk, list[Read | Broken]]
    readers: Mapping[str, Reader]
    sender: Sender
    dkim: dict[str, DkimKey] = field(default_factory=dict)
    tokens: Tokens | None = None
    clock: Clock = lambda: datetime.now(UTC)
    chance: random.Random = field(default_factory=random.SystemRandom)
    lease: timedelta = LEASE
    stopping: threading.Event = field(default_factory=threading.Event)

    def desk(self, mailbox: Mailbox) -> Desk:
        return self.desks[mailbox.name]


@contextmanager
def opened(
    settings: Settings,
    decide: Decide,
    *,
    tokens: Tokens | None = None,
    clock: Clock = lambda: datetime.now(UTC),
    lease: timedelta = LEASE,
) -> Iterator[App]:
    """A worker ready to go: processes forked first, then the database opened and checked."""
    loaded = {
        box.preset: presets.load(box.preset, settings.preset_dirs) for box in settings.mailbox
    }
    readers = _readers(settings, loaded, decide)
    pool = _pool(settings, readers)
    database = db.open(settings.database_url, vault=given_by(settings.vault_key))
    try:
        db.check_version(database)
        vault.unlock(database, settings.vault_key, clock())
        yield App(
            settings=settings,
            database=database,
            desks=desks(settings, loaded, database),
            pool=pool,
            readers=readers,
            sender=Sender(
                settings.smtp,
                token_of=tokens.token_of if tokens else None,
                doors=Doors(clock, random.SystemRandom()),
            ),
            dkim={box.name: DkimKey.of(box.dkim) for box in settings.mailbox if box.dkim},
            tokens=tokens,
            clock=clock,
            lease=lease,
        )
    finally:
        database.close()
        pool.close()


@contextmanager
def one_thread() -> Iterator[None]:
    """Linear algebra in one thread: there is a process for each core already."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


def processes(settings: Settings) -> int:
    """One more than there are cores: while one waits for its next chunk, the others are busy."""
    return settings.limits.processes or (os.cpu_count() or 1) + 1


def _readers(settings: Settings, loaded: dict[str, Preset], decide: Decide) -> dict[str, Reader]:
    from ingest.parse import ParseLimits

    limits = ParseLimits.of(settings.limits)
    return {
        box.name: Reader(decide, loaded[box.preset], _own_domains(settings, box.preset), limits)
        for box in settings.mailbox
    }


def _pool(settings: Settings, readers: Mapping[str, Reader]) -> Pool[Chunk, list[Read | Broken]]:
    from triage.wishes import grammar
    from worker.intake.poll import read_chunk

    def work(chunk: Chunk) -> list[Read | Broken]:
        with one_thread():
            return read_chunk(chunk.mails, readers[chunk.desk])

    for reader in readers.values():
        read_chunk([Raw(0, datetime.now(UTC), _WARM_UP)], reader)
    grammar.load()
    return Pool(work, processes(settings))


def _own_domains(settings: Settings, preset: str) -> frozenset[str]:
    return frozenset(
        box.address.rpartition("@")[2].lower() for box in settings.mailbox if box.preset == preset
    )


def mailboxes(settings: Settings, names: Sequence[str] = ()) -> tuple[Mailbox, ...]:
    """The mailboxes of these names, or all; ConfigError if there are none."""
    found = tuple(box for box in settings.mailbox if not names or box.name in names)
    if not found:
        raise ConfigError("no mailbox is configured", remedy="add a [[mailbox]] section")
    return found
