"""A mail leaves its place on the server only when its original is safe in the vault."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from config.servers import After, Mailbox
from ingest.sources.imap import ImapSource
from models import audit, ledger, raw
from tests.factories import AT, a_mail
from tests.servers.imap_account import ImapAccount
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
