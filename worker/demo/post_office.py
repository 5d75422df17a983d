"""The demo's own mail server: IMAP by pymap and SMTP by aiosmtpd, on loopback, in one thread.

Mail to one of its mailboxes lands there, wherever it came from; mail to anybody else goes no
further than a folder, where it can be read.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend, Identity, Login
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage

from worker.demo.imap import LOOPBACK, Aside, add_user, configured

_LARGEST = 50_000_000  # bytes of a mail


class PostOffice:
    """Has its ports from the start and answers there between `open` and `close`.

    `addresses` are the mailboxes, each with the user name of its address; all have one password.
    Sent mail is kept in the folder `sent`. `clock` dates what comes in by SMTP.
    """

    def __init__(
        self,
        addresses: Iterable[str],
        password: str,
        sent: Path,
        clock: Callable[[], datetime],
    ) -> None:
        self.addresses = frozenset(address.lower() for address in addresses)
        self._password = password
        self._clock = clock
        self._sent = sent
        self._count = 0
        self._imap_socket = _listening()
        self._smtp_socket = _listening()
        self.imap_port: int = self._imap_socket.getsockname()[1]
        self.smtp_port: int = self._smtp_socket.getsockname()[1]
        # Without TLS, which never leaves this machine; pymap makes a context all the same.
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._config = configured(password, ssl_context=context)
        self._login = Login(self._config)
        self._aside = Aside("the demo's mail server")

    @property
    def sent(self) -> int:
        """How many mails went out to the world."""
        return self._count

    def open(self) -> None:
        """Answer from now on."""
        self._aside.open(self._serve)

    def close(self) -> None:
        """Stop; the mailboxes are gone, the folder of sent mail stays."""
        self._aside.close()
        self._imap_socket.close()
        self._smtp_socket.close()

    def deliver(self, address: str, raw: bytes, at: datetime) -> None:
        """Put a mail into a mailbox as new; `at` is when it arrived there."""
        self._aside.wait(self._append(address, raw, at))

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """aiosmtpd's hook: a whole mail was taken."""
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        recipients = {recipient.lower() for recipient in envelope.rcpt_tos}
        for address in recipients & self.addresses:
            await self._append(address, raw, self._clock())
        if recipients - self.addresses:
            self._count += 1
            (self._sent / f"{self._count:04}.eml").write_bytes(raw)
        return "250 OK"

    async def _append(self, address: str, raw: bytes, at: datetime) -> None:
        async with Identity(address, self._login, None, frozenset()).new_session() as session:
            mailbox = await session.mailbox_set.get_mailbox("INBOX")
            await mailbox.append(AppendMessage(raw, at, frozenset()), recent=True)

    async def _serve(self, stack: AsyncExitStack) -> None:
        self._config.apply_context()
        for address in self.addresses:
            await add_user(self._login, self._config, address, self._password)
        backend = DictBackend(self._login, self._config)
        imap = ProxyProtocolReader(self._config.proxy_protocol).get_callback(
            IMAPServer(backend.login, self._config)
        )
        await backend.start(stack)
        await stack.enter_async_context(await asyncio.start_server(imap, sock=self._imap_socket))
        await stack.enter_async_context(
            await self._aside.loop.create_server(self._smtp, sock=self._smtp_socket)
        )

    def _smtp(self) -> SMTP:
        return SMTP(
            self,
            hostname="demo.example",
            data_size_limit=_LARGEST,
            enable_SMTPUTF8=True,
            loop=self._aside.loop,
        )


def _listening() -> socket.socket:
    """On a free port. asyncio sends small answers at once only where it reads "TCP"."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.bind((LOOPBACK, 0))
    found.listen()
    return found
