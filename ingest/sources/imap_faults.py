"""What can go wrong with an IMAP server, in our words: one line, and how to mend it.

What the server said is never quoted: it may hold an address. Its response code (RFC 5530) is.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from imapclient.exceptions import (
    CapabilityError,
    IMAPClientAbortError,
    IMAPClientError,
    IMAPClientReadOnlyError,
    LoginError,
)

from config.errors import ConfigError, MeldpostError, TransientError
from config.servers import Mailbox
from ingest.sources.imap_wire import Greedy

_CODE = re.compile(r"\[([A-Z][A-Z-]{1,30})[ \]]")
PASSING = frozenset({"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "THROTTLED", "OVERQUOTA"})
_CERTIFICATES = {  # X509_V_ERR_* of OpenSSL
    9: ("is not valid yet", "set the clock of this machine, or that of the server"),
    10: ("has expired", "have it renewed by whoever runs the server"),
    62: ("is for another host", "set host to a name that the certificate holds"),
    64: ("is for another host", "set host to a name that the certificate holds"),
}
_UNTRUSTED = ("comes from an authority that is not trusted", "name that authority as ca_file")
# imapclient's parser has no family of errors of its own: on a malformed answer it stumbles
_STUMBLES = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)


def place(mailbox: Mailbox) -> str:
    """How an error names the mailbox."""
    return f"mailbox {mailbox.name!r} ({mailbox.host}:{mailbox.port})"


@contextmanager
def mapped(mailbox: Mailbox) -> Iterator[None]:
    """Turns every error of imapclient, ssl and sockets into one of ours."""
    try:
        yield
    except (IMAPClientError, OSError, *_STUMBLES) as error:
        raise translated(error, mailbox) from None


def translated(error: Exception, mailbox: Mailbox) -> MeldpostError:
    """Our error for one of imapclient, ssl or the network."""
    where = place(mailbox)
    if _stems_from(error, Greedy):
        return TransientError(f"{where} sends more than was asked for")
    if isinstance(error, ssl.SSLError):
        return _tls(error, where)
    if isinstance(error, OSError):
        return _network(error, where)
    if isinstance(error, LoginError):
        return _login(error, where, by_token=mailbox.oauth2 is not None)
    if isinstance(error, IMAPClientError):
        return _imap(error, where)
    return TransientError(f"{where} answers against the protocol ({type(error).__name__})")


def code_of(error: BaseException) -> str | None:
    """The response code of a refused command, such as NONEXISTENT."""
    found = _CODE.search(str(error))
    return found[1] if found else None


def _stems_from(error: BaseException | None, kind: type[BaseException]) -> bool:
    """Whether `error` is of that kind or was raised over one: both libraries wrap errors anew."""
    while error is not None and not isinstance(error, kind):
        error = error.__context__
    return error is not None


def _tls(error: ssl.SSLError, where: str) -> MeldpostError:
    if isinstance(error, ssl.SSLCertVerificationError):
        problem, remedy = _CERTIFICATES.get(getattr(error, "verify_code", 0), _UNTRUSTED)
        return ConfigError(f"{where}: the certificate {problem}", remedy=remedy)
    reason = getattr(error, "reason", None)
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError) or reason is None:
        return TransientError(f"{where} broke the connection off")
    if reason in {"WRONG_VERSION_NUMBER", "UNKNOWN_PROTOCOL", "HTTP_REQUEST"}:
        return ConfigError(
            f"{where} speaks no TLS at this port", remedy='check port, or set security = "starttls"'
        )
    return ConfigError(
        f"{where}: no TLS session ({reason})", remedy="check what TLS the server offers"
    )


def _network(error: OSError, where: str) -> MeldpostError:
    if isinstance(error, socket.gaierror):
        return TransientError(f"{where}: the host is not known (check host, and the name server)")
    if isinstance(error, ConnectionRefusedError):
        return TransientError(
            f"{where} refuses the connection (check host and port, and that the server runs)"
        )
    if isinstance(error, TimeoutError):
        return TransientError(
            f"{where} does not answer in time (check host and port, or raise timeout_seconds)"
        )
    if isinstance(error, ConnectionError):
        return TransientError(f"{where} broke the connection off")
    reason = error.strerror or type(error).__name__
    return TransientError(f"{where} cannot be reached: {reason} (check host and the network)")


def _login(error: LoginError, where: str, *, by_token: bool) -> MeldpostError:
    code = code_of(error)
    if _stems_from(error, IMAPClientAbortError) and code is None:
        return TransientError(f"{where} broke the connection off at the log-in")
    if code in PASSING:
        return TransientError(f"{where} cannot take a log-in now ({code})")
    said = f" ({code})" if code else ""
    remedy = "check user and password, and that the account may use IMAP"
    if by_token:
        remedy = "check user, and that the application may read this account by IMAP"
    return ConfigError(f"{where} refuses the log-in{said}", remedy=remedy)


def _imap(error: IMAPClientError, where: str) -> MeldpostError:
    if isinstance(error, CapabilityError):
        return ConfigError(f"{where} lacks an extension that is needed", remedy="check the server")
    if isinstance(error, IMAPClientReadOnlyError):
        return ConfigError(f"{where}: the folder is read-only", remedy="give the account the right")
    if isinstance(error, IMAPClientAbortError):
        return TransientError(f"{where} broke the connection off")
    code = code_of(error)
    return TransientError(f"{where} refuses a command" + (f" ({code})" if code else ""))
