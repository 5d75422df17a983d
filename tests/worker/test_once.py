"""One pass does what the worker that stays does: mailboxes, what is due, and the outbox."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from config.settings import Audit
from models import ticket
from tests.factories import a_mail
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import SmtpSink
from tests.worker.agents import NEL, SERVER
from tests.worker.clock.test_digest import FRIDAY, Clock
from tests.worker.line import Line, a_line
from worker import jobs
from worker.jobs import DAY, HOUR, JOBS, Job
from worker.once import once

pytestmark = pytest.mark.server


@contextmanager
def a_worker(
    url: str, folder: Path, sink: SmtpSink, clock: Clock, *accounts: ImapAccount
) -> Iterator[Line]:
    boxes = [one.mailbox(name=f"box{at}", authserv_id=SERVER) for at, one in enumerate(accounts)]
    head_to = Audit(head_to="wacht@desk.example")
    with a_line(
        url, folder, *boxes, smtp=[sink.smtp()], agents=[NEL], audit=head_to, clock=clock
    ) as line:
        yield line


def to_nel(sink: SmtpSink) -> list[str]:
    """The subjects of what Nel got."""
    heads = [one.raw.decode() for one in sink.mails if "nel@desk.example" in one.recipients]
    return [
        line[9:] for head in heads for line in head.split("\r\n") if line.startswith("Subject: ")
    ]


def test_a_pass_reads_tells_and_sends(
    database_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    clock = Clock(FRIDAY - timedelta(days=1))
    account.deliver(a_mail(), at=clock.now)
    with a_worker(database_url, tmp_path, smtp_sink, clock, account) as line:
        done = once(line.app)
        assert done.well
        assert done.mails["box0"].mails == 1
        assert [one[:9] for one in to_nel(smtp_sink)] == ["[KK-1001]", "KidsKonne"]
        clock.now = FRIDAY
        with line.app.database.transaction() as connection:
            connection.execute(update(ticket.ticket).values(respond_by=FRIDAY))
        assert once(line.app).well
        assert [one[:9] for one in to_nel(smtp_sink)][2:] == ["[KK-1001]", "KidsKonne"]
        assert once(line.app).delivered.sent == 0  # each of it once


def test_what_is_daily_is_done_daily_however_often_a_pass_is_made(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    clock = Clock()

    def heads() -> int:
        return sum("wacht@desk.example" in one.recipients for one in smtp_sink.mails)

    with a_worker(sqlite_url, tmp_path, smtp_sink, clock, account) as line:
        for minute in range(3):
            clock.now = FRIDAY + timedelta(minutes=minute)
            once(line.app)
        assert heads() == 1
        clock.now = FRIDAY + timedelta(days=1) - timedelta(seconds=30)
        once(line.app)
        assert heads() == 2


@pytest.mark.parametrize(
    ("seconds", "since", "due"),
    [
        (60, 0, True),  # the clock is looked at in every pass
        (HOUR, 60, False),
        (HOUR, HOUR - 200, True),
        (DAY, HOUR, False),
        (DAY, DAY // 2, False),
        (DAY, DAY - 60, True),
        (DAY, 3 * DAY, True),
    ],
)
def test_when_a_job_is_due(
    sqlite_url: str,
    tmp_path: Path,
    account: ImapAccount,
    smtp_sink: SmtpSink,
    seconds: int,
    since: int,
    due: bool,
) -> None:
    clock, done = Clock(), []
    job = Job("proof", seconds, lambda _app: bool(done.append(1)))  # type: ignore[func-returns-value]
    with a_worker(sqlite_url, tmp_path, smtp_sink, clock, account) as line:
        assert jobs.is_due(line.app, job)
        jobs.done(line.app, job)
        clock.now += timedelta(seconds=since)
        assert jobs.is_due(line.app, job) is due
    assert len({job.name for job in JOBS}) == len(JOBS)


def test_a_mailbox_that_is_away_keeps_nothing_from_its_turn(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    account.deliver(a_mail())
    boxes = [account.mailbox(name="weg", port=port), account.mailbox(authserv_id=SERVER)]
    with a_line(
        sqlite_url, tmp_path, *boxes, smtp=[smtp_sink.smtp()], agents=[NEL], clock=Clock()
    ) as line:
        done = once(line.app)
    assert list(done.trouble) == ["weg"]
    assert not done.well
    assert done.mails["support"].mails == 1
    assert [one[:9] for one in to_nel(smtp_sink)] == ["[KK-1001]", "KidsKonne"]


def test_a_job_that_fails_is_told_and_tried_again(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    from config.errors import TransientError

    def fails(_app: object) -> bool:
        raise TransientError("not now")

    job = Job("proof", DAY, fails)
    with a_worker(sqlite_url, tmp_path, smtp_sink, Clock(), account) as line:
        wrote, trouble = jobs.done(line.app, job)
        assert (wrote, str(trouble)) == (False, "not now")
        assert jobs.is_due(line.app, job)
