"""A worker may die at any moment: in the end every mail has one ticket and one answer.

Real workers are killed with SIGKILL at each boundary between two steps and at random moments,
against a real Dovecot and an SMTP server in a process of its own. MELDPOST_KILLS (default 20) is
the number of kills for each database.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.sources.imap import ImapSource
from models import db
from models.ledger import ledger
from models.mail import mail
from models.outbox import outbox
from models.ticket import ticket
from tests.factories import a_mail
from tests.servers import process
from tests.servers.dovecot import Dovecot
from tests.servers.imap_account import ImapAccount
from worker.steps import STEPS

KILLS = int(os.environ.get("MELDPOST_KILLS", "20"))
# The strict run loads the trained weights, which takes a while; else triage is plain.
TRAINED = os.environ.get("MELDPOST_STRICT") == "1"
LEASE = 3.0  # seconds: longer than this SMTP server takes for one mail, on a busy machine too
SENT = "Verzonden"
NEW_A_ROUND = 3
# With `file_sent = false` nobody but the server files copies; and a worker that dies between the
# server's yes and its own commit must find its mail there.
KEPT_BY_SERVER = tuple(step for step in STEPS if step != "deliver.filed")
# Without a server that keeps what it sends, this one boundary is the documented window.
KEPT_BY_US = tuple(step for step in STEPS if step != "deliver.accepted")


class Nursery:
    """Orders workers and hears how they ended."""

    def __init__(self, config: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "tests.promises.nursery", str(config)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert self._hear() == "ready"

    def birth(self, **order: object) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._hear()

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


class World:
    """A mailbox that mail keeps coming to, a database, an SMTP server, and a nursery."""

    def __init__(self, url: str, folder: Path, account: ImapAccount, *, file_sent: bool) -> None:
        self.url = url
        self.account = account
        self.box = account.mailbox(security="plain", file_sent=file_sent, sent_folder=SENT)
        self.journal = folder / "journal"
        self.port = process.free_port()
        self.delivered: list[str] = []
        assert isinstance(account.server, Dovecot)
        sent = account.server.maildir(account.user, SENT)
        self._submission = process.start(
            [
                *(sys.executable, Path(__file__).parent / "submission.py", str(self.port)),
                *(str(self.journal), *([] if file_sent else [str(sent)])),
            ],
            log=folder / "submission.log",
        )
        process.wait_for_port(self.port, self._submission, folder / "submission.log")
        settings = {
            "data_dir": str(folder),
            "database": url,
            "mailbox": [self._as_data()],
            "smtp": [{"host": "127.0.0.1", "port": self.port, "security": "plain"}],
            "limits": {"processes": 2, "chunk_mails": 2},
        }
        config = {"settings": settings, "lease": LEASE, "trained": TRAINED}
        (folder / "config.json").write_text(json.dumps(config))
        db.upgrade(url)
        self.nursery = Nursery(folder / "config.json")

    def _as_data(self) -> dict[str, object]:
        data = self.box.model_dump(mode="json")
        assert self.box.password is not None
        return {**data, "password": self.box.password.get_secret_value()}

    def mail(self, count: int) -> None:
        """So many people write for the first time."""
        for _ in range(count):
            number = len(self.delivered) + 1
            message_id = f"<{number}@kdv-{number}.example>"
            sender = f"Sanne <sanne@kdv-{number}.example>"
            self.account.deliver(
                a_mail(sender=sender, message_id=message_id, subject=f"Factuur {number}")
            )
            self.delivered.append(message_id)

    def duration(self) -> float:
        """How many seconds a worker takes for a round of mail if nobody kills it."""
        self.mail(NEW_A_ROUND)
        began = time.monotonic()
        assert self.nursery.birth() == "finished"
        return time.monotonic() - began

    def finish(self) -> None:
        """Let workers work until nothing is left to do."""
        time.sleep(LEASE)
        for _ in range(3):
            assert self.nursery.birth() == "finished"

    def answers(self) -> Counter[str]:
        """How many different answers each mail got, and how often each left."""
        lines = [line.split() for line in self.journal.read_text().splitlines()]
        return Counter(answered for _, answered, _ in lines)

    def close(self) -> None:
        self.nursery.close()
        process.stop(self._submission)


@contextmanager
def a_world(url: str, folder: Path, account: ImapAccount, *, file_sent: bool) -> Iterator[World]:
    world = World(url, folder, account, file_sent=file_sent)
    try:
        yield world
    finally:
        world.close()


def one_ticket_each(world: World) -> None:
    """Every mail ended as one ticket with one answer row; the ledger has every UID once."""
    database = db.open(world.url)
    with database.reading() as connection:
        tickets = Counter(
            connection.scalars(
                select(mail.c.message_id).join(ticket, ticket.c.id == mail.c.ticket_id)
            )
        )
        rows = connection.execute(select(ledger.c.uid, ledger.c.outcome, ledger.c.action_state))
        lines = list(rows)
        states = set(connection.scalars(select(outbox.c.state)))
        numbers = list(connection.scalars(select(ticket.c.number)))
    database.close()
    assert tickets == Counter(world.delivered)
    assert len(numbers) == len(set(numbers)) == len(world.delivered)
    assert {(line.outcome, line.action_state) for line in lines} == {("ticket", "done")}
    assert states == {"sent"}
    with ImapSource.open(world.box) as source:
        source.select("INBOX", readonly=True)
        uids = source.all_uids()
        assert sorted(line.uid for line in lines) == uids
        assert all("\\Seen" in flags for flags in source.flags(uids).values())


@pytest.mark.kills
@pytest.mark.server
def test_every_mail_has_one_ticket_and_one_answer(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    chance = random.Random(7)
    with a_world(database_url, tmp_path, account, file_sent=False) as world:
        whole = world.duration()
        ends: Counter[str] = Counter()
        while ends["killed"] < KILLS:
            assert ends.total() < 2 * KILLS + 20  # some finish before their moment comes
            world.mail(NEW_A_ROUND)
            turn, place = divmod(ends.total(), len(KEPT_BY_SERVER))
            if turn % 2 == 0:
                order: dict[str, object] = {
                    "step": KEPT_BY_SERVER[place],
                    "nth": 1 + (turn // 2) % 2,
                }
            else:
                order = {"after": chance.uniform(0.0, whole)}
            ends[world.nursery.birth(**order)] += 1
        world.finish()
        assert ends["failed"] == 0
        one_ticket_each(world)
        assert world.answers() == Counter(world.delivered)


@pytest.mark.kills
@pytest.mark.server
def test_copies_that_we_file_ourselves_are_filed_once(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    with a_world(sqlite_url, tmp_path, account, file_sent=True) as world:
        for step in KEPT_BY_US:
            world.mail(NEW_A_ROUND)
            assert world.nursery.birth(step=step, nth=1) == "killed", step
        world.finish()
        one_ticket_each(world)
        assert world.answers() == Counter(world.delivered)
        with ImapSource.open(world.box) as source:
            assert source.select(SENT).exists == len(world.delivered)


@pytest.mark.kills
@pytest.mark.server
def test_the_window_makes_a_twin_with_the_same_message_id(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    """Where no server keeps what it sends, a crash between its yes and our commit is not seen."""
    with a_world(sqlite_url, tmp_path, account, file_sent=True) as world:
        world.mail(1)
        assert world.nursery.birth(step="deliver.accepted", nth=1) == "killed"
        world.finish()
        one_ticket_each(world)
        twins = [line.split()[0] for line in world.journal.read_text().splitlines()]
        assert len(twins) == 2
        assert len(set(twins)) == 1
