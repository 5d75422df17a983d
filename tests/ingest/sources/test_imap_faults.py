"""Each fault of a mailbox is one clear line with its remedy, and no fault is missed."""

from __future__ import annotations

import imaplib
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import imapclient.exceptions
import pytest
from pydantic import SecretStr

from config.errors import ConfigError, MeldpostError, TransientError
from config.servers import Mailbox
from ingest.sources import imap_wire
from ingest.sources.imap import ImapSource
from ingest.sources.imap_faults import mapped
from tests.servers.authority import Authority
from tests.servers.dovecot import Dovecot
from tests.servers.imap_account import ImapAccount
from tests.servers.process import free_port
from tests.servers.pymap import Pymap
from tests.servers.scripted import Conversation, ScriptedImap


def fault_of(box: Mailbox, folder: str = "INBOX") -> MeldpostError:
    """The error that opening and selecting ends in, which must be one line without secrets."""
    with pytest.raises(MeldpostError) as caught, ImapSource.open(box) as source:
        source.select(folder)
    said = str(caught.value)
    assert said.count("\n") == 0
    assert said.startswith(f"mailbox 'support' (localhost:{box.port})") or "ca_file" in said
    assert "zeepsop" not in said
    assert "@" not in said
    return caught.value


@pytest.mark.parametrize("security", ["plain", "starttls"])
def test_wrong_password(imap_account: ImapAccount, security: str) -> None:
    box = imap_account.mailbox(security=security, password=SecretStr("fout"))
    error = fault_of(box)
    assert isinstance(error, ConfigError)
    assert "refuses the log-in" in error.problem
    assert error.remedy == "check user and password, and that the account may use IMAP"


def test_no_password(imap_account: ImapAccount) -> None:
    with pytest.raises(ConfigError, match="MELDPOST_MAILBOX_SUPPORT_PASSWORD"):
        ImapSource.open(imap_account.mailbox(security="plain", password=None)).__enter__()


def test_a_password_that_the_old_command_cannot_carry() -> None:
    with ScriptedImap() as server:  # offers LOGIN only
        error = fault_of(server.account().mailbox(security="plain", password=SecretStr("zéép")))
    assert "takes only plain letters" in str(error)


@pytest.mark.server
def test_a_password_of_any_letters(authority: Authority) -> None:
    server = Dovecot(authority, password="zéépsop日本")
    try:
        with ImapSource.open(server.account().mailbox()) as source:
            assert source.select("INBOX").exists == 0
    finally:
        server.close()


def test_a_server_that_is_not_there(authority: Authority) -> None:
    box = ImapAccount(ScriptedNowhere(), "sanne", "zeepsop").mailbox(ca_file=authority.ca_file)
    error = fault_of(box)
    assert isinstance(error, TransientError)
    assert "refuses the connection (check host and port, and that the server runs)" in str(error)


class ScriptedNowhere:
    """A server that nobody started."""

    ca_file: Path | None = None

    def port_for(self, security: str) -> int:
        return free_port()

    def deliver(self, *_: object, **__: object) -> int:
        raise NotImplementedError


def test_a_host_that_nobody_knows(imap_account: ImapAccount) -> None:
    box = imap_account.mailbox(security="tls", host="nowhere.invalid")
    with pytest.raises(TransientError, match="the host is not known"):
        ImapSource.open(box).__enter__()


# -- TLS -------------------------------------------------------------------------------------------


@pytest.fixture
def other_authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.mark.parametrize(
    ("hosts", "expired", "problem", "remedy"),
    [
        ((), True, "the certificate has expired", "have it renewed by whoever runs the server"),
        (
            ("mail.kdv.example",),
            False,
            "the certificate is for another host",
            "set host to a name that the certificate holds",
        ),
    ],
)
def test_a_certificate_that_is_wrong(
    authority: Authority, hosts: tuple[str, ...], expired: bool, problem: str, remedy: str
) -> None:
    context = authority.server_context(*hosts, expired=expired)
    with ScriptedImap(context=context) as server:
        error = fault_of(server.account().mailbox(ca_file=authority.ca_file))
        assert isinstance(error, ConfigError)
        assert problem in error.problem
        assert error.remedy == remedy
        assert server.heard == []


@pytest.mark.server
@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize("trusted", ["other", "system"])
def test_a_certificate_of_an_unknown_authority(
    account: ImapAccount, other_authority: Authority, security: str, trusted: str
) -> None:
    ca_file = other_authority.ca_file if trusted == "other" else None
    error = fault_of(account.mailbox(security=security, ca_file=ca_file))
    assert isinstance(error, ConfigError)
    assert "comes from an authority that is not trusted" in error.problem
    assert error.remedy == "name that authority as ca_file"


@pytest.mark.parametrize(
    ("content", "problem"), [(None, "cannot be read"), (b"no certificate", "holds no certificate")]
)
def test_a_ca_file_that_is_wrong(
    imap_account: ImapAccount, tmp_path: Path, content: bytes | None, problem: str
) -> None:
    path = tmp_path / "authority.pem"
    if content is not None:
        path.write_bytes(content)
    error = fault_of(imap_account.mailbox(security="tls", ca_file=path))
    assert isinstance(error, ConfigError)
    assert (error.path, problem in error.problem) == (path, True)


@pytest.mark.server
def test_tls_at_a_port_without_it(dovecot: Dovecot, account: ImapAccount) -> None:
    error = fault_of(account.mailbox(port=dovecot.port))
    assert isinstance(error, ConfigError)
    assert "speaks no TLS at this port" in error.problem


def test_starttls_that_is_not_offered(authority: Authority) -> None:
    server = Pymap(authority, tls=False)
    try:
        error = fault_of(server.account().mailbox(security="starttls"))
    finally:
        server.close()
    assert isinstance(error, ConfigError)
    assert "does not offer STARTTLS" in error.problem
    assert 'set security = "tls"' in error.remedy


PREAUTH = b"* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome\r\n"
OFFER = {"CAPABILITY": b"* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK done\r\n"}


@pytest.mark.parametrize(
    ("greeting", "answers", "problem"),
    [
        (b"* OK ready\r\n", {}, "does not offer STARTTLS"),  # cut out of the list
        (PREAUTH, OFFER, "does not offer STARTTLS"),  # a greeting that leaves no room for it
        (b"* OK ready\r\n", {**OFFER, "STARTTLS": b"TAG NO not now\r\n"}, "refuses a command"),
        (b"* OK ready\r\n", {**OFFER, "STARTTLS": b"TAG BAD what?\r\n"}, "refuses a command"),
    ],
)
def test_starttls_that_is_stripped_never_falls_back(
    greeting: bytes, answers: dict[str, bytes], problem: str
) -> None:
    with ScriptedImap(answers, greeting=greeting) as server:
        error = fault_of(server.account().mailbox(security="starttls"))
        assert problem in str(error)
        assert not any(b"LOGIN" in line or b"AUTHENTICATE" in line for line in server.heard)


def test_what_is_injected_before_tls_is_not_believed(authority: Authority) -> None:
    """The server answers STARTTLS; an attacker adds a line in clear text (CVE-2011-0411 kin)."""
    context = authority.server_context()

    def start(conversation: Conversation) -> None:
        conversation.say(b"TAG OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN INJECTED\r\n")
        conversation.encrypt(context)

    with ScriptedImap({**OFFER, "STARTTLS": start}) as server:
        box = server.account().mailbox(security="starttls", ca_file=authority.ca_file)
        with ImapSource.open(box) as source:
            assert source.select("INBOX").uidvalidity == 7
            assert b"INJECTED" not in source._client.capabilities()


@pytest.mark.parametrize(
    ("security", "allow", "host", "accepted"),
    [
        ("plain", False, "localhost", True),
        ("plain", False, "127.0.0.1", True),
        ("plain", False, "mail.kdv.example", False),
        ("plain", True, "mail.kdv.example", True),
    ],
)
def test_plain_text_only_as_the_settings_allow(
    security: str, allow: bool, host: str, accepted: bool
) -> None:
    account = ImapAccount(ScriptedNowhere(), "sanne", "zeepsop")
    values: dict[str, Any] = {"security": security, "allow_plaintext": allow, "host": host}
    if accepted:
        account.mailbox(**values)
    else:
        with pytest.raises(ValueError, match="allow_plaintext = true"):
            account.mailbox(**values)


# -- what the server says --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "answer", "kind", "problem"),
    [
        ("LOGIN", b"TAG NO [AUTHENTICATIONFAILED] s@kdv.example?", ConfigError, "refuses the log"),
        ("LOGIN", b"TAG NO wrong", ConfigError, "refuses the log-in"),
        ("LOGIN", b"TAG NO [UNAVAILABLE] later", TransientError, "cannot take a log-in now"),
        ("LOGIN", b"TAG NO [LIMIT] too many", TransientError, "cannot take a log-in now (LIMIT)"),
        ("LOGIN", b"* BYE too many", TransientError, "broke the connection off at the log-in"),
        ("SELECT", b"TAG NO [NONEXISTENT] sanne@kdv.example?", ConfigError, "has no folder"),
        ("SELECT", b"TAG NO no such folder", ConfigError, "has no folder 'Elders'"),
        ("SELECT", b"TAG NO [UNAVAILABLE] later", TransientError, "refuses a command (UNAVAIL"),
        ("SELECT", b"TAG NO [INUSE] locked", TransientError, "refuses a command (INUSE)"),
        ("SELECT", b"TAG BAD what?", ConfigError, "has no folder 'Elders'"),
        ("SELECT", b"* BYE closing", TransientError, "broke the connection off"),
        ("SELECT", b"* 3 EXISTS\r\nTAG OK done", ConfigError, "no lasting numbers"),
        (
            "SELECT",
            b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\nTAG OK [READ-ONLY]",
            ConfigError,
            "the folder is read-only",
        ),
        (
            "CAPABILITY",
            b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\nTAG OK done",
            ConfigError,
            "takes no password here",
        ),
    ],
)
def test_a_refusal_is_understood(
    command: str, answer: bytes, kind: type[MeldpostError], problem: str
) -> None:
    with ScriptedImap({command: answer + b"\r\n"}) as server:
        error = fault_of(server.account().mailbox(security="plain"), "Elders")
    assert isinstance(error, kind)
    assert problem in str(error)


def test_a_greeting_that_is_no_welcome() -> None:
    for greeting in (b"* BYE full\r\n", b"220 smtp.kdv.example ESMTP\r\n", b"* PREAUTH hi\r\n"):
        with ScriptedImap(greeting=greeting) as server:
            assert fault_of(server.account().mailbox(security="plain"))


def test_a_folder_that_only_has_not_been_listed_is_a_passing_fault() -> None:
    answers = {"SELECT": b"TAG NO cannot\r\n", "LIST": b'* LIST () "/" Elders\r\nTAG OK\r\n'}
    with ScriptedImap(answers) as server:
        error = fault_of(server.account().mailbox(security="plain"), "Elders")
    assert isinstance(error, TransientError)


# -- none is missed --------------------------------------------------------------------------------


def kinds(*roots: type[BaseException]) -> Iterator[type[BaseException]]:
    for root in roots:
        yield root
        yield from kinds(*root.__subclasses__())


IMAP_ERRORS = sorted(
    {
        *(
            kind
            for kind in vars(imapclient.exceptions).values()
            if isinstance(kind, type) and issubclass(kind, Exception)
        ),
        *kinds(imaplib.IMAP4.error),
        imap_wire.Greedy,
    },
    key=lambda kind: kind.__name__,
)
NETWORK_ERRORS = [
    OSError(113, "No route to host"),
    OSError("strange"),
    ConnectionRefusedError(111, "refused"),
    ConnectionResetError(104, "reset"),
    ConnectionAbortedError(),
    BrokenPipeError(32, "pipe"),
    TimeoutError("timed out"),
    socket.gaierror(-2, "Name or service not known"),
    ssl.SSLError(1, "[SSL: TLSV1_ALERT] alert"),
    ssl.SSLError("bare"),
    ssl.SSLEOFError(8, "EOF"),
    ssl.SSLZeroReturnError(6, "closed"),
    ssl.SSLCertVerificationError(1, "verify failed"),
    ssl.SSLWantReadError(2, "want"),
]
STUMBLES = [
    ValueError("x"),
    UnicodeDecodeError("ascii", b"\xff", 0, 1, "bad"),
    TypeError("x"),
    KeyError("x"),
    IndexError("x"),
    AttributeError("x"),
    OverflowError("x"),
    RecursionError("x"),
]


@pytest.mark.parametrize("error", [*NETWORK_ERRORS, *STUMBLES], ids=repr)
def test_every_error_of_the_network_and_the_parser_becomes_ours(error: Exception) -> None:
    check_mapping(error)


@pytest.mark.parametrize("kind", IMAP_ERRORS)
@pytest.mark.parametrize("said", ["", "failed: [SERVERBUG] x", "failed: sanne@kdv.example"])
def test_every_error_of_the_imap_library_becomes_ours(kind: type[Exception], said: str) -> None:
    check_mapping(kind(said))


def check_mapping(error: Exception) -> None:
    box = ImapAccount(ScriptedNowhere(), "sanne", "zeepsop").mailbox()
    with pytest.raises((ConfigError, TransientError)) as caught, mapped(box):
        raise error
    assert str(caught.value).startswith("mailbox 'support' (localhost:")
    assert "sanne" not in str(caught.value)
