"""The privacy report goes to the compliance address when a month is over: once, with its papers."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from config.settings import Report
from tests.desk.reports.filled import NOW, fill
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import SmtpSink
from tests.worker.line import Line, a_line
from worker.clock import monthly

pytestmark = pytest.mark.server


def the_mails(line: Line, sink: SmtpSink) -> list[EmailMessage]:
    line.deliver()
    mails = [message_from_bytes(sent.raw, policy=default) for sent in sink.mails]
    return [mail for mail in mails if isinstance(mail, EmailMessage)]


def test_once_a_month_by_one_of_many(
    database_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    now = [NOW]
    box = account.mailbox(preset="kidskonnect", file_sent=False)
    with a_line(database_url, tmp_path, box, smtp=[smtp_sink.smtp()], clock=lambda: now[0]) as line:
        fill(line.app.database)
        monthly.send(line.app)
        assert the_mails(line, smtp_sink) == []  # nobody asked for it
        asked = {"report": Report(privacy_to="fem@desk.example")}
        app = replace(line.app, settings=line.app.settings.model_copy(update=asked))
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda _: monthly.send(app), range(2)))
        (mail,) = the_mails(line, smtp_sink)
        _looks_right(mail)
        now[0] = datetime(2026, 11, 30, 22, tzinfo=UTC)
        monthly.send(app)
        assert len(the_mails(line, smtp_sink)) == 1
        now[0] = datetime(2026, 12, 1, 0, 30, tzinfo=UTC)
        monthly.send(app)
        assert "30 november" in str(the_mails(line, smtp_sink)[1]["Subject"])


def _looks_right(mail: EmailMessage) -> None:
    assert mail["To"] == "fem@desk.example"
    assert not mail.defects
    body = mail.get_body(("plain",))
    assert body is not None
    assert "13 mails van mensen" in body.get_content()
    paper, register = mail.iter_attachments()
    assert paper.get_filename() == "privacy-kidskonnect-2026-10.pdf"
    assert paper.get_content().startswith(b"%PDF-")
    assert register.get_filename() == "privacy-kidskonnect-2026-10.csv"
    text = register.get_content().removeprefix("\ufeff")
    assert len(list(csv.DictReader(io.StringIO(text), delimiter=";"))) == 11
