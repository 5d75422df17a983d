"""What is done on the server: after the commit, until it holds, and only to mails that are safe."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from config.servers import After, Mailbox
from ingest.sources.imap import ImapSource
from models import audit, ledger, raw
from tests.factories import AT, a_mail, people
from tests.servers.imap_account import ImapAccount, client_of
from tests.worker.line import Line, a_line
from worker import steps

pytestmark = pytest.mark.server

DAMAGE = {
    "changed": "UPDATE raw SET body = data_key WHERE id = (SELECT raw_id FROM mail WHERE id = 2)",
    "gone": "UPDATE mail SET raw_id = NULL WHERE id = 2",
    "another mail": "UPDATE mail SET content_hash = 'x' WHERE id = 2",
}


def mails(count: int) -> list[bytes]:
    return [a_mail(body=f"vraag {n}", message_id=f"<{n}@kdv.example>") for n in range(count)]


def left(box: Mailbox) -> list[int]:
    with ImapSource.open(box) as source:
        source.select("INBOX", readonly=True)
        return source.all_uids()


def deleted(line: Line) -> list[tuple[str, int | None, object]]:
    with line.app.database.reading() as connection:
        assert list(audit.verify(connection)) == []
        return [
            (one.did, one.what_id, one.detail)
            for one in audit.lines(connection, audit.audit.c.did.in_(["deleted", "flagged"]))
        ]


def test_what_was_deleted_is_recorded_mail_by_mail(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(*mails(2))
    box = account.mailbox(after=After(action="delete"))
    with a_line(database_url, tmp_path, box) as line:
        line.poll()
        assert left(box) == []
        found = deleted(line)
        assert [(did, mail_id) for did, mail_id, _ in found] == [("deleted", 1), ("deleted", 2)]
        assert [detail["uid"] for _, _, detail in found] == [1, 2]  # type: ignore[index]


@pytest.mark.parametrize("action", ["delete", "move"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_mail_whose_original_is_not_safe_stays(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, damage: str, action: str
) -> None:
    account.deliver(*mails(3), folder="INBOX")
    account.deliver(*mails(1), folder="Verwerkt")
    folder = "Verwerkt" if action == "move" else None
    box = account.mailbox(after=After.model_validate({"action": action, "folder": folder}))
    with a_line(sqlite_url, tmp_path, box) as line:

        def harm(step: str) -> None:
            if step == "poll.committed":
                with line.app.database.transaction() as connection:
                    connection.execute(text(DAMAGE[damage]))

        steps.listen(harm)
        try:
            line.poll()
        finally:
            steps.listen(None)
        assert left(box) == [2]
        states = {row["uid"]: row["action_state"] for row in line.rows(ledger.ledger)}
        assert states == {1: "done", 2: "pending", 3: "done"}
        (told,) = {row["action_error"] for row in line.rows(ledger.ledger)} - {None}
        assert "not safe" in told


def test_a_mail_whose_original_was_erased_on_purpose_may_go(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(*mails(1))
    box = account.mailbox(after=After(action="delete"))
    with a_line(sqlite_url, tmp_path, box) as line:

        def erase(step: str) -> None:
            if step == "poll.committed":
                with line.app.database.transaction() as connection:
                    raw.erase(connection, [1], AT)

        steps.listen(erase)
        try:
            line.poll()
        finally:
            steps.listen(None)
        assert left(box) == []


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
