"""Draining the outbox against a server that misbehaves, with time as an argument."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from config.servers import Dkim, Mailbox
from ingest.sources.imap import ImapSource
from models import audit, outbox
from models.outbox import claim
from tests.factories import AT, a_mail
from tests.notify.test_dkim_key import RSA, pem, verified
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import Mode, SmtpSink
from tests.worker.line import LEASE, Line, a_line

pytestmark = pytest.mark.server

SENT = "Verzonden"


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, time: timedelta) -> None:
        self.now += time


@contextmanager
def waiting(
    url: str,
    folder: Path,
    account: ImapAccount,
    *sinks: SmtpSink,
    count: int = 1,
    alarm_address: str | None = None,
    **changes: Any,  # noqa: ANN401  # fields of the mailbox
) -> Iterator[tuple[Line, Clock]]:
    """A line with so many answers in its outbox."""
    for number in range(count):
        account.deliver(
            a_mail(sender=f"s@kdv-{number}.example", message_id=f"<{number}@kdv.example>")
        )
    clock = Clock()
    smtp = [sink.smtp(name=f"server{number}") for number, sink in enumerate(sinks, 1)]
    box = account.mailbox(**changes)
    with a_line(url, folder, box, smtp=smtp, clock=clock, alarm_address=alarm_address) as line:
        line.poll()
        yield line, clock


def row(line: Line) -> tuple[str, int]:
    (found,) = line.rows(outbox.outbox)
    return found["state"], found["attempts"]


def in_sent(box: Mailbox) -> int:
    with ImapSource.open(box) as source:
        return source.select(SENT, readonly=True).exists


def test_a_server_that_is_busy_is_asked_again_later(
    database_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    smtp_sink.mode = Mode.TEMPORARY
    with waiting(database_url, tmp_path, account, smtp_sink) as (line, clock):
        assert line.deliver().later == 1
        assert row(line) == ("waiting", 1)
        assert line.deliver().later == 0  # not before its time
        clock.pass_(timedelta(minutes=2))
        assert line.deliver().later == 1
        smtp_sink.mode = Mode.ACCEPT
        clock.pass_(timedelta(minutes=5))
        assert line.deliver().sent == 1
        assert row(line) == ("sent", 3)
        assert len(smtp_sink.mails) == 1


def test_a_refusal_is_told_to_the_ticket_and_to_people(
    database_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    smtp_sink.next_modes.append(Mode.REJECT_RECIPIENT)
    with waiting(
        database_url, tmp_path, account, smtp_sink, alarm_address="beheer@desk.example"
    ) as (line, _):
        done = line.deliver()
        assert (done.failed, done.sent) == (1, 1)  # the mail to people left
        assert {r["template"]: r["state"] for r in line.rows(outbox.outbox)} == {
            "acknowledgement": "failed",
            "bounced": "sent",
        }
        (told,) = line.history("not_delivered")
        assert "550" in told["why"]
        assert "kdv-0" not in str(line.rows(audit.audit)) + told["why"]
        assert b"kdv-0" not in smtp_sink.mails[0].raw


def test_it_gives_up_after_five_days(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    smtp_sink.mode = Mode.BUSY
    with waiting(sqlite_url, tmp_path, account, smtp_sink) as (line, clock):
        for _ in range(150):
            line.deliver()
            clock.pass_(timedelta(hours=1))
        state, attempts = row(line)
        assert state == "failed"
        assert 20 < attempts < 45
        assert (
            "5 days" in line.history("not_delivered")[0]["why"]
            or "4 days" in (line.history("not_delivered")[0]["why"])
        )


def test_the_second_server_takes_what_the_first_cannot(
    sqlite_url: str,
    tmp_path: Path,
    account: ImapAccount,
    start_smtp_sink: Callable[..., SmtpSink],
) -> None:
    first, second = start_smtp_sink(), start_smtp_sink()
    first.stop()
    with waiting(sqlite_url, tmp_path, account, first, second) as (line, _):
        assert line.deliver().sent == 1
        assert line.rows(outbox.outbox)[0]["sent_by"] == "server2"
        assert len(second.mails) == 1


def attempts(line: Line) -> list[int]:
    return [found["attempts"] for found in line.rows(outbox.outbox)]


def test_a_server_that_is_away_is_found_so_once(
    database_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    with waiting(database_url, tmp_path, account, smtp_sink, count=6) as (line, clock):
        smtp_sink.stop()
        assert line.deliver().later == 1
        assert line.deliver().later == 0  # it is left alone for a while
        assert attempts(line) == [1, 0, 0, 0, 0, 0]
        clock.pass_(timedelta(seconds=3))
        assert line.deliver().later == 1
        assert attempts(line) == [1, 1, 0, 0, 0, 0]
        smtp_sink.start()
        clock.pass_(timedelta(minutes=2))
        assert line.deliver().sent == 6
        assert attempts(line) == [2, 2, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("mode", "asked"),
    [
        (Mode.BUSY, 1),  # 421: it closes the connection, whatever the mail
        (Mode.DROP_LOST, 1),
        (Mode.TEMPORARY, 5),  # it may take the next one
        (Mode.DEFER_RECIPIENT, 5),
        (Mode.REJECT_RECIPIENT, 5),
    ],
)
def test_what_one_mail_meets_is_told_from_what_all_would(
    sqlite_url: str,
    tmp_path: Path,
    account: ImapAccount,
    smtp_sink: SmtpSink,
    mode: Mode,
    asked: int,
) -> None:
    smtp_sink.mode = mode
    with waiting(sqlite_url, tmp_path, account, smtp_sink, count=5) as (line, _):
        line.deliver()
        assert smtp_sink.attempts == asked


def test_other_servers_go_on(
    sqlite_url: str,
    tmp_path: Path,
    account: ImapAccount,
    start_smtp_sink: Callable[..., SmtpSink],
) -> None:
    first, second = start_smtp_sink(), start_smtp_sink()
    first.mode = Mode.BUSY
    with waiting(sqlite_url, tmp_path, account, first, second, count=5) as (line, clock):
        assert line.deliver().sent == 5
        assert (first.attempts, len(second.mails)) == (1, 5)
        first.mode = Mode.ACCEPT
        clock.pass_(timedelta(minutes=1))
        account.deliver(a_mail(sender="s@kdv-9.example", message_id="<9@kdv.example>"))
        line.poll()
        assert line.deliver().sent == 1
        assert len(first.mails) == 1


@pytest.mark.parametrize("kept", [True, False])
def test_a_lost_answer_is_looked_up_before_anything_is_sent_again(
    database_url: str,
    tmp_path: Path,
    account: ImapAccount,
    start_smtp_sink: Callable[..., SmtpSink],
    kept: bool,
) -> None:
    """The connection broke after DATA: only the Sent folder knows whether the mail went out."""
    first, second = start_smtp_sink(), start_smtp_sink()
    first.next_modes.append(Mode.DROP_KEPT if kept else Mode.DROP_LOST)
    with waiting(database_url, tmp_path, account, first, second, file_sent=False) as (line, clock):
        assert line.deliver().later == 1
        assert row(line)[0] == "sending"
        line.deliver()
        assert row(line)[0] == "sending"  # nobody sends it before the lease is over
        if kept:  # the server files what it takes
            account.deliver(first.mails[0].raw, folder=SENT)
        clock.pass_(2 * LEASE)
        line.deliver()
        assert row(line)[0] == "sent"
        assert len(first.mails) + len(second.mails) == 1


def test_a_server_that_never_answers_is_not_asked_for_ever(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    smtp_sink.mode = Mode.DROP_LOST
    with waiting(sqlite_url, tmp_path, account, smtp_sink) as (line, clock):
        for _ in range(7):
            line.deliver()
            clock.pass_(timedelta(days=1))
        assert row(line)[0] == "failed"
        assert 4 <= smtp_sink.attempts <= 6


def test_each_mail_is_filed_once(
    database_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    with waiting(database_url, tmp_path, account, smtp_sink, count=5) as (line, _):
        box = line.app.settings.mailbox[0]
        assert line.deliver().sent == 5
        assert in_sent(box) == 5
        with line.app.database.transaction() as connection:  # as if it had died in the middle
            connection.execute(outbox.outbox.update().values(filing="pending"))
        line.deliver()
        assert in_sent(box) == 5
        assert {r["filing"] for r in line.rows(outbox.outbox)} == {"done"}


def test_without_a_sent_folder_nothing_is_filed(
    sqlite_url: str, tmp_path: Path, pymap: object, smtp_sink: SmtpSink
) -> None:
    account = pymap.account()  # type: ignore[attr-defined]
    with waiting(sqlite_url, tmp_path, account, smtp_sink, security="plain") as (line, _):
        assert line.deliver().sent == 1
        assert line.rows(outbox.outbox)[0]["filing"] in {"none", "done"}


def test_two_workers_never_claim_the_same_mail(
    database_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    with waiting(database_url, tmp_path, account, smtp_sink, count=2) as (line, clock):
        database = line.app.database
        with database.transaction() as connection:
            first = claim(connection, clock())
        with database.transaction() as connection:
            second = claim(connection, clock())
        with database.transaction() as connection:
            assert claim(connection, clock()) is None
        assert first is not None
        assert second is not None
        assert first.id != second.id
        clock.pass_(2 * LEASE)
        line.deliver()  # both workers are dead, neither mail went out
        assert {r["state"] for r in line.rows(outbox.outbox)} == {"sent"}
        assert len(smtp_sink.mails) == 2


def test_what_leaves_is_signed_where_the_mailbox_has_a_key(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    file = tmp_path / "dkim.pem"
    file.write_bytes(pem(RSA))
    key = Dkim(domain="desk.example", selector="een", key_file=file)
    with waiting(sqlite_url, tmp_path, account, smtp_sink, dkim=key) as (line, _):
        assert line.deliver().sent == 1
        assert verified(smtp_sink.mails[0].raw, line.app.dkim["support"])
