"""From a mailbox to tickets, on a real Dovecot and both databases."""

from __future__ import annotations

from pathlib import Path

from models import audit, finding, mail, outbox
from tests.factories import a_mail
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import SmtpSink
from tests.worker.line import a_line


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
        (stored,) = line.rows(mail.mail)
        assert "[BSN]" in stored["text"]
        assert "123456782" not in str(stored)
        assert ticket["why"]["module"] == ["factuur"]  # a reason that quotes the value is left out
        (found,) = line.rows(finding.finding)
        assert (found["kind"], found["start_at"], found["end_at"]) == ("bsn", 4, 13)
        (row,) = line.rows(outbox.outbox)
        assert (row["state"], row["filing"]) == ("sent", "done")
        assert {act["did"] for act in line.rows(audit.audit)} == {"took"}
    (sent,) = smtp_sink.mails
    assert sent.recipients == ("sanne@kdv-zon.example",)
    assert b"KK-1001" in sent.raw
    assert row["message_id"].encode() in sent.raw
