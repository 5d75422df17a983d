"""The worker that goes on: told by the server, beside polling, until it is told to stop."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config.limits import Limits
from models import outbox
from models.audit import audit
from tests.factories import a_mail
from tests.servers.dovecot import Dovecot
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import SmtpSink
from tests.worker.line import Line, a_line
from worker.schedule import Schedule, Turn, run


def until(ready: Callable[[], bool], seconds: float = 15.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def test_a_turn_is_taken_by_one_at_a_time_and_once_more() -> None:
    began, go, done = threading.Event(), threading.Event(), []

    def work() -> None:
        began.set()
        go.wait(5)
        done.append(threading.current_thread().name)

    turn = Turn(work)
    first = threading.Thread(target=turn, name="first")
    first.start()
    began.wait(5)
    for _ in range(5):
        turn()  # comes back at once
    go.set()
    first.join(5)
    assert done == ["first", "first"]
    turn()
    assert len(done) == 3


@pytest.mark.server
def test_new_mail_is_answered_within_seconds_though_polling_is_rare(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    box = account.mailbox(poll_seconds=3600)
    with a_line(sqlite_url, tmp_path, box, smtp=[smtp_sink.smtp()]) as line:
        schedule = Schedule(line.app)
        schedule.start()
        try:
            time.sleep(1)  # the first poll finds nothing
            account.deliver(a_mail())
            until(lambda: len(smtp_sink.mails) == 1)
            until(lambda: line.outcomes() == {"ticket": 1})
        finally:
            schedule.stop()


@pytest.mark.server
def test_a_mailbox_that_fails_keeps_no_other_waiting_and_is_told(
    sqlite_url: str, tmp_path: Path, dovecot: Dovecot, smtp_sink: SmtpSink
) -> None:
    good, bad = dovecot.account(), dovecot.account()
    boxes = (
        bad.mailbox(name="bad", password="wrong", poll_seconds=1),
        good.mailbox(name="good", poll_seconds=1, idle=False),
    )
    good.deliver(a_mail())
    with a_line(
        sqlite_url,
        tmp_path,
        *boxes,
        smtp=[smtp_sink.smtp()],
        alarm_address="beheer@desk.example",
    ) as line:
        schedule = Schedule(line.app)
        schedule.start()
        try:
            until(lambda: len(smtp_sink.mails) == 2)
        finally:
            schedule.stop()
        rows = {row["template"]: row for row in line.rows(outbox.outbox)}
        assert set(rows) == {"acknowledgement", "alarm"}  # one, however often it fails
        assert rows["alarm"]["recipient"] == "beheer@desk.example"
        assert any(act["did"] == "alarm" for act in line.rows(audit))


@pytest.mark.server
def test_sigterm_ends_it_in_good_order(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    """It stops between two chunks; what it did stands, the rest waits for the next."""
    people = (f"sanne@kdv-{n}.example" for n in range(400))
    account.deliver(*(a_mail(sender=one, message_id=f"<{one}>") for one in people))
    small = Limits(processes=1, chunk_mails=25)
    with a_line(database_url, tmp_path, account.mailbox(poll_seconds=1), limits=small) as line:

        def stop_soon(line: Line = line) -> None:
            until(lambda: sum(line.outcomes().values()) >= 25)
            os.kill(os.getpid(), signal.SIGTERM)

        thread = threading.Thread(target=stop_soon)
        thread.start()
        run(line.app)
        thread.join()
        done = sum(line.outcomes().values())
        assert done % 25 == 0
        assert done < 400
    with a_line(database_url, tmp_path, account.mailbox(), limits=small) as line:
        line.poll()
        assert sum(line.outcomes().values()) == 400
        assert len(line.tickets()) == 400
