"""Bad mails, and servers, disks and databases that fail: nothing is lost, nobody else waits."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from sqlalchemy import event, text

from config.errors import ConfigError, TransientError
from config.limits import Limits
from config.servers import After
from config.settings import Log
from models import audit, ledger, mail, outbox, quarantine
from models.ledger import Outcome, Place
from tests.factories import a_mail, people
from tests.servers.dovecot import Dovecot
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import SmtpSink
from tests.worker.line import Line, a_line
from worker import log

pytestmark = pytest.mark.server


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
