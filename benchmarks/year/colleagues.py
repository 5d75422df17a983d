"""The agents of the desk: what they do with the tickets that wait for them, hour by hour."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import Connection, RowMapping

from benchmarks.year import seen
from benchmarks.year.book import Book
from benchmarks.year.letters import ROBOTS
from benchmarks.year.phrases import AGENT
from benchmarks.year.rhythm import ZONE
from benchmarks.year.seen import Row
from config.codes import Priority
from config.errors import PermanentError
from models.db import Database
from models.life import Event, Step
from worker.hand import Hand
from worker.post.tell import Post
from worker.tickets import handle, say, split
from worker.tickets.correct import Judgement, correct
from worker.tickets.words import Words

NEL = "person:nel"
_SILENCE = timedelta(days=3)  # after an answer: then a ticket is closed
_FORGOTTEN = timedelta(days=50)  # one ticket in fifty lies so long
_IN_HOUR = 0.3  # of the tickets that wait are taken up, counted for eight hours a day


@dataclass(slots=True)
class Colleagues:
    """They work straight on the database, as the commands do, and tell the book what they did."""

    database: Database
    post: Post
    book: Book
    chance: random.Random
    acts: int = 0

    def work(self, now: datetime, hours: float) -> None:
        """What they do in that many hours."""
        with self.database.reading() as connection:
            waiting = seen.in_hand(connection)
        share = 1 - (1 - _IN_HOUR) ** hours
        for row in waiting:
            if not self._rests(row, now) and self.chance.random() < share:
                self._visit(row, now)

    def _rests(self, row: Row, now: datetime) -> bool:
        if row.organisation == ROBOTS:  # whoever answers a machine hears of it again
            return True
        if int(row.number.partition("-")[2]) % 50 == 0 and now - row.created_at < _FORGOTTEN:
            return True
        return row.answered_at is not None and now - row.answered_at < _SILENCE

    def _visit(self, row: Row, now: datetime) -> None:
        """One thing done with one ticket, now and then taken back at once."""
        with self.database.reading() as connection:
            proposed = seen.proposals(connection, row.id)
        if proposed and self.chance.random() < 0.8:
            self._decide(row, proposed, now)
            return
        draw = self.chance.random()
        if row.invoice == "to_approve":
            self._step(row, Event.APPROVED if draw < 0.7 else Event.DECLINED, now)
        elif row.answered_at is not None:
            self._step(row, Event.CLOSED, now)
        elif row.type == "extra_request" and row.invoice == "none" and draw < 0.5:
            self._step(row, Event.INVOICED, now)
        elif draw < 0.03:
            self._relabel(row, now)
        elif draw < 0.05:
            self._merge(row, now)
        else:
            self._step(row, _drawn(draw), now)

    def _step(self, row: Row, event: Event, now: datetime) -> None:
        until = _morning(now, self.chance.randint(2, 12)) if event is Event.PAUSED else None
        said = AGENT.get(event.value)
        text = self.chance.choice(said) if said else None
        words = Words(text, text) if text else None

        def act(connection: Connection, stands: RowMapping, hand: Hand) -> None:
            one = Step(event, until=until)
            say.step(connection, self.post, stands, self.book.preset, one, hand, words)

        if self._does(row.number, now, act):
            self.book.acted(row.number, event.value, now, until)
            self._regret(row.number, now)

    def _relabel(self, row: Row, now: datetime) -> None:
        truth = {"priority": self.chance.choice(list(Priority)).value}
        what = "confirmed" if truth["priority"] == row.priority else "corrected"

        def act(connection: Connection, stands: RowMapping, hand: Hand) -> None:
            judged = Judgement(hand.who, hand.why, truth)
            changed = correct(connection, self.book.preset, row.number, judged, hand.now)
            say.weighed_again(connection, self.post, stands, changed, hand.now)

        if self._does(row.number, now, act):
            self.book.acted(row.number, what, now)
            self._regret(row.number, now)

    def _merge(self, row: Row, now: datetime) -> None:
        """Two tickets of one organisation were about the same."""
        with self.database.reading() as connection:
            others = [
                one
                for one in seen.in_hand(connection)
                if one.organisation == row.organisation and one.id != row.id
            ]
        if not others or row.organisation is None:
            self._step(row, Event.ANSWERED, now)
            return
        into = others[0].number

        def act(connection: Connection, stands: RowMapping, hand: Hand) -> None:
            other = handle.find(connection, into)
            say.merge(connection, self.post, stands, other, self.book.preset, hand)

        if self._does(row.number, now, act):
            self.book.merged(row.number, into, now)
            self._regret(row.number, now)

    def _decide(self, row: Row, proposed: list[RowMapping], now: datetime) -> None:
        """Questions that may deserve a ticket of their own: they get one, or stay."""
        preset, made = self.book.preset, list[split.Made]()
        confirmed = self.chance.random() < 0.6

        def act(connection: Connection, stands: RowMapping, hand: Hand) -> None:
            if confirmed:
                made.extend(split.confirm(connection, self.post, stands, preset, hand))
            else:
                split.refuse(connection, stands, hand)

        if not self._does(row.number, now, act):
            return
        if not confirmed:
            self.book.acted(row.number, "split_refused", now)
            return
        tickets = [
            (
                new.number,
                one["message_id"],
                one["arrived_at"],
                one["whole"],
                one["waits"] is not None,
            )
            for new, one in zip(made, proposed, strict=True)
        ]
        self.book.split(row.number, tickets)
        if self._undoes(row.number, now):
            self.book.rejoined(row.number, [one.number for one in made], now)

    def _regret(self, number: str, now: datetime) -> None:
        if self._undoes(number, now):
            self.book.undone(number)

    def _undoes(self, number: str, now: datetime) -> bool:
        if self.chance.random() > 0.03:
            return False
        return self._does(number, now, lambda c, row, hand: handle.undo(c, row, hand))

    def _does(
        self, number: str, now: datetime, act: Callable[[Connection, RowMapping, Hand], object]
    ) -> bool:
        """Whether it could be done; what is refused leaves nothing."""
        try:
            with self.database.transaction() as connection:
                act(connection, handle.find(connection, number), Hand(NEL, "zo is het", now))
        except PermanentError:
            return False
        self.acts += 1
        return True


def _drawn(draw: float) -> Event:
    if draw < 0.14:
        return Event.ASKED
    if draw < 0.17:
        return Event.PAUSED
    return Event.CLOSED if draw < 0.45 else Event.ANSWERED


def _morning(now: datetime, days: int) -> datetime:
    day = now.astimezone(ZONE).date() + timedelta(days=days)
    return datetime.combine(day, time(9), ZONE)
