"""Puts a year together, lives it, and says what it came to."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from benchmarks.memory import Memory
from benchmarks.year import desk
from benchmarks.year.book import Book
from benchmarks.year.colleagues import Colleagues
from benchmarks.year.customers import Correspondence
from benchmarks.year.judge import Verdict, verdicts
from benchmarks.year.people import Customers
from benchmarks.year.rhythm import Rhythm
from benchmarks.year.simulation import Year
from benchmarks.year.worker import Worker
from benchmarks.year.world import a_world
from config import preset as presets
from models.db import Database
from models.ledger import ledger
from models.ticket import ticket

SEED = 2026
_LARGE = 5_000  # mails a year, from which on somebody looks every hour
_HOURLY = (*range(7, 20), 22)
_SELDOM = (9, 14)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Figures with their names, and the verdicts of the judge."""

    figures: tuple[tuple[str, str], ...]
    verdicts: tuple[Verdict, ...]


def live(
    mails: int,
    url: str,
    folder: Path,
    *,
    days: int = 365,
    trained: bool = True,
    tell: Callable[[str], None] = lambda words: None,
) -> Outcome:
    """A year in which so many mails come in; without `trained` the desk's triage is plain."""
    chance = random.Random(SEED)
    rhythm = Rhythm.of(days, _HOURLY if mails * 365 >= _LARGE * days else _SELDOM, (10,))
    with a_world(folder) as world:
        given = desk.settings(url, folder, world.mailbox(), world.office.smtp())
        with desk.at_hand(given) as (database, post):
            worker = Worker(given, folder, rhythm.moments[0], trained=trained)
            book = Book(presets.load(desk.PRESET, given.preset_dirs))
            customers = Customers.invented(max(mails // 100, 5), chance)
            year = Year(
                mails=mails,
                kills=max(mails // 500, 6),
                leavers=max(mails // 500, 4),
                greetings=max(mails // 500, 4),
                rhythm=rhythm,
                world=world,
                worker=worker,
                database=database,
                book=book,
                letters=Correspondence(desk.PRESET, customers, chance),
                colleagues=Colleagues(database, post, book, chance),
                chance=chance,
                tell=tell,
            )
            began = time.perf_counter()
            try:
                with Memory(worker.pid) as memory:
                    year.run()
            finally:
                worker.close()
            seconds = time.perf_counter() - began
            figures = tuple(_figures(year, seconds, memory.peak))
            return Outcome(figures, tuple(verdicts(year)))


def _figures(year: Year, seconds: float, peak: int) -> Iterator[tuple[str, str]]:
    with year.database.reading() as connection:
        outcomes = connection.execute(
            select(ledger.c.outcome, func.count())
            .group_by(ledger.c.outcome)
            .order_by(func.count().desc())
        )
        told = ", ".join(f"{count:,} {name}" for name, count in outcomes)
        made = connection.scalar(select(func.count()).select_from(ticket)) or 0
        size = _size(year.database, connection)
    yield f"mails ({told})", f"{year.world.delivered:,}"
    yield "tickets", f"{made:,}"
    yield "acts of agents", f"{year.colleagues.acts:,}"
    yield "mails sent", f"{year.world.office.taken.total():,}"
    yield (
        "of these automatic answers",
        f"{sum(one.answers is not None for one in year.sent.values()):,}",
    )
    yield "workers killed", f"{year.killed:,}"
    yield "orders that met a shut door", f"{year.shut:,}"
    yield "run time", f"{seconds:,.0f} s"
    yield "mails a second, the whole simulation", f"{year.world.delivered / seconds:,.1f}"
    yield "database", f"{size / 1e6:,.0f} MB"
    yield "peak memory of the worker", f"{peak / 1e6:,.0f} MB"


def _size(database: Database, connection: Connection) -> int:
    if database.is_sqlite:
        pages = connection.scalar(text("PRAGMA page_count")) or 0
        return int(pages) * int(connection.scalar(text("PRAGMA page_size")) or 0)
    return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
