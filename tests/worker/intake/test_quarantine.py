"""What people do with mails that are set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from config.codes import Role
from config.errors import PermanentError
from config.preset import Preset
from config.settings import Person
from ingest.message import Message
from models import audit, ledger, original, outbox, quarantine, raw
from models.ledger import Outcome
from tests.factories import AT, a_mail
from tests.servers.imap_account import ImapAccount
from tests.worker import line as lines
from tests.worker.line import a_line
from triage.decision import Triage
from worker.intake.guard import Broken
from worker.intake.quarantine import drop, listed, retry
from worker.privacy.grants import look

pytestmark = pytest.mark.server

BAD = a_mail(body="BREAK")


def mended(
    messages: Sequence[Message], preset: Preset, arrivals: Sequence[datetime], **_: object
) -> list[Triage]:
    """Triage of a later version, which reads what broke this one."""
    return [
        lines._plain(replace(one, text="ok"), arrived, preset)
        for one, arrived in zip(messages, arrivals, strict=True)
    ]


def test_list_show_retry_drop(database_url: str, tmp_path: Path, account: ImapAccount) -> None:
    account.deliver(BAD, a_mail(body="BREAK 2", message_id="<twee@kdv-zon.example>"))
    with a_line(database_url, tmp_path, account.mailbox()) as line:
        line.poll()
        database = line.app.database
        first, second = listed(database)
        assert (first.uid, first.attempts, first.size) == (1, 1, len(BAD))
        fem = Person(name="fem", roles=(Role.OPERATOR,))
        settings = line.app.settings.model_copy(update={"person": (fem,)})
        with database.reading() as connection:
            kept = original.of_quarantine(connection, first.id)
        assert look(
            database, settings, kept, who="person:fem", reason="see why", clock=lambda: AT
        ) == [BAD]
        again = retry(line.app, first.id, "person:fem")
        assert isinstance(again, Broken)
        assert listed(database)[0].attempts == 2
        drop(database, second.id, "person:fem", "spam", lambda: AT)
        assert [entry.id for entry in listed(database)] == [first.id]
    with a_line(database_url, tmp_path, account.mailbox(), decide=mended) as line:
        assert retry(line.app, first.id, "person:fem") is Outcome.TICKET
        assert line.rows(quarantine.quarantine) == []
        assert line.outcomes() == {"ticket": 1, "skipped": 1}
        assert len(line.rows(outbox.outbox)) == 1
        line.poll()  # now it is stored, the action runs
        by_uid = {row["uid"]: row for row in line.rows(ledger.ledger)}
        assert by_uid[1]["action_state"] == "done"
        assert by_uid[2]["reason"] == "dropped from quarantine: spam"
        assert len(line.rows(raw.raw)) == 2  # the mail and its answer: nothing is left over
        did = {(act["who"], act["did"]) for act in line.rows(audit.audit)}
        assert {("person:fem", what) for what in ("showed", "dropped", "retried")} <= did


def test_a_retried_mail_that_was_stored_meanwhile_is_a_duplicate(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(BAD)
    with a_line(sqlite_url, tmp_path, account.mailbox()) as line:
        line.poll()
        (entry,) = listed(line.app.database)
    account.deliver(BAD)
    with a_line(sqlite_url, tmp_path, account.mailbox(), decide=mended) as line:
        assert line.poll().outcomes == {"ticket": 1}
        assert retry(line.app, entry.id, "person:fem") is Outcome.DUPLICATE
        assert len(line.tickets()) == 1


def test_what_is_not_there_cannot_be_handled(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    with a_line(sqlite_url, tmp_path, account.mailbox()) as line:
        with pytest.raises(PermanentError, match="nothing with number 7"):
            retry(line.app, 7, "person:fem")
        with pytest.raises(PermanentError, match="nothing with number 7"):
            drop(line.app.database, 7, "person:fem", "", lambda: AT)
