"""The whole line beside a bare fetch: the same mails, the same Dovecot, in one run.

    python -m benchmarks.line [MAILS] [--postgres]

Prints what a bare client fetches in batches, what the line does from fetch to commit and how far
apart they are; then each step alone, in milliseconds of processor time for a mail, and the peak
of memory of all processes together (proportional set size).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from benchmarks.fetch import filled, raw_imap
from benchmarks.mail_corpus import mails
from benchmarks.memory import Memory, family
from config.limits import Limits
from config.servers import Mailbox
from config.settings import Log, Settings
from ingest.identity import digest
from ingest.message import Message
from ingest.parse import ParseLimits, parse
from models import db
from models.cursor import Cursor, move
from models.ledger import Place
from models.raw import pack
from tests.servers.postgres import Postgres
from worker import log
from worker.app import App, opened
from worker.intake.analyse import Raw, Read, Reader, analyse
from worker.intake.fetch import Chunk
from worker.intake.poll import commit, poll
from worker.learning import weights
from worker.learning.decide import Decide, decider

CHUNK = 100
Result = TypeVar("Result")


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    count = numbers[0] if numbers else 3_000
    log.set_up(Log(level="error"))
    generated = list(mails(count))
    decide = decider(weights.load(Settings()))
    with tempfile.TemporaryDirectory() as folder, database(Path(folder)) as url:
        with filled(iter(generated)) as account:
            box = account.mailbox(security="plain")
            bare = raw_imap(box)
            with ready(url, Path(folder), box, decide) as app, Memory(seconds=0.1) as memory:
                started = time.perf_counter()
                busy = processor_seconds()
                tally = poll(app, box)
                seconds = time.perf_counter() - started
                busy = processor_seconds() - busy
        print(f"{count} mails, {sum(map(len, generated)) / count / 1000:.1f} kB each, {url[:6]}")
        print(f"{'bare fetch':24}{bare.mails_a_second:10,.0f} mails/s")
        print(f"{'line, fetch to commit':24}{tally.mails / seconds:10,.0f} mails/s")
        print(f"{'ratio':24}{bare.mails_a_second * seconds / tally.mails:10,.1f}")
        print(f"{'processor, all together':24}{busy / tally.mails * 1000:10.2f} ms a mail")
        print(f"{'peak memory':24}{memory.peak / 1e6:10,.0f} MB")
        with ready(url, Path(folder), box.model_copy(update={"name": "steps"}), decide) as app:
            steps(app, generated, decide)


def steps(app: App, generated: Sequence[bytes], decide: Decide) -> None:
    """Each step alone, in this process."""
    desk = app.desks["steps"]
    now = app.clock()
    reader = Reader(decide, desk.preset, frozenset(), ParseLimits())
    analyse([Raw(0, now, generated[0])], reader)  # whatever loads on first use
    messages = timed("parse", generated, lambda: [parse(one) for one in generated])
    human = [one for one in messages if one.kind == "human"]
    timed("triage", human, lambda: in_chunks(human, reader, now))
    timed("digest, compress, seal", generated, lambda: [(digest(o), pack(o)) for o in generated])
    raws = [Raw(uid, now, one) for uid, one in enumerate(generated, 1)]
    read = [
        one
        for start in range(0, len(raws), CHUNK)
        for one in analyse(raws[start : start + CHUNK], reader)
    ]
    place = Place("steps", "INBOX", 1)
    with app.database.transaction() as connection:
        move(connection, Cursor(place, 0), now)
    timed("answer and commit", raws, lambda: written(app, place, raws, read))


def written(app: App, place: Place, raws: Sequence[Raw], read: Sequence[Read]) -> None:
    desk = app.desks["steps"]
    for start in range(0, len(raws), CHUNK):
        some = slice(start, start + CHUNK)
        fresh = [fresh_one(one, number) for number, one in enumerate(read[some], start)]
        commit(app, desk, place, Chunk("steps", tuple(raws[some])), fresh)


def fresh_one(read: Read, number: int) -> Read:
    """The same mail under another Message-ID."""
    return replace(read, identity=replace(read.identity, message_id=f"<{number}@steps.example>"))


def in_chunks(messages: Sequence[Message], reader: Reader, now: datetime) -> None:
    for start in range(0, len(messages), CHUNK):
        some = messages[start : start + CHUNK]
        reader.decide(some, reader.preset, [now] * len(some))


def timed(name: str, over: Sequence[object], work: Callable[[], Result]) -> Result:
    """Do it, and say how many milliseconds of processor time it took for each."""
    before = time.process_time()
    result = work()
    spent = time.process_time() - before
    print(f"{name:24}{spent / len(over) * 1000:10.2f} ms a mail")
    return result


def processor_seconds() -> float:
    """What this process and its children have used up to now; other programs do not disturb it."""
    ticks = 0
    for pid in family(os.getpid()):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """An empty SQLite file; a PostgreSQL database with --postgres."""
    if "--postgres" not in sys.argv:
        yield f"sqlite:///{folder / 'line.sqlite3'}"
        return
    server = Postgres()
    try:
        yield server.new_database()
    finally:
        server.close()


@contextmanager
def ready(url: str, folder: Path, box: Mailbox, decide: Decide) -> Iterator[App]:
    db.upgrade(url)
    settings = Settings(
        data_dir=folder / "data", database=url, mailbox=(box,), limits=Limits(chunk_mails=CHUNK)
    )
    with opened(settings, decide) as app:
        yield app


if __name__ == "__main__":
    main()
