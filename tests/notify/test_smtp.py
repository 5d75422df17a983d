"""The door to SMTP, against real servers: what it sends, and how it names what goes wrong."""

import socket
import threading
from collections.abc import Callable

import pytest
from pydantic import SecretStr

from config.errors import ConfigError, MeldpostError, PermanentError, TransientError
from config.servers import Smtp
from notify.smtp import Sender, Uncertain
from tests.factories import a_mail
from tests.servers.authority import Authority
from tests.servers.process import free_port
from tests.servers.smtp_sink import Mode, SmtpSink

StartSink = Callable[..., SmtpSink]
FROM, TO = "support@desk.example", "sanne@kdv-zon.example"


def send(*servers: Smtp) -> str:
    return Sender(servers).send(a_mail(), sender=FROM, recipient=TO)


def test_a_mail_arrives_as_it_was(smtp_sink: SmtpSink) -> None:
    assert send(smtp_sink.smtp()) == "main"
    (received,) = smtp_sink.mails
    assert (received.mail_from, received.recipients) == (FROM, (TO,))
    assert received.raw.rstrip() == a_mail().rstrip()


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_encrypted_and_logged_in(start_smtp_sink: StartSink, security: str) -> None:
    sink = start_smtp_sink(security=security, login=("support", "geheim"))
    send(sink.smtp())
    assert sink.mails[0].tls
    assert sink.mails[0].user == "support"


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        (Mode.TEMPORARY, TransientError),
        (Mode.BUSY, TransientError),
        (Mode.DEFER_RECIPIENT, TransientError),
        (Mode.DROP_LOST, Uncertain),
        (Mode.PERMANENT, PermanentError),
        (Mode.REJECT_RECIPIENT, PermanentError),
    ],
)
def test_faults_are_told_apart(smtp_sink: SmtpSink, mode: Mode, error: type[MeldpostError]) -> None:
    smtp_sink.mode = mode
    with pytest.raises(error) as caught:
        send(smtp_sink.smtp())
    assert not smtp_sink.mails
    assert TO not in str(caught.value)


def test_a_lost_answer_is_no_reason_to_send_it_elsewhere(start_smtp_sink: StartSink) -> None:
    first, second = start_smtp_sink(), start_smtp_sink()
    first.mode = Mode.DROP_KEPT
    with pytest.raises(Uncertain):
        send(first.smtp(), second.smtp(name="second"))
    assert (len(first.mails), len(second.mails)) == (1, 0)


def test_the_second_server_takes_over(start_smtp_sink: StartSink) -> None:
    first, second = start_smtp_sink(), start_smtp_sink()
    first.mode = Mode.BUSY
    assert send(first.smtp(name="first"), second.smtp(name="second")) == "second"
    first.stop()
    assert send(first.smtp(name="first"), second.smtp(name="second")) == "second"
    assert len(second.mails) == 2


def test_a_refusal_for_good_is_not_shopped_around(start_smtp_sink: StartSink) -> None:
    first, second = start_smtp_sink(), start_smtp_sink()
    first.mode = Mode.REJECT_RECIPIENT
    with pytest.raises(PermanentError):
        send(first.smtp(name="first"), second.smtp(name="second"))
    assert not second.mails


def test_a_wrong_password(start_smtp_sink: StartSink) -> None:
    sink = start_smtp_sink(security="tls", login=("support", "geheim"))
    with pytest.raises(ConfigError, match="refuses the log-in"):
        send(sink.smtp(password=SecretStr("fout")))


def test_no_password(start_smtp_sink: StartSink) -> None:
    sink = start_smtp_sink(security="tls", login=("support", "geheim"))
    with pytest.raises(ConfigError, match="MELDPOST_SMTP_MAIN_PASSWORD"):
        send(sink.smtp(password=None))


def test_a_certificate_that_nobody_vouches_for(start_smtp_sink: StartSink) -> None:
    sink = start_smtp_sink(security="tls")
    with pytest.raises(ConfigError, match="certificate not trusted"):
        send(sink.smtp(ca_file=None))


def test_a_certificate_of_another_host(authority: Authority) -> None:
    elsewhere = authority.server_context("elsewhere.example")
    sink = SmtpSink(authority=authority, security="starttls", certificate=elsewhere)
    with pytest.raises(ConfigError, match="certificate not trusted"):
        send(sink.smtp())
    sink.stop()


def test_starttls_cannot_be_stripped(smtp_sink: SmtpSink) -> None:
    with pytest.raises(ConfigError, match="STARTTLS"):
        send(smtp_sink.smtp(security="starttls"))
    assert not smtp_sink.mails


def test_a_server_that_turns_everybody_away_at_the_door_refuses_no_mail() -> None:
    """Its 554 is about the connection: the mail may leave tomorrow, or by another server."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def turns_away() -> None:
            with listener.accept()[0] as one:
                one.sendall(b"554 5.7.1 No service for your network\r\n")
                one.recv(100)

        porter = threading.Thread(target=turns_away)
        porter.start()
        with pytest.raises(TransientError, match="554"):
            send(Smtp(host="127.0.0.1", port=listener.getsockname()[1], security="plain"))
        porter.join()


def test_nobody_listens() -> None:
    server = Smtp(host="127.0.0.1", port=free_port(), security="plain")
    with pytest.raises(TransientError, match="ConnectionRefusedError"):
        send(server)


def test_no_server_is_configured() -> None:
    with pytest.raises(ConfigError, match=r"\[\[smtp\]\]"):
        send()


def test_check_logs_in(start_smtp_sink: StartSink) -> None:
    sink = start_smtp_sink(security="starttls", login=("support", "geheim"))
    Sender([sink.smtp()]).check(sink.smtp())
    with pytest.raises(ConfigError, match="log-in"):
        Sender([]).check(sink.smtp(password=SecretStr("fout")))
