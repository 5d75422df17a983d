"""The servers round a desk: Dovecot, a post office, two auto-responders. Some are away at times."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import Message
from email.parser import BytesHeaderParser
from enum import StrEnum
from pathlib import Path

from benchmarks.year.customers import SECOND_FOLDER
from benchmarks.year.letters import ROBOTS, Letter, Purpose
from benchmarks.year.post_office import PostOffice
from config.servers import Mailbox
from tests.servers.authority import Authority
from tests.servers.autoresponder import AutoResponder, Manner
from tests.servers.dovecot import Dovecot
from tests.servers.imap_account import ImapAccount

SENT, DONE = "Verzonden", "Verwerkt"


class Away(StrEnum):
    """What can be away."""

    IMAP = "imap"
    SMTP = "smtp"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Outage:
    """Away from one moment to another."""

    what: Away
    begins: datetime
    ends: datetime


def outages(moments: Sequence[datetime], chance: random.Random) -> list[Outage]:
    """Those of a year: mail servers for hours, the worker for a day or two, never all at once."""
    found = []
    for what, count, hours in ((Away.IMAP, 6, 7), (Away.SMTP, 6, 9), (Away.WORKER, 4, 50)):
        for number in range(count):
            begins = moments[int(len(moments) * (number + chance.uniform(0.2, 0.8)) / count)]
            found.append(Outage(what, begins, begins + timedelta(hours=chance.uniform(2, hours))))
    return found


# The last one hides that it is a machine: another subject each time, no thread, an hour later.
MANNERS = {"robot": Manner.POLITE, "service": Manner.THREADED, "melding": Manner.RUDE}


@dataclass(slots=True)
class World:
    """Running servers. `pending` are the mails that the desk has not read yet, in order."""

    dovecot: Dovecot
    account: ImapAccount
    office: PostOffice
    robots: tuple[AutoResponder, ...] = ()
    pending: list[Letter] = field(default_factory=list)
    delivered: int = 0
    _away: set[Away] = field(default_factory=set)

    @property
    def now(self) -> datetime:
        return self.office.now

    def mailbox(self) -> Mailbox:
        """The setting that reads the desk's mail; its server keeps copies of what is sent."""
        return self.account.mailbox(
            security="plain",
            folders=("INBOX", SECOND_FOLDER),
            after={"action": "move", "folder": DONE},
            file_sent=False,
            sent_folder=SENT,
            authserv_id="mx.desk.example",
        )

    def turns(self, now: datetime, plan: Sequence[Outage]) -> set[Away]:
        """It is later: servers go away and come back. What is away now."""
        self.office.now = now
        away = {one.what for one in plan if one.begins <= now < one.ends}
        for what in away ^ self._away:
            if what is Away.IMAP:
                (self.dovecot.stop if what in away else self.dovecot.start)()
            elif what is Away.SMTP:
                (self.office.stop if what in away else self.office.start)()
        self._away = away
        return away

    def bring(self, letters: Sequence[Letter]) -> None:
        """Mails come in at the desk, whether its server is up for readers or not."""
        for one in letters:
            self.account.deliver(one.raw, folder=one.folder, at=one.at)
            self.pending.append(one)
            self.delivered += 1

    def from_robot(self, raw: bytes) -> None:
        """An auto-responder wrote."""
        self.bring([_of_a_robot(raw, BytesHeaderParser().parsebytes(raw), self.now)])

    def left(self, folder: str) -> int:
        """How many mails lie in a folder."""
        maildir = self.dovecot.maildir(self.account.user, folder)
        return sum(1 for part in ("new", "cur") for _ in (maildir / part).iterdir())


def _of_a_robot(raw: bytes, head: Message, now: datetime) -> Letter:
    purpose = Purpose.MACHINE if head["Auto-Submitted"] else Purpose.ROBOT
    return Letter(now, purpose, str(head["Message-ID"]), raw, str(head["From"]))


@contextmanager
def a_world(folder: Path) -> Iterator[World]:
    """The servers, until they are needed no more."""
    dovecot = Dovecot(Authority(folder))
    account = dovecot.account()
    for name in (SENT, DONE, SECOND_FOLDER):
        dovecot.maildir(account.user, name)
    office = PostOffice(dovecot.maildir(account.user, SENT))
    world = World(dovecot, account, office)
    try:
        for name, manner in MANNERS.items():
            robot = AutoResponder(manner, world.from_robot, f"{name}@{ROBOTS}", most=10_000)
            robot.start()
            office.relays[robot.address] = robot.port
            world.robots += (robot,)
        yield world
    finally:
        for robot in world.robots:
            robot.stop()
        office.stop()
        dovecot.close()
