"""One pass over a mailbox: fetch → parse → triage → ticket and outbox, a chunk at a time.

A chunk is one transaction, with a savepoint for each mail when something is wrong with one. Only
when it is committed is the mailbox touched. A chunk that was killed is simply done again: nothing
of it stands, or its UIDs are in the ledger already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from config.errors import ConfigError, TransientError
from config.servers import Mailbox
from ingest.sources.imap import ImapSource
from models import audit, cursor, ledger
from models.audit import Act
from models.cursor import Cursor
from models.history import Who
from models.ledger import Outcome, Place
from worker import log
from worker.app import App
from worker.desk import Desk
from worker.intake import act
from worker.intake.analyse import Raw, Read, Reader, analyse
from worker.intake.fetch import Aside, Chunk, Fetcher
from worker.intake.guard import Broken, guarded
from worker.intake.pool import Died
from worker.intake.reconsider import reconsidered
from worker.intake.store import Store
from worker.steps import reached


@dataclass(slots=True)
class Tally:
    """How many mails ended as what."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)

    @property
    def mails(self) -> int:
        return self.outcomes.total()


def read_chunk(mails: Sequence[Raw], reader: Reader) -> list[Read | Broken]:
    """The work of a process of the pool: all at once, or one by one if that does not go well."""
    together = guarded(partial(analyse, mails, reader))
    if not isinstance(together, Broken):
        return list(together)
    found: list[Read | Broken] = []
    for mail in mails:
        alone = guarded(partial(analyse, [mail], reader))
        found.append(alone if isinstance(alone, Broken) else alone[0])
    return found


def poll(app: App, mailbox: Mailbox, *, thorough: bool = False) -> Tally:
    """One pass over the folders of a mailbox.

    `thorough` also takes what the ledger lacks below the cursor; that costs as much as the mailbox
    is large. A folder with a fault does not keep the others from being read: its error comes last.
    """
    tally = Tally()
    trouble: ConfigError | None = None
    with ImapSource.open(mailbox, app.tokens, limits=app.settings.limits) as source:
        for folder in mailbox.folders:
            try:
                _folder(app, app.desk(mailbox), source, folder, tally, thorough=thorough)
            except ConfigError as error:
                trouble = trouble or error
    if trouble:
        raise trouble
    return tally


def _folder(
    app: App, desk: Desk, source: ImapSource, folder: str, tally: Tally, *, thorough: bool
) -> None:
    state = source.select(folder)
    place = Place(desk.mailbox.name, folder, state.uidvalidity)
    reached("poll.selected")
    last = _begin(app, place)
    act.settle(app.database, source, place, app.clock)
    uids = source.uids_after(last)
    if thorough:
        uids = _missing(app, source, place, last) + uids
    fetcher = Fetcher(
        source,
        desk.mailbox.name,
        app.settings.limits,
        app.clock,
        app.pool.size,
        app.stopping,
    )
    for chunk, results in _read(app, fetcher.chunks(uids)):
        reached("poll.analysed")
        results = reconsidered(app.database, app.readers[chunk.desk], chunk.mails, results)
        tally.outcomes.update(commit(app, desk, place, chunk, results))
        reached("poll.committed")
        act.settle(app.database, source, place, app.clock)


def _begin(app: App, place: Place) -> int:
    """The last UID that was read in this numbering; a new numbering is noticed here."""
    with app.database.transaction() as connection:
        before = cursor.get(connection, place.mailbox, place.folder)
        if before is not None and before.place == place:
            return before.uid
        now = app.clock()
        cursor.move(connection, Cursor(place, 0), now)
        if before is None:
            return 0
        ledger.renumbered(connection, place)
        why = "the server numbered the folder anew: every mail is looked at again"
        numberings: dict[str, object] = {
            "before": before.place.uidvalidity,
            "now": place.uidvalidity,
        }
        audit.write(
            connection, [Act(now, Who.MACHINE, "noticed", "renumbering", None, why, numberings)]
        )
    log.get().warning("renumbered", mailbox=place.mailbox, folder=place.folder, **numberings)
    return 0


def _missing(app: App, source: ImapSource, place: Place, last: int) -> list[int]:
    """UIDs up to the cursor that have no line: a server may show a mail late."""
    with app.database.reading() as connection:
        known = ledger.all_uids(connection, place)
    return [uid for uid in source.all_uids() if uid <= last and uid not in known]


def _read(app: App, chunks: Iterator[Chunk]) -> Iterator[tuple[Chunk, list[Read | Broken]]]:
    """Each chunk with what was read in it, in order. A mail that kills its reader stands alone."""
    for chunk, results in app.pool.run(_telling(chunks)):
        if not isinstance(results, Died):
            yield chunk, results
            continue
        log.get().error("reader_died", mails=len(chunk.mails), reason=results.reason)
        found: list[Read | Broken] = []
        for _, one in app.pool.run(Chunk(chunk.desk, (mail,)) for mail in chunk.mails):
            found.extend([Broken(one.reason)] if isinstance(one, Died) else one)
        yield chunk, found


def _telling(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    for chunk in chunks:
        reached("poll.fetched")
        yield chunk


def commit(
    app: App, desk: Desk, place: Place, chunk: Chunk, results: Sequence[Read | Broken]
) -> Counter[Outcome]:
    """Write all that a chunk leaves, at once; or mail by mail if that does not go well."""
    with app.database.transaction() as connection:
        held = cursor.hold(connection, place.mailbox, place.folder)
        if held is None or held.place != place:
            raise TransientError("another worker found the folder numbered anew")
        store = Store(connection, desk, place, app.clock())
        known = ledger.known(connection, place, chunk.uids)
        fresh = [
            (mail, result)
            for mail, result in zip(chunk.mails, results, strict=True)
            if mail.uid not in known
        ]
        _write(store, fresh, [one for one in chunk.aside if one.uid not in known])
        if chunk.uids:
            cursor.move(connection, Cursor(place, max(chunk.uids)), store.now)
        reached("poll.written")
    store.tell()
    return store.outcomes


def _write(
    store: Store, fresh: Sequence[tuple[Raw, Read | Broken]], aside: Sequence[Aside]
) -> None:
    whole = [(mail, read) for mail, read in fresh if not isinstance(read, Broken)]
    together = guarded(partial(store.write, whole))
    broken = [(mail, read) for mail, read in fresh if isinstance(read, Broken)]
    if isinstance(together, Broken):
        for mail, read in whole:
            alone = guarded(partial(store.write, [(mail, read)]))
            if isinstance(alone, Broken):
                broken.append((mail, alone))
    for mail, why in broken:
        store.quarantine(mail, why.reason)
    store.set_aside(aside)
    store.close()
