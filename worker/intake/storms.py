"""Storms: mail that comes faster than a person writes, or than one organisation does.

Nothing of it is lost. What is too much for tickets of its own joins the last ticket that the same
correspondent opened; what is too much to be answered is not; and people are told once, when it
begins (docs/adr/0038).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as with_
from datetime import datetime, timedelta

from sqlalchemy import Connection

from config.codes import MessageKind
from config.pace import Limits
from ingest.message import Message
from models import standing, storm
from models.standing import Standing
from notify.pace import Key, Traffic, correspondent, shared_domain
from worker import alarm
from worker.alarm import Alarm
from worker.desk import Desk
from worker.intake.analyse import Raw, Read
from worker.intake.thread import Join, Threads

HOW = "a storm of mail"
CODE = "storm"


@dataclass(slots=True)
class Held:
    """What of a chunk was not answered, or got no ticket of its own: mails by correspondent, and
    how far back the limits look that they broke."""

    mails: dict[str, set[int]] = field(default_factory=dict)
    within: dict[str, timedelta] = field(default_factory=dict)

    def add(self, address: str, mail_id: int, within: timedelta = timedelta()) -> None:
        """Count a mail, once however much of it was held back."""
        who = correspondent(address)
        self.mails.setdefault(who, set()).add(mail_id)
        self.within[who] = max(within, self.within.get(who, within))

    def take(self, other: Held) -> None:
        """Count what another has counted."""
        for who, mails in other.mails.items():
            self.mails.setdefault(who, set()).update(mails)
            self.within[who] = max(self.within.get(who, timedelta()), other.within[who])

    def settle(self, connection: Connection, desk: Desk, now: datetime) -> None:
        """Write down what goes on, and tell people of what begins."""
        for who, mails in self.mails.items():
            quiet = max(storm.OVER, self.within[who])
            began = storm.hold(connection, desk.preset.name, who, len(mails), now, quiet=quiet)
            if began is not None:
                bell = with_(desk.bell, to=desk.escalation)
                why = f"{len(mails)} mails of one correspondent were too much at once, or in a day"
                alarm.ring(connection, bell, [Alarm(CODE, CODE, began, why)], now)


@dataclass(slots=True)
class Floods:
    """Who opened how many tickets of late, counted by when the mails arrived."""

    desk: Desk
    threads: Threads
    _traffic: Traffic = field(default_factory=Traffic)
    _last: dict[Key, int] = field(default_factory=dict)

    @classmethod
    def load(
        cls,
        connection: Connection,
        desk: Desk,
        threads: Threads,
        mails: Sequence[tuple[Raw, Read]],
    ) -> Floods:
        """What the database knows of those who write now."""
        floods = cls(desk, threads)
        written = [(raw.arrived_at, read.message) for raw, read in mails if _of_a_person(read)]
        if not written:
            return floods
        limits = (*desk.pace.tickets, *desk.pace.domain_tickets)
        window = max((one.within for one in limits), default=timedelta())
        since = min(at for at, _ in written) - window
        people = {message.from_.address for _, message in written}
        domains = {domain for one in people if (domain := shared_domain(one)) is not None}
        for stands, opened in standing.opened_by(
            connection, desk.preset.name, people, domains, since
        ):
            floods._note(stands, opened)
        return floods

    def join(self, message: Message, raw: Raw) -> Join | None:
        """The ticket that a mail joins although it names none, because it is one of too many."""
        for key, limits in self._limits(message.from_.address):
            if key in self._last and self._traffic.spent(key, limits, raw.arrived_at) is not None:
                return Join(self.threads.tickets[self._last[key]], HOW)
        return None

    def opened(self, stands: Standing, raw: Raw) -> None:
        """A ticket was opened by this mail."""
        self._note(stands, raw.arrived_at)

    def _note(self, stands: Standing, at: datetime) -> None:
        if stands.id not in self.threads.tickets:
            self.threads.learn(stands)
        for key, _ in self._limits(stands.requester):
            self._traffic.add(key, [at])
            if stands.merged_into is None:
                self._last[key] = stands.id

    def _limits(self, address: str) -> Iterator[tuple[Key, Limits]]:
        pace = self.desk.pace
        yield ("address", address.lower()), pace.tickets
        if (domain := shared_domain(address)) is not None:
            yield ("domain", domain), pace.domain_tickets


def _of_a_person(read: Read) -> bool:
    return read.message.kind is MessageKind.HUMAN
