"""One mailbox on a test server, with what a client must know to read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from imapclient import IMAPClient
from pydantic import SecretStr

from config.servers import Mailbox


class ImapServer(Protocol):
    """A server that holds accounts."""

    ca_file: Path | None

    def port_for(self, security: str) -> int: ...

    def deliver(
        self, user: str, mails: Iterable[bytes], *, folder: str, at: datetime | None
    ) -> int: ...


@dataclass(frozen=True, slots=True)
class ImapAccount:
    """A user of `server`, with an empty mailbox of its own."""

    server: ImapServer
    user: str
    password: str

    def deliver(self, *mails: bytes, folder: str = "INBOX", at: datetime | None = None) -> int:
        """Put mails into the folder as new; `at` is their internal date. Gives how many."""
        return self.server.deliver(self.user, mails, folder=folder, at=at)

    def mailbox(self, *, security: str = "tls", **changes: object) -> Mailbox:
        """The setting that reads this account; `changes` replaces fields of it."""
        values: dict[str, object] = {
            "name": "support",
            "preset": "kidskonnect",
            "address": "support@desk.example",
            "host": "localhost",
            "port": self.server.port_for(security),
            "security": security,
            "ca_file": self.server.ca_file,
            "user": self.user,
            "password": SecretStr(self.password),
            "timeout_seconds": 10,
        }
        return Mailbox.model_validate({**values, **changes})


@contextmanager
def client_of(account: ImapAccount) -> Iterator[IMAPClient]:
    """Somebody else's mail program."""
    box = account.mailbox(security="plain")
    with IMAPClient(box.host, box.port, ssl=False, timeout=5) as client:
        client.login(account.user, account.password)
        yield client
