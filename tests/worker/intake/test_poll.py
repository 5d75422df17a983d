"""From a mailbox to tickets and a full ledger, on a real Dovecot and both databases."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from imapclient import IMAPClient
from sqlalchemy import event, text

from config.errors import ConfigError, TransientError
from config.limits import Limits
from config.servers import After
from config.settings import Log
from ingest.sources.imap import ImapSource
from models import audit, finding, ledger, mail, outbox, quarantine, raw
from models.ledger import Outcome, Place
from tests.factories import a_mail
from tests.servers.dovecot import Dovecot
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import SmtpSink
from tests.worker.line import Line, a_line
from worker import log

pytestmark = pytest.mark.server


def people(count: int, first: int = 1, **changes: str) -> list[bytes]:
    """Mails of so many different people."""
    return [
        a_mail(
            sender=f"Sanne <sanne@kdv-{number}.example>",
            message_id=f"<{number}@kdv-{number}.example>",
            **changes,
        )
        for number in range(first, first + count)
    ]


@contextmanager
def client_of(account: ImapAccount) -> Iterator[IMAPClient]:
    """Somebody else's mail program."""
    box = account.mailbox(security="plain")
    with IMAPClient(box.host, box.port, ssl=False, timeout=5) as client:
        client.login(account.user, account.password)
        yield client


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


# -- afterwards on the server -----------------------------------------------------------------


@pytest.mark.parametrize("action", ["seen", "delete", "nothing"])
def test_the_action_is_done_after_the_commit(
    sqlite_url: str, tmp_path: Path, imap_account: ImapAccount, action: str
) -> None:
    imap_account.deliver(*people(3))
    box = imap_account.mailbox(security="plain", after=After.model_validate({"action": action}))
    with a_line(sqlite_url, tmp_path, box) as line:
        line.poll()
        states = {row["action_state"] for row in line.rows(ledger.ledger)}
        assert states == {"none" if action == "nothing" else "done"}
    with ImapSource.open(box) as source:
        source.select("INBOX", readonly=True)
        left = source.flags(source.all_uids())
    assert len(left) == (0 if action == "delete" else 3)
    assert all(("\\Seen" in flags) == (action == "seen") for flags in left.values())


def test_an_action_that_fails_is_repeated_until_it_holds(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(*people(3))
    after = After(action="move", folder="Verwerkt")
    with a_line(database_url, tmp_path, account.mailbox(after=after)) as line:
        assert line.poll().outcomes == {"ticket": 3}  # a missing folder keeps no mail waiting
        account.deliver(*people(1, first=9))
        assert line.poll().outcomes == {"ticket": 1}
        rows = line.rows(ledger.ledger)
        assert {row["action_state"] for row in rows} == {"pending"}
        assert max(row["action_attempts"] for row in rows) > 1
        assert all(row["action_error"] for row in rows)
        with client_of(account) as client:
            client.create_folder("Verwerkt")
        assert line.poll().mails == 0
        assert {row["action_state"] for row in line.rows(ledger.ledger)} == {"done"}
        with client_of(account) as client:
            assert client.select_folder("Verwerkt")[b"EXISTS"] == 4
            assert client.select_folder("INBOX")[b"EXISTS"] == 0


def test_a_mail_that_somebody_deleted_needs_no_action(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(*people(2))
    after = After(action="move", folder="Verwerkt")
    with a_line(sqlite_url, tmp_path, account.mailbox(after=after)) as line:
        line.poll()
        with client_of(account) as client:
            client.select_folder("INBOX")
            client.delete_messages([1, 2])
            client.expunge()
            client.create_folder("Verwerkt")
        line.poll()
        assert {row["action_state"] for row in line.rows(ledger.ledger)} == {"done"}


# -- mails that are trouble -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "reason"), [("BREAK", "ValueError"), ("DIE", "its process ended (SIGKILL)")]
)
def test_bad_mails_are_set_aside_and_stop_no_other(
    database_url: str, tmp_path: Path, account: ImapAccount, word: str, reason: str
) -> None:
    """Ten bad mails among fifty, some next to each other, whatever they break."""
    mails = people(50)
    for number in (0, 1, 2, 10, 20, 21, 30, 40, 48, 49):
        mails[number] = people(1, first=number + 1, body=f"{word} meneer De Wit")[0]
    account.deliver(*mails)
    limits = Limits(processes=2, chunk_mails=25)
    with a_line(database_url, tmp_path, account.mailbox(), limits=limits) as line:
        assert line.poll().outcomes == {"ticket": 40, "quarantined": 10}
        assert len(line.tickets()) == 40
        rows = line.rows(quarantine.quarantine)
        assert len(rows) == 10
        assert all(reason in row["reason"] for row in rows)
        assert not any("De Wit" in str(row) for row in [*rows, *line.rows(audit.audit)])
        assert sum(act["did"] == "alarm" for act in line.rows(audit.audit)) == 10
        bad = [row for row in line.rows(ledger.ledger) if row["outcome"] == "quarantined"]
        assert {row["action"] for row in bad} == {"none"}  # it stays where it is


def test_a_mail_that_the_database_refuses_is_alone_in_that(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    """NUL, lone surrogates, endless identifiers: what one database takes, the other must."""
    endless = "<" + "x" * 5000 + "@kdv.example>"
    account.deliver(
        *people(5),
        a_mail(message_id=endless, References=endless, body="lang"),
        a_mail(message_id="<nul@x.example>", body="nul \x00 hier"),
        a_mail(message_id="<half@x.example>").replace(b"klopt niet", b"\xed\xa0\x80 half", 1),
        a_mail(message_id="<adres@x.example>", sender=f"{'a' * 400}@x.example"),
        b"",
        b"\x00\xff\xfe" * 5000,
    )
    with a_line(database_url, tmp_path, account.mailbox()) as line:
        outcomes = line.poll().outcomes
        assert outcomes.total() == 11
        assert Outcome.QUARANTINED not in outcomes
        account.deliver(a_mail(message_id="<antwoord@x.example>", In_Reply_To=endless))
        assert line.poll().outcomes == {"follow_up": 1}


def test_an_oversized_mail_is_recorded_from_its_headers_and_left(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    big = a_mail(message_id="<groot@kdv.example>", body="x" * 50_000, subject="Zeepsop")
    account.deliver(*people(1), big, *people(1, first=2))
    limits = Limits(processes=1, mail_bytes=20_000)
    with a_line(database_url, tmp_path, account.mailbox(), limits=limits) as line:
        assert line.poll().outcomes == {"ticket": 2, "skipped": 1}
        assert line.poll().mails == 0
        (entry,) = (row for row in line.rows(ledger.ledger) if row["outcome"] == "skipped")
        assert entry["reason"].startswith("oversized")
        assert entry["action"] == "none"
        assert entry["size"] > 50_000
        (stored,) = (row for row in line.rows(mail.mail) if row["id"] == entry["mail_id"])
        assert stored["message_id"] == "<groot@kdv.example>"
        assert stored["sender"] == "sanne@kdv-zon.example"
        assert "Zeepsop" not in str(stored)
        alarms = [act for act in line.rows(audit.audit) if act["did"] == "alarm"]
        assert [act["detail"]["alarm"] for act in alarms] == ["oversized"]


def test_a_mail_that_the_cursor_passed_is_found_by_a_thorough_pass(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(*people(4))
    with a_line(sqlite_url, tmp_path, account.mailbox()) as line:
        line.poll()
        with line.app.database.transaction() as connection:  # as if the server had shown it late
            connection.execute(text("DELETE FROM ledger WHERE uid = 2"))
            connection.execute(text("UPDATE mail SET message_id = 'gone' WHERE id = 2"))
        assert line.poll().mails == 0
        assert line.poll(thorough=True).outcomes == {"ticket": 1}
        with line.app.database.reading() as connection:
            place = Place("support", "INBOX", line.rows(ledger.ledger)[0]["uidvalidity"])
            assert ledger.all_uids(connection, place) == {1, 2, 3, 4}
        assert line.poll(thorough=True).mails == 0


def test_a_folder_that_is_missing_keeps_no_other_from_being_read(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(*people(2))
    box = account.mailbox(folders=("Nergens", "INBOX"))
    with a_line(sqlite_url, tmp_path, box) as line:
        with pytest.raises(ConfigError, match="Nergens"):
            line.poll()
        assert line.outcomes() == {"ticket": 2}


def test_many_mails_of_one_address_are_not_all_answered(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(
        *(
            a_mail(message_id=f"<{n}@x.example>", subject=f"Vraag {'abcdefghij'[n]}")
            for n in range(9)
        )
    )
    limits = Limits(processes=1, chunk_mails=3)
    with a_line(sqlite_url, tmp_path, account.mailbox(), limits=limits) as line:
        line.poll()
        assert len(line.tickets()) == 9
        assert len(line.rows(outbox.outbox)) == 5  # in ten minutes
        assert len(line.history("not_answered")) == 4
        assert sum(act["did"] == "alarm" for act in line.rows(audit.audit)) == 1  # for the storm


# -- a world that is trouble ------------------------------------------------------------------


def test_a_full_disk_loses_nothing(sqlite_url: str, tmp_path: Path, account: ImapAccount) -> None:
    account.deliver(*people(60, body="Waar staat de factuur van vorige maand? " * 100))
    limits = Limits(processes=1, chunk_mails=25)
    with a_line(sqlite_url, tmp_path, account.mailbox(), limits=limits) as line:
        engine = line.app.database.engine
        with line.app.database.reading() as connection:
            room = connection.scalar(text("PRAGMA page_count")) + 60

        def bound(connection: object, _record: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {room}")  # type: ignore[attr-defined]

        event.listen(engine, "connect", bound)
        engine.dispose()
        with pytest.raises(TransientError, match="full"):
            line.poll()
        assert sum(line.outcomes().values()) in {0, 25, 50}  # whole chunks, and no quarantine
        event.remove(engine, "connect", bound)
        engine.dispose()
        line.poll()
        assert line.outcomes() == {"ticket": 60}
        assert len(line.tickets()) == 60


def test_a_read_only_database_is_told_before_anything_is_fetched(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(*people(1))
    with a_line(sqlite_url, tmp_path, account.mailbox()) as line:
        line.poll()
    path = sqlite_url.removeprefix("sqlite:///")
    with (
        pytest.raises(ConfigError, match="read-only"),
        a_line(f"sqlite:///file:{path}?mode=ro&uri=true", tmp_path, account.mailbox()),
    ):
        pass


def test_a_server_that_goes_away_loses_nothing(
    database_url: str, tmp_path: Path, authority: object
) -> None:
    server = Dovecot(authority)  # type: ignore[arg-type]
    try:
        account = server.account()
        account.deliver(*people(3))
        with a_line(database_url, tmp_path, account.mailbox(timeout_seconds=2)) as line:
            line.poll()
            server.stop()
            with pytest.raises(TransientError):
                line.poll()
            account.deliver(*people(2, first=4))
            server.start()
            assert line.poll().outcomes == {"ticket": 2}
    finally:
        server.close()


def test_no_log_line_holds_a_word_of_a_mail(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    words = ("zeepsop", "sanne", "kdv-", "pieterse", "desk.example")
    account.deliver(
        *people(3, subject="Zeepsop", body="Mevrouw Pieterse vraagt."),
        *people(2, first=7, subject="Zeepsop", body="BREAK Pieterse"),
        *people(1, first=9, subject="Zeepsop", body="DIE Pieterse"),
        a_mail(subject="Zeepsop", body="Pieterse" * 9000),
    )
    heard = io.StringIO()
    log.set_up(Log(level="debug", format="json"), heard)
    limits = Limits(processes=1, mail_bytes=50_000)
    box = account.mailbox(after=After(action="move", folder="Zeepsop"))
    with a_line(sqlite_url, tmp_path, box, smtp=[smtp_sink.smtp()], limits=limits) as line:
        line.poll()
        line.deliver()
    said = heard.getvalue().lower()
    assert said.count("\n") > 8
    assert [word for word in words if word in said and word != "zeepsop"] == []
    assert "zeepsop" not in said.replace("'zeepsop'", "")  # the folder is a setting of ours


def test_a_line_of_one_process_knows_no_difference(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(*people(30))
    with a_line(sqlite_url, tmp_path, account.mailbox(), limits=Limits(processes=1)) as line:
        assert isinstance(line, Line)
        assert line.poll().outcomes == {"ticket": 30}
