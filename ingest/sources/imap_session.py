"""Connecting: encrypted as the mailbox says, and logged in; never weaker than asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from config.errors import ConfigError
from config.secrets import require_secret
from config.servers import Mailbox, Smtp
from ingest.sources.imap_faults import mapped, place
from ingest.sources.imap_wire import Client
from ingest.sources.tls import client_context


class Tokens(Protocol):
    """Gives bearer tokens for servers with `oauth2` (see oauth2.py)."""

    def token_of(self, server: Mailbox | Smtp) -> str: ...

    def forget(self, server: Mailbox | Smtp) -> None: ...


@contextmanager
def session(mailbox: Mailbox, tokens: Tokens | None) -> Iterator[Client]:
    """A logged-in client, closed at the end. Errors of the block are left as they are."""
    with mapped(mailbox):
        client = _connected(mailbox)
        try:
            _encrypt(client, mailbox)
            _log_in(client, mailbox, tokens)
        except BaseException:
            _close(client)
            raise
    try:
        yield client
    except BaseException:
        _close(client)
        raise
    with suppress(IMAPClientError, OSError):
        client.logout()  # the work is done; how the server says goodbye is no matter
    _close(client)


def _close(client: Client) -> None:
    with suppress(IMAPClientError, OSError):
        client.shutdown()


def _connected(mailbox: Mailbox) -> Client:
    context = client_context(mailbox.ca_file) if mailbox.security == "tls" else None
    return Client(mailbox.host, mailbox.port, silence=mailbox.timeout_seconds, context=context)


def _encrypt(client: Client, mailbox: Mailbox) -> None:
    """STARTTLS where it is asked for. No offer, no session: somebody may have cut it out."""
    if mailbox.security != "starttls":
        return
    if client.wire.state != "NONAUTH" or not client.has_capability("STARTTLS"):
        raise ConfigError(
            f"{place(mailbox)} does not offer STARTTLS",
            remedy='set security = "tls" and its port (often 993); nothing was sent in clear text',
        )
    client.starttls(client_context(mailbox.ca_file))


def _log_in(client: Client, mailbox: Mailbox, tokens: Tokens | None) -> None:
    if client.wire.state != "NONAUTH":
        raise ConfigError(
            f"{place(mailbox)} takes us for somebody without a log-in (PREAUTH)",
            remedy="check host and port",
        )
    user = mailbox.user or mailbox.address
    if mailbox.oauth2 is not None:
        _by_token(client, mailbox, user, tokens)
    else:
        _by_password(client, mailbox, user)


def _by_password(client: Client, mailbox: Mailbox, user: str) -> None:
    password = require_secret(mailbox.password, "mailbox", mailbox.name, "password")
    if client.has_capability("AUTH=PLAIN"):
        client.plain_login(user, password)  # UTF-8 (RFC 4616), where LOGIN knows ASCII only
        return
    if client.has_capability("LOGINDISABLED"):
        raise ConfigError(
            f"{place(mailbox)} takes no password here",
            remedy='set security to "tls" or "starttls", or use oauth2',
        )
    _only_ascii(user + password, mailbox)
    client.login(user, password)


def _only_ascii(text: str, mailbox: Mailbox) -> None:
    if not (text.isascii() and text.isprintable()):
        raise ConfigError(
            f"{place(mailbox)} takes only plain letters, digits and signs in user and password",
            remedy="choose another password",
        )


def _by_token(client: Client, mailbox: Mailbox, user: str, tokens: Tokens | None) -> None:
    if tokens is None:
        raise ConfigError(f"{place(mailbox)}: nobody gives OAuth2 tokens here")
    try:
        client.oauth2_login(user, tokens.token_of(mailbox))
    except LoginError as refused:
        if isinstance(refused.__context__, IMAPClientAbortError):
            raise
        tokens.forget(mailbox)  # a token can be withdrawn before it expires: once more, afresh
        client.oauth2_login(user, tokens.token_of(mailbox))
