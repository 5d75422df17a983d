"""The head of the audit log leaves the house once a day."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest

from config.settings import Audit, Log
from models import audit
from tests.factories import AT, a_mail
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import SmtpSink
from tests.worker.line import a_line
from worker import log
from worker.post.deliver import deliver
from worker.privacy import head

pytestmark = pytest.mark.server


def test_it_is_logged_and_mailed_once_a_day(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    account.deliver(a_mail())
    said, hours = io.StringIO(), [0]
    log.set_up(Log(), said)
    with a_line(
        sqlite_url,
        tmp_path,
        account.mailbox(),
        smtp=[smtp_sink.smtp()],
        audit=Audit(head_to="privacy@desk.example"),
        clock=lambda: AT + timedelta(hours=hours[0]),
    ) as line:
        line.poll()
        with line.app.database.reading() as connection:
            written = audit.head(connection)
        for hours[0] in (0, 1, 19, 21):
            head.write_down(line.app)
            deliver(line.app)
    log.set_up(Log())
    assert written.line == 2
    assert said.getvalue().count(f"head={written}") == 4
    mailed = [one for one in smtp_sink.mails if one.recipients == ("privacy@desk.example",)]
    assert len(mailed) == 2
    assert str(written) in mailed[0].raw.decode()
