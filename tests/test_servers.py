"""The test servers themselves: each starts, works and can be started again."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from datetime import UTC, datetime

import psycopg
import pytest
from imapclient import IMAPClient

from tests.conftest import need
from tests.servers.dovecot import Dovecot
from tests.servers.imap_account import ImapAccount
from tests.servers.process import program
from tests.servers.smtp_sink import Mode, SmtpSink

MAIL = b"From: sanne@kdv.example\r\nSubject: factuur\r\n\r\nWaar staat de factuur?\r\n"


def test_a_delivered_mail_is_found(imap_account: ImapAccount) -> None:
    at = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)
    assert imap_account.deliver(MAIL, MAIL, at=at) == 2
    imap_account.deliver(MAIL, folder="Archief/Één")
    box = imap_account.mailbox(security="plain")
    with IMAPClient(box.host, box.port, ssl=False, timeout=5) as client:
        client.login(imap_account.user, imap_account.password)
        client.normalise_times = False
        assert client.select_folder("INBOX")[b"EXISTS"] == 2
        found = client.fetch(client.search(), ["INTERNALDATE", "BODY.PEEK[]"]).popitem()[1]
        assert (found[b"INTERNALDATE"], found[b"BODY[]"]) == (at, MAIL)
        assert client.select_folder("Archief/Één")[b"EXISTS"] == 1


@pytest.mark.server
def test_dovecot_starts_again_with_its_mail(dovecot: Dovecot, account: ImapAccount) -> None:
    account.deliver(MAIL)
    dovecot.stop()
    dovecot.start()
    with IMAPClient("localhost", dovecot.port, ssl=False, timeout=5) as client:
        client.login(account.user, account.password)
        assert client.select_folder("INBOX")[b"EXISTS"] == 1


@pytest.mark.parametrize(
    ("mode", "kept", "error"),
    [
        (Mode.ACCEPT, 1, None),
        (Mode.TEMPORARY, 0, smtplib.SMTPDataError),
        (Mode.PERMANENT, 0, smtplib.SMTPDataError),
        (Mode.BUSY, 0, smtplib.SMTPSenderRefused),
        (Mode.REJECT_RECIPIENT, 0, smtplib.SMTPRecipientsRefused),
        (Mode.DEFER_RECIPIENT, 0, smtplib.SMTPRecipientsRefused),
        (Mode.DROP_LOST, 0, smtplib.SMTPServerDisconnected),
        (Mode.DROP_KEPT, 1, smtplib.SMTPServerDisconnected),
    ],
)
def test_the_sink_does_as_it_is_told(
    smtp_sink: SmtpSink, mode: Mode, kept: int, error: type[Exception] | None
) -> None:
    smtp_sink.next_modes.append(mode)
    with smtplib.SMTP("localhost", smtp_sink.port, timeout=5) as client:
        if error is None:
            client.sendmail("support@desk.example", ["sanne@kdv.example"], MAIL)
        else:
            with pytest.raises(error):
                client.sendmail("support@desk.example", ["sanne@kdv.example"], MAIL)
    assert len(smtp_sink.mails) == kept


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_the_sink_speaks_tls_and_wants_a_login(
    start_smtp_sink: Callable[..., SmtpSink], security: str
) -> None:
    sink = start_smtp_sink(security=security, login=("desk", "zeepsop"))
    context = ssl.create_default_context(cafile=sink.ca_file)
    client: smtplib.SMTP
    if security == "tls":
        client = smtplib.SMTP_SSL("localhost", sink.port, timeout=5, context=context)
    else:
        client = smtplib.SMTP("localhost", sink.port, timeout=5)
    with client:
        if security == "starttls":
            client.starttls(context=context)
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login("desk", "wrong")
        client.login("desk", "zeepsop")
        client.sendmail("support@desk.example", ["sanne@kdv.example"], MAIL)
    assert [(mail.user, mail.tls) for mail in sink.mails] == [("desk", True)]


def test_each_test_has_a_database_of_its_own(database_url: str) -> None:
    if database_url.startswith("sqlite"):
        return
    with psycopg.connect(database_url.replace("+psycopg", "")) as connection:
        found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        assert found.fetchone() == (0,)


@pytest.mark.parametrize(
    ("strict", "outcome"), [("1", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_a_missing_server_fails_only_the_strict_run(
    monkeypatch: pytest.MonkeyPatch, strict: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("MELDPOST_STRICT", strict)
    with pytest.raises(outcome, match=r"nosuchd is not installed \(apt-get install nosuch\)"):
        need(lambda: program("nosuchd", "nosuch"))
