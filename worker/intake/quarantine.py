"""What a person does with mails that are set aside: list, retry, drop; not to look at one."""

from __future__ import annotations

from functools import partial

from config.errors import ConfigError, PermanentError
from models import audit, cursor, ledger, quarantine, raw
from models.audit import Act
from models.db import Database
from models.ledger import Line, Outcome
from models.quarantine import Quarantined
from worker.app import App, Clock
from worker.intake.analyse import Raw
from worker.intake.fetch import Chunk
from worker.intake.guard import Broken, guarded
from worker.intake.pool import Died
from worker.intake.reconsider import reconsidered
from worker.intake.store import Store
from worker.privacy.reason import discreet


def listed(database: Database) -> list[Quarantined]:
    """What is set aside, the oldest first."""
    with database.reading() as connection:
        return quarantine.entries(connection)


def retry(app: App, entry_id: int, who: str) -> Outcome | Broken:
    """Read the mail again: what it became, or how it broke this time."""
    with app.database.reading() as connection:
        entry = _entry(quarantine.entries(connection, only=entry_id), entry_id)
        mail = Raw(entry.uid, entry.arrived_at, raw.get(connection, entry.raw_id))
    if entry.place.mailbox not in app.desks:
        raise ConfigError(
            f"there is no mailbox {entry.place.mailbox!r} any more", remedy="add it again, or drop"
        )
    ((_, results),) = app.pool.run([Chunk(entry.place.mailbox, (mail,))])
    read = Broken(results.reason) if isinstance(results, Died) else results[0]
    (read,) = reconsidered(app.database, app.readers[entry.place.mailbox], [mail], [read])
    now = app.clock()
    with app.database.transaction() as connection:
        here = cursor.get(connection, entry.place.mailbox, entry.place.folder)
        store = Store(connection, app.desks[entry.place.mailbox], entry.place, now)
        if not isinstance(read, Broken):
            is_there = here is not None and here.place == entry.place
            read = guarded(partial(store.settle, entry, mail, read, acts=is_there)) or read
        if isinstance(read, Broken):
            quarantine.tried(connection, entry.id, read.reason, now)
            return read
        quarantine.remove(connection, entry.id)
        raw.drop(connection, entry.raw_id)
        act = Act(now, who, "retried", "ledger", entry.ledger_id, "quarantine retry")
        audit.write(connection, [act])
        store.close()
    store.tell()
    (outcome,) = store.outcomes
    return outcome


def drop(database: Database, entry_id: int, who: str, why: str, clock: Clock) -> None:
    """Throw the bytes away for good; the ledger keeps who did so, and why."""
    now, why = clock(), discreet(why)
    with database.transaction() as connection:
        entry = _entry(quarantine.entries(connection, only=entry_id), entry_id)
        quarantine.remove(connection, entry.id)
        raw.drop(connection, entry.raw_id)
        ledger.settle(
            connection,
            entry.ledger_id,
            Line(
                entry.place,
                entry.uid,
                Outcome.SKIPPED,
                f"dropped from quarantine: {why}",
                entry.size,
                entry.arrived_at,
                now,
            ),
        )
        audit.write(connection, [Act(now, who, "dropped", "ledger", entry.ledger_id, why)])


def _entry(found: list[Quarantined], entry_id: int) -> Quarantined:
    if not found:
        raise PermanentError(f"nothing with number {entry_id} is in quarantine")
    return found[0]
