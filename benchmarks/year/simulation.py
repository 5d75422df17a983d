"""The year itself: hour after hour, what comes in, what the desk does, and what comes of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from benchmarks.minutes import works
from benchmarks.year import seen
from benchmarks.year.book import Book
from benchmarks.year.colleagues import Colleagues
from benchmarks.year.customers import Correspondence
from benchmarks.year.rhythm import Rhythm, afterwards, opens
from benchmarks.year.worker import Done, Worker
from benchmarks.year.world import Away, World, outages
from models.db import Database
from worker.steps import STEPS

_READS = ("poll", "look", "digest")
_READING = tuple(step for step in STEPS if step.startswith(("poll.", "act.")))
_SENDING = ("deliver.claimed", "deliver.accepted", "deliver.recorded")
_DAYS_AFTER = 4  # in which the desk finishes what waits


@dataclass(slots=True)
class Year:
    """All that takes part. `mails` is how many reach the desk, `kills` how often its worker is
    killed, `leavers` how many customers leave without a word, `greetings` how often a robot writes.

    `sent` are our mails that were delivered, `condemned` the addresses that the desk has been told
    to be dead, and when."""

    mails: int
    kills: int
    leavers: int
    greetings: int
    rhythm: Rhythm
    world: World
    worker: Worker
    database: Database
    book: Book
    letters: Correspondence
    colleagues: Colleagues
    chance: random.Random
    tell: Callable[[str], None]
    sent: dict[str, seen.Ours] = field(default_factory=dict)
    condemned: dict[str, datetime] = field(default_factory=dict)
    killed: int = 0
    shut: int = 0  # how often a door was found shut
    last_look: datetime = datetime(2026, 1, 1, tzinfo=UTC)  # in working time

    def run(self) -> None:
        """From the first moment to the last, and until nothing waits any more."""
        moments = self.rhythm.moments
        plan = outages(moments, self.chance)
        dying, leaving = self._drawn(self.kills), self._drawn(self.leavers)
        greeting = self._drawn(self.greetings)
        before = moments[0] - timedelta(hours=1)
        for now, come in zip(moments, self.rhythm.come, strict=True):
            away = self.world.turns(now, plan)
            for _ in range(leaving.count(now)):
                self._somebody_leaves(now)
            for place in range(greeting.count(now)):
                robots = self.world.robots
                robots[(now.toordinal() + place) % len(robots)].greets()
            self._writes(before, now, round(self.mails * come) - self.world.delivered)
            self._hour(before, now, away, dying=now in dying)
            if before.day != now.day and now.day in (1, 8, 15, 22):
                self.tell(
                    f"{before:%d %B}: {self.world.delivered} mails, {dict(self.book.faults.count)}"
                )
            before = now
        for robot in self.world.robots:
            robot.most = 0
        for now in afterwards(before, _DAYS_AFTER):
            self._hour(now, now, self.world.turns(now, ()), dying=False)

    def _drawn(self, count: int) -> list[datetime]:
        """Moments in the hours in which there is mail."""
        return [self.rhythm.at(self.chance.random()) for _ in range(count)]

    def _somebody_leaves(self, now: datetime) -> None:
        """Half of them are refused at the door, the mail of the others comes back later."""
        who = self.letters.customers.someone(self.chance).address
        if self.chance.random() < 0.5:
            self.letters.silent.add(who)
            self.world.office.gone.setdefault(who, now)
        elif who not in self.letters.silent:
            self.letters.lost.add(who)

    def _writes(self, before: datetime, now: datetime, wanted: int) -> None:
        due = self.letters.due(now)
        self.letters.asks(max(wanted - len(due), 0), before, now)
        self.world.bring(sorted([*due, *self.letters.due(now)], key=lambda one: one.at))

    def _hour(self, before: datetime, now: datetime, away: set[Away], *, dying: bool) -> None:
        if Away.WORKER in away:
            self.worker.stop()
        else:
            self.worker.start()
            self._reads(now, dying=dying)
        if opens(now):
            self.colleagues.work(now, min((now - before) / timedelta(hours=1), 8))
        if Away.WORKER not in away:
            self._sends(now, dying=dying)
        self._compare(now)

    def _reads(self, now: datetime, *, dying: bool) -> None:
        """The worker reads what came and looks at the clock; the book follows."""
        comes = bool(self.world.pending)
        done = self._ordered(
            now, _READS if comes else _READS[1:], self._step(_READING) if dying and comes else None
        )
        if "poll" in done.told:
            self._heard(now)
        if "look" in done.told:
            self.book.looked(now)
            self.last_look = now if works(now, self.book.preset) else self.last_look

    def _heard(self, now: datetime) -> None:
        """The second folder is read after the first."""
        letters = sorted(self.world.pending, key=lambda one: one.folder != "INBOX")
        with self.database.reading() as connection:
            found = seen.found(connection, {one.message_id for one in letters})
        for one in letters:
            self.book.heard(one, found.get(one.message_id), now)
            if one.reports is not None:
                self.condemned.setdefault(one.reports, now)
        self.world.pending.clear()

    def _sends(self, now: datetime, *, dying: bool) -> None:
        self._ordered(now, ("deliver",), self._step(_SENDING) if dying else None)
        fresh = self.world.office.fresh()
        with self.database.reading() as connection:
            ours = seen.ours(connection, {one.message_id for one in fresh})
        self.sent |= ours
        self.letters.reads(fresh, {name: one.template for name, one in ours.items()})

    def _ordered(self, now: datetime, what: tuple[str, ...], kill: str | None) -> Done:
        """Do it; a worker that is killed is born again, and does what it was told."""
        done = self.worker.do(now, *what, kill=kill)
        if done.killed:
            self.killed += 1
            self.worker.start()
            done = self.worker.do(now, *what)
        self.shut += len(done.trouble)
        return done

    def _step(self, of: tuple[str, ...]) -> str:
        return self.chance.choice(of)

    def _compare(self, now: datetime) -> None:
        """Every ticket that something happened to in this hour, against the book."""
        with self.database.reading() as connection:
            for row in list(seen.changed(connection, now)):
                self.book.compare(row)
