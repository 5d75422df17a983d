"""The whole job on embedded parts: mailboxes with sample mail, the real worker, answers.

Nothing here is a stand-in for the worker: it reads the mailboxes over IMAP, decides, writes to a
database and sends over SMTP as it does in earnest. Only the mail server is the demo's own.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TextIO

from pydantic import SecretStr
from sqlalchemy import select

from config import preset as presets
from config.limits import Limits
from config.preset import Preset
from config.servers import Mailbox, Smtp
from config.settings import Log, Settings, Vault, VaultKey
from desk import rows as desk_rows
from desk.rows import Other, Ticket
from ingest.message import Message
from ingest.parse import parse
from models import db, ledger, outbox, raw
from worker import log
from worker.app import App
from worker.app import opened as app_opened
from worker.demo.imap import LOOPBACK
from worker.demo.post_office import PostOffice
from worker.demo.samples import Sample, desks, samples
from worker.intake.examine import Examiner
from worker.learning import weights
from worker.learning.decide import decider
from worker.once import once

APART = timedelta(minutes=2)  # between the arrivals of two sample mails
_LOOK_SECONDS = 0.05
_CHUNK = 8  # mails: small, so that one sees the work go on


Steps = Callable[[str, int, int], None]  # told how far the demo is: step, done, of how many


@dataclass(frozen=True, slots=True)
class Demo:
    """The running demo. Mail files laid in `drop` are delivered while it watches."""

    app: App
    office: PostOffice
    drop: Path
    presets: dict[str, Preset]

    @property
    def desks(self) -> dict[str, str]:
        """The preset of each mailbox, by its name."""
        return {box.name: box.preset for box in self.app.settings.mailbox}

    def rows(self, after: int = 0) -> list[Ticket | Other]:
        """What became of the mails that came in since that entry of the ledger."""
        with self.app.database.reading() as connection:
            return desk_rows.after(connection, after, self.desks)

    def answer_to(self, row: Ticket) -> Message | None:
        """The mail that went out for a ticket, as its recipient reads it."""
        with self.app.database.reading() as connection:
            raw_id = connection.scalar(
                select(outbox.outbox.c.raw_id)
                .join(ledger.ledger, ledger.ledger.c.mail_id == outbox.outbox.c.mail_id)
                .where(ledger.ledger.c.id == row.entry)
            )
            return None if raw_id is None else parse(raw.get(connection, raw_id))


@contextmanager
def opened(folder: Path, steps: Steps) -> Iterator[Demo]:
    """A demo with empty mailboxes, in a folder that is empty."""
    drop, sent = folder / "drop", folder / "sent"
    for one in (drop, sent):
        one.mkdir(mode=0o700, parents=True)
    with (
        (folder / "worker.log").open("w", encoding="utf-8") as told,
        _running(folder, sent, told, steps) as (app, office),
    ):
        boxes = app.settings.mailbox
        yield Demo(app, office, drop, {box.preset: presets.load(box.preset) for box in boxes})


@contextmanager
def _running(
    folder: Path, sent: Path, told: TextIO, steps: Steps
) -> Iterator[tuple[App, PostOffice]]:
    password = secrets.token_urlsafe()
    addresses = [f"support@{desk}.example" for desk in desks()]
    steps("Mail server and database", 0, 1)
    office = PostOffice(addresses, password, sent, lambda: datetime.now(UTC))
    settings = _settings(folder, office, password)
    log.set_up(settings.log, told)
    try:
        db.upgrade(settings.database_url)
        steps("Mail server and database", 1, 1)
        learned = weights.load(settings, partial(_trained, steps))
        with app_opened(
            settings, decider(learned, examiner=Examiner(settings.limits.attachments))
        ) as app:
            office.open()  # after the processes of the worker were forked
            yield app, office
    finally:
        office.close()
        log.set_up(Log())


def _trained(steps: Steps, _what: str, done: int, total: int) -> None:
    steps("Training the classifiers (first use only)", done, total)


def _settings(folder: Path, office: PostOffice, password: str) -> Settings:
    return Settings(
        data_dir=folder,
        vault=Vault(key=VaultKey(file=folder / "vault.key", made=True)),  # one folder, all in it
        mailbox=tuple(
            Mailbox(
                name=desk,
                preset=desk,
                address=f"support@{desk}.example",
                host=LOOPBACK,
                port=office.imap_port,
                security="plain",
                user=f"support@{desk}.example",
                password=SecretStr(password),
                poll_seconds=1,
            )
            for desk in desks()
        ),
        smtp=(Smtp(host=LOOPBACK, port=office.smtp_port, security="plain"),),
        limits=Limits(chunk_mails=_CHUNK),
    )


def fill(demo: Demo, steps: Steps) -> None:
    """Put every sample into its mailbox, as if they had come in during the last hours."""
    mails = samples()
    start = demo.app.clock() - len(mails) * APART
    for number, sample in enumerate(mails, 1):
        demo.office.deliver(_address(sample), sample.raw, start + number * APART)
        steps("Sample mails in the mailboxes", number, len(mails))


def _address(sample: Sample) -> str:
    return f"support@{sample.desk}.example"


def work(demo: Demo, steps: Steps) -> float:
    """One pass of the worker over both mailboxes and the outbox; how long it took, in seconds."""
    started = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(once, demo.app, thorough=False)
        try:
            while not done.done():
                _count(demo, steps)
                time.sleep(_LOOK_SECONDS)
        finally:
            demo.app.stopping.set()
        trouble = done.result().trouble
    demo.app.stopping.clear()
    for error in trouble.values():
        raise error
    _count(demo, steps)
    return time.monotonic() - started


def _count(demo: Demo, steps: Steps) -> None:
    with demo.app.database.reading() as connection:
        read = sum(ledger.tally(connection).values())
        answers = outbox.tally(connection)
    steps("Mails read, triaged, ticketed", read, len(samples()))
    if answers:
        steps("Answers sent", answers.get(outbox.State.SENT, 0), sum(answers.values()))


def names(rows: Sequence[Ticket | Other]) -> dict[int, str]:
    """Which sample each row was; `rows` are those of the samples, all of them."""
    by_desk: dict[str, list[Ticket | Other]] = {}
    for row in sorted(rows, key=lambda one: one.uid):
        by_desk.setdefault(row.preset, []).append(row)
    return {
        row.entry: f"{sample.desk}/{sample.name}"
        for desk, arrived in by_desk.items()
        for row, sample in zip(arrived, [s for s in samples() if s.desk == desk], strict=False)
    }


def most_telling(rows: Sequence[Ticket | Other]) -> Ticket | None:
    """The ticket whose answer has most to say: data that was sent, what is missing, numbers."""
    answered = [row for row in rows if isinstance(row, Ticket) and row.answer is not None]
    return max(answered, key=_weight, default=None)


def _weight(row: Ticket) -> tuple[bool, int]:
    found = len(row.personal_data) + len(row.checks) + len(row.identifiers)
    return row.clock == "running" and bool(row.personal_data), found
