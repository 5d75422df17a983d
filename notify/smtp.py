"""The only door out: hands a mail to the first SMTP server that takes it.

Every fault of smtplib becomes a TransientError (try later) or a PermanentError (never).
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from config.errors import ConfigError, MeldpostError, PermanentError, TransientError
from config.secrets import require_secret
from config.servers import Smtp
from ingest.bounce import status_of
from notify.doors import Doors

TokenOf = Callable[[Smtp], str]
_OF_THE_MAIL = (
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
)
_CLOSES = 421  # "service not available, closing transmission channel" (RFC 5321, 4.2.2)


class Uncertain(TransientError):
    """The connection broke after the mail was handed over: the server may have taken it.

    Nobody may send it once more before it is known that it did not go out.
    """


class AddressRefused(PermanentError):
    """The server will never take a mail for this address; `status` (RFC 3463) says why."""

    def __init__(self, problem: str, status: str | None) -> None:
        super().__init__(problem)
        self.status = status


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends through `servers` in their order; `token_of` gives an OAuth2 token where one is set.

    `doors` remembers which of them are away: those are left alone until their pause is over.
    """

    servers: Sequence[Smtp]
    token_of: TokenOf | None = None
    doors: Doors | None = None

    @property
    def shut(self) -> bool:
        """Whether every server is away, and to be left alone."""
        return bool(self.servers) and not self._open()

    def send(self, raw: bytes, *, sender: str, recipient: str) -> str:
        """Hand over one mail; the name of the server that took it.

        PermanentError when a server refuses this mail for good (5xx; AddressRefused where it is
        the address that it does not take), TransientError when none could take it now, Uncertain
        when it was handed over and no answer came, ConfigError when a log-in is refused or no
        server is set.
        """
        if not self.servers:
            raise ConfigError("no SMTP server is configured", remedy="add an [[smtp]] section")
        trouble: MeldpostError | None = None
        for server in self._open():
            try:
                self._send_by(server, raw, sender, recipient)
            except (PermanentError, Uncertain):
                raise
            except MeldpostError as error:
                trouble = trouble or error
            else:
                return server.name
        raise trouble or TransientError("no SMTP server took the mail")

    def check(self, server: Smtp) -> None:
        """Connect and log in; raises like `send`."""
        with _mapped(server), _connected(server, self.token_of) as connection:
            connection.noop()

    def _open(self) -> list[Smtp]:
        doors = self.doors
        return [one for one in self.servers if doors is None or doors.is_open(one.name)]

    @contextmanager
    def _noticed(self, server: Smtp) -> Iterator[None]:
        """Remembers whether the server was there, whatever became of the mail."""
        there = True
        try:
            yield
        except Exception as error:
            there = not _away(error)
            raise
        finally:
            if self.doors is not None:
                self.doors.notice(server.name, there=there)

    def _send_by(self, server: Smtp, raw: bytes, sender: str, recipient: str) -> None:
        session = _connected(server, self.token_of)
        with _mapped(server), self._noticed(server), session as connection:
            needs_utf8 = not (sender + recipient).isascii()
            options = ["SMTPUTF8"] if needs_utf8 and connection.has_extn("smtputf8") else []
            _hand_over(connection, raw, sender, recipient, options)


@contextmanager
def _connected(server: Smtp, token_of: TokenOf | None) -> Iterator[smtplib.SMTP]:
    """A session with `server`: encrypted as it says, logged in if it has a user."""
    connection: smtplib.SMTP
    if server.security == "tls":
        connection = smtplib.SMTP_SSL(
            server.host, server.port, timeout=server.timeout_seconds, context=_context(server)
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout_seconds)
    try:
        if server.security == "starttls":
            connection.starttls(context=_context(server))
        _log_in(connection, server, token_of)
        yield connection
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()  # the mail was taken; how the server says goodbye is no matter
    finally:
        connection.close()


def _context(server: Smtp) -> ssl.SSLContext:
    """What we trust. Reading the certificates of the system takes tens of milliseconds."""
    return ssl.create_default_context(cafile=server.ca_file)


def _hand_over(
    connection: smtplib.SMTP, raw: bytes, sender: str, recipient: str, options: list[str]
) -> None:
    """As smtplib.SMTP.sendmail, but telling a lost answer from a lost connection."""
    connection.ehlo_or_helo_if_needed()
    if connection.has_extn("size"):
        options = [*options, f"size={len(raw)}"]
    code, said = connection.mail(sender, options)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, said, sender)
    code, said = connection.rcpt(recipient)
    if code not in (250, 251):
        raise smtplib.SMTPRecipientsRefused({recipient: (code, said)})
    try:
        code, said = connection.data(raw)
    except smtplib.SMTPResponseException:
        raise  # it answered: it does not want the mail
    except OSError:  # every error of smtplib is one
        raise Uncertain("the server may have taken the mail: its answer was lost") from None
    if code != 250:
        raise smtplib.SMTPDataError(code, said)


def _log_in(connection: smtplib.SMTP, server: Smtp, token_of: TokenOf | None) -> None:
    if server.user is None:
        return
    if server.oauth2 is None:
        connection.login(
            server.user, require_secret(server.password, "smtp", server.name, "password")
        )
        return
    if token_of is None:
        raise ConfigError(f"smtp {server.name!r}: no token source for OAuth2")
    proof = f"user={server.user}\x01auth=Bearer {token_of(server)}\x01\x01"
    connection.ehlo_or_helo_if_needed()
    connection.auth("XOAUTH2", lambda _challenge=None: proof)


@contextmanager
def _mapped(server: Smtp) -> Iterator[None]:
    """Turns every fault of smtplib, ssl and sockets into one of ours; never quotes an address."""
    try:
        yield
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise translated(error, f"smtp {server.name!r} ({server.host}:{server.port})") from None


def translated(error: Exception, where: str) -> MeldpostError:
    """Our error for one of smtplib, ssl or the network."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return ConfigError(f"{where} refuses the log-in", remedy="check user and password")
    if isinstance(error, ssl.SSLCertVerificationError):
        return ConfigError(
            f"{where}: certificate not trusted: {error.verify_message}",
            remedy="renew it, or name its authority as ca_file",
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return ConfigError(
            f"{where} lacks an extension that is needed: {error}",
            remedy='check port and security ("tls", "starttls", "plain")',
        )
    code = _code(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused) and code is not None and code >= 500:
        status = status_of(_said(error))
        told = f"{code}, status {status}" if status else f"{code}"
        return AddressRefused(f"{where} refused the address with {told}", status)
    if code is not None and 500 <= code < 600 and isinstance(error, _OF_THE_MAIL):
        return PermanentError(f"{where} refused the mail with {code}")
    if code is not None:
        return TransientError(f"{where} cannot take the mail now ({code})")
    return TransientError(f"{where}: {type(error).__name__}")


def _away(error: Exception) -> bool:
    """Whether the server is to blame, and the next mail would fare no better: nobody answers, the
    connection broke, we are not let in. Every error of smtplib and ssl is an OSError."""
    if isinstance(error, _OF_THE_MAIL):
        return _code(error) == _CLOSES
    return isinstance(error, OSError | MeldpostError)


def _said(error: smtplib.SMTPRecipientsRefused) -> str:
    """The server's own words, in which an address may stand."""
    said = next((said for _, said in error.recipients.values()), b"")
    return said.decode(errors="replace") if isinstance(said, bytes) else said


def _code(error: Exception) -> int | None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next((code for code, _ in error.recipients.values()), None)
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    return None
