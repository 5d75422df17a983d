"""From a mailbox to tickets and a full ledger, on a real Dovecot and both databases."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from config.limits import Limits
from models import audit, finding, ledger, mail, outbox, raw
from tests.factories import a_mail, people
from tests.servers.dovecot import Dovecot
from tests.servers.imap_account import ImapAccount, client_of
from tests.servers.smtp_sink import SmtpSink
from tests.worker.line import a_line

pytestmark = pytest.mark.server


def test_a_mail_becomes_an_answered_ticket(
    database_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    account.deliver(a_mail(body="BSN 123456782 van het kind klopt niet."))
    with a_line(database_url, tmp_path, account.mailbox(), smtp=[smtp_sink.smtp()]) as line:
        assert line.poll().outcomes == {"ticket": 1}
        assert line.deliver().sent == 1
        (ticket,) = line.tickets()
        assert ticket["number"] == "KK-1001"
        assert ticket["requester"] == "sanne@kdv-zon.example"
        assert ticket["organisation"] == "kdv-zon.example"
        assert ticket["why"]["module"] == ["factuur"]  # a reason that quotes the value is left out
        (stored,) = line.rows(mail.mail)
        assert "[BSN]" in stored["text"]
        assert "123456782" not in str(stored)
        (found,) = line.rows(finding.finding)
        assert (found["kind"], found["start_at"], found["end_at"]) == ("bsn", 4, 13)
        (row,) = line.rows(outbox.outbox)
        assert (row["state"], row["filing"]) == ("sent", "done")
        assert [act["did"] for act in line.rows(audit.audit)] == ["sealed", "took"]
        (entry,) = line.rows(ledger.ledger)
        assert (entry["outcome"], entry["action_state"]) == ("ticket", "done")
        with line.app.database.reading() as connection:
            assert raw.get(connection, stored["raw_id"]) == a_mail(
                body="BSN 123456782 van het kind klopt niet."
            )
    (sent,) = smtp_sink.mails
    assert sent.recipients == ("sanne@kdv-zon.example",)
    assert b"KK-1001" in sent.raw
    assert row["message_id"].encode() in sent.raw


@pytest.mark.parametrize(
    ("headers", "outcome"),
    [
        ({}, "ticket"),
        ({"List_Id": "<nieuws.example>", "List_Unsubscribe": "<mailto:x@y.example>"}, "list"),
        ({"Auto_Submitted": "auto-replied"}, "auto_reply"),
        (
            {
                "sender": "MAILER-DAEMON@mx.example",
                "subject": "Undelivered Mail Returned to Sender",
                "Return_Path": "<>",
            },
            "bounce",
        ),
    ],
)
def test_each_kind_of_mail_ends_as_what_it_is(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, headers: dict[str, str], outcome: str
) -> None:
    account.deliver(a_mail(**headers))
    with a_line(sqlite_url, tmp_path, account.mailbox()) as line:
        assert line.poll().outcomes == {outcome: 1}
        (entry,) = line.rows(ledger.ledger)
        assert entry["reason"]
        assert len(line.tickets()) == len(line.rows(outbox.outbox)) == int(outcome == "ticket")
        (stored,) = line.rows(mail.mail)
        assert bool(stored["text"]) == (outcome == "ticket")  # what was not redacted is not shown


def test_many_mails_in_several_chunks(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(*people(230))
    limits = Limits(processes=2, chunk_mails=50)
    with a_line(database_url, tmp_path, account.mailbox(), limits=limits) as line:
        assert line.poll().outcomes == {"ticket": 230}
        assert line.poll().mails == 0
        account.deliver(*people(3, first=500))
        assert line.poll().outcomes == {"ticket": 3}
        numbers = [row["number"] for row in line.tickets()]
        assert numbers == [f"KK-{1001 + n}" for n in range(233)]  # in order of arrival, no gap
        assert [row["uid"] for row in line.rows(ledger.ledger)] == list(range(1, 234))


def test_a_poll_without_new_mail_looks_at_nothing_old(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    """Every question is answered from an index, and what is pending from one of its own."""
    account.deliver(*people(30))
    with a_line(sqlite_url, tmp_path, account.mailbox()) as line:
        line.poll()
        asked: list[tuple[str, tuple[object, ...]]] = []

        def note(*said: Any) -> None:  # noqa: ANN401  # connection, cursor, statement, …
            asked.append((said[2], said[3]))

        event.listen(line.app.database.engine, "before_cursor_execute", note)
        line.poll()
        line.deliver()
        event.remove(line.app.database.engine, "before_cursor_execute", note)
        with line.app.database.reading() as connection:
            plans = [
                step[3]
                for statement, values in asked
                if statement.startswith(("SELECT", "UPDATE", "INSERT"))
                for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            ]
    assert len(plans) > 3
    assert not any(plan.startswith("SCAN") for plan in plans)
    assert any("ix_ledger_pending" in plan for plan in plans)
    assert not any("ledger_1" in plan for plan in plans)


# -- the same mail again ---------------------------------------------------------------------


def test_a_mail_in_two_folders_is_one_ticket(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(*people(2))
    account.deliver(*people(3), folder="Archief")
    box = account.mailbox(folders=("INBOX", "Archief"))
    with a_line(database_url, tmp_path, box) as line:
        assert line.poll().outcomes == {"ticket": 3, "duplicate": 2}
        first = {row["uid"]: row["mail_id"] for row in line.rows(ledger.ledger)}
        assert len(first) == 3
        assert len(line.rows(mail.mail)) == 3


@pytest.mark.parametrize(
    ("other", "outcomes"),
    [
        (a_mail(), {"ticket": 1, "duplicate": 1}),
        (a_mail(Received="from mx2.example"), {"ticket": 1, "duplicate": 1}),  # another way here
        (a_mail().replace(b"\r\n", b"\n"), {"ticket": 1, "duplicate": 1}),
        (a_mail(body="Iets anders"), {"ticket": 2}),  # a Message-ID that is used twice
        (a_mail(message_id="<twee@kdv-zon.example>"), {"ticket": 2}),
        (a_mail(message_id=None), {"ticket": 2}),
    ],
)
def test_what_counts_as_the_same_mail(
    sqlite_url: str,
    tmp_path: Path,
    account: ImapAccount,
    other: bytes,
    outcomes: dict[str, int],
) -> None:
    account.deliver(a_mail(), other)
    with a_line(sqlite_url, tmp_path, account.mailbox()) as line:
        assert line.poll().outcomes == outcomes


def test_a_folder_that_is_numbered_anew_loses_and_doubles_nothing(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    box = account.mailbox(folders=("Vragen",))
    account.deliver(*people(5), folder="Vragen")
    with a_line(database_url, tmp_path, box) as line:
        assert line.poll().outcomes == {"ticket": 5}
        with client_of(account) as client:
            before = client.select_folder("Vragen")[b"UIDVALIDITY"]
            client.unselect_folder()
            client.delete_folder("Vragen")
            client.create_folder("Vragen")
            for one in people(7):  # the old ones, and two that came meanwhile
                client.append("Vragen", one)
            assert client.select_folder("Vragen")[b"UIDVALIDITY"] != before
        assert line.poll().outcomes == {"duplicate": 5, "ticket": 2}
        assert line.poll().mails == 0
        assert len(line.tickets()) == 7
        assert [act["what"] for act in line.rows(audit.audit) if act["did"] == "noticed"] == [
            "renumbering"
        ]


def test_two_workers_on_one_mailbox_double_nothing(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(*people(120))
    limits = Limits(processes=1, chunk_mails=10)
    with (
        a_line(database_url, tmp_path, account.mailbox(), limits=limits) as one,
        a_line(database_url, tmp_path, account.mailbox(), limits=limits) as two,
    ):
        threads = [threading.Thread(target=line.poll) for line in (one, two)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert one.outcomes() == {"ticket": 120}
        assert len(one.rows(outbox.outbox)) == len(one.rows(mail.mail)) == 120


# -- several mailboxes ------------------------------------------------------------------------


def test_several_mailboxes_each_with_its_desk(
    database_url: str, tmp_path: Path, dovecot: Dovecot
) -> None:
    here, there = dovecot.account(), dovecot.account()
    here.deliver(*people(2))
    there.deliver(*people(3))
    boxes = (
        here.mailbox(name="kids", address="support@kids.example"),
        there.mailbox(name="kamp", preset="kampadmin", address="support@kamp.example"),
    )
    with a_line(database_url, tmp_path, *boxes) as line:
        assert line.poll("kids").outcomes == {"ticket": 2}
        assert line.poll("kamp").outcomes == {"ticket": 3}  # another desk, another question
        assert {row["number"] for row in line.tickets()} == {
            *("KK-1001", "KK-1002"),
            *("KA-1001", "KA-1002", "KA-1003"),
        }
        assert {row["sender"] for row in line.rows(outbox.outbox)} == {
            "support@kids.example",
            "support@kamp.example",
        }


def test_two_mailboxes_of_one_desk_answer_once(
    sqlite_url: str, tmp_path: Path, dovecot: Dovecot
) -> None:
    info, support = dovecot.account(), dovecot.account()
    info.deliver(*people(1, Delivered_To="info@desk.example"))
    support.deliver(*people(1, Delivered_To="support@desk.example"))
    boxes = (info.mailbox(name="info"), support.mailbox(name="support"))
    with a_line(sqlite_url, tmp_path, *boxes) as line:
        line.poll("info")
        line.poll("support")
        assert line.outcomes() == {"ticket": 1, "duplicate": 1}
