"""The demo's own mail server: IMAP by pymap and SMTP by aiosmtpd, on loopback, in one thread.

Mail to one of its mailboxes lands there, wherever it came from; mail to anybody else goes no
further than a folder, where it can be read.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from argparse import Namespace
from collections.abc import Callable, Coroutine, Iterable
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from aiosmtpd.smtp import SMTP, Envelope, Session
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, DictBackend, Identity, Login
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import BuiltinHash

LOOPBACK = "127.0.0.1"
_LARGEST = 50_000_000  # bytes of a mail
_PATIENCE_SECONDS = 30.0
Result = TypeVar("Result")


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
        self._config = _config(password)
        self._login = Login(self._config)
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="post office", daemon=True)

    @property
    def sent(self) -> int:
        """How many mails went out to the world."""
        return self._count

    def open(self) -> None:
        """Answer from now on."""
        self._thread.start()
        if not self._ready.wait(_PATIENCE_SECONDS):
            raise RuntimeError("the demo's mail server does not start")

    def close(self) -> None:
        """Stop; the mailboxes are gone, the folder of sent mail stays."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._over.set)
            self._thread.join(_PATIENCE_SECONDS)
        self._imap_socket.close()
        self._smtp_socket.close()

    def deliver(self, address: str, raw: bytes, at: datetime) -> None:
        """Put a mail into a mailbox as new; `at` is when it arrived there."""
        self._await(self._append(address, raw, at))

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

    def _await(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE_SECONDS)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        self._config.apply_context()
        for address in self.addresses:
            hashed = await Passwords(self._config).hash_password(self._password)
            self._login.users_dict[address] = UserMetadata(self._config, address, password=hashed)
        backend = DictBackend(self._login, self._config)
        imap = ProxyProtocolReader(self._config.proxy_protocol).get_callback(
            IMAPServer(backend.login, self._config)
        )
        async with AsyncExitStack() as stack:
            await backend.start(stack)
            await stack.enter_async_context(
                await asyncio.start_server(imap, sock=self._imap_socket)
            )
            await stack.enter_async_context(
                await self._loop.create_server(self._smtp, sock=self._smtp_socket)
            )
            self._ready.set()
            await self._over.wait()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()

    def _smtp(self) -> SMTP:
        return SMTP(
            self,
            hostname="demo.example",
            data_size_limit=_LARGEST,
            enable_SMTPUTF8=True,
            loop=self._loop,
        )


def _listening() -> socket.socket:
    """On a free port. asyncio sends small answers at once only where it reads "TCP"."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.bind((LOOPBACK, 0))
    found.listen()
    return found


def _config(password: str) -> Config:
    """pymap without TLS, which never leaves this machine, and without a user of its own."""
    arguments = Namespace(
        host=LOOPBACK,
        port=0,
        debug=False,
        cert=None,
        key=None,
        tls=False,
        passlib_cfg=None,
        proxy_protocol=None,
        inherited_sockets=None,
        demo_data=False,
        demo_user="nobody",
        demo_password=password,
    )
    config: Config = Config.from_args(
        arguments,
        hash_context=BuiltinHash(hash_name="sha256", rounds=1),
        ssl_context=ssl.create_default_context(ssl.Purpose.CLIENT_AUTH),
        invalid_user_sleep=0,
        reject_dnsbl=False,
    )
    return config
