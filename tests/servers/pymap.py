"""pymap, an IMAP server in this process: UIDPLUS, MOVE, IDLE, mail in memory."""

from __future__ import annotations

import asyncio
import itertools
import threading
from argparse import Namespace
from collections.abc import Coroutine, Iterable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from pymap.backend.dict import Config, DictBackend, Login
from pymap.imap import IMAPService
from pymap.parsing.message import AppendMessage
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import BuiltinHash

from tests.servers.authority import Authority
from tests.servers.imap_account import ImapAccount
from tests.servers.process import free_port

PASSWORD = "zeepsop-12"
Result = TypeVar("Result")


class Pymap:
    """A running server; `account()` gives a fresh mailbox. Plain and STARTTLS only."""

    def __init__(self, authority: Authority, *, tls: bool = True, idle: bool = True) -> None:
        self.ca_file: Path | None = authority.ca_file
        self.port = free_port()
        self._numbers = itertools.count(1)
        arguments = Namespace(
            host="127.0.0.1",
            port=self.port,
            debug=False,
            cert=str(authority.certificate()),
            key=None,
            tls=tls,
            passlib_cfg=None,
            proxy_protocol=None,
            inherited_sockets=None,
            demo_data=False,
            demo_user="nobody",
            demo_password=PASSWORD,
        )
        self._config = Config.from_args(
            arguments,
            hash_context=BuiltinHash(hash_name="sha256", rounds=1),
            invalid_user_sleep=0,
            reject_dnsbl=False,
            disable_idle=not idle,
        )
        self._login = Login(self._config)
        self._loop = asyncio.new_event_loop()
        self._ready, self._over = threading.Event(), asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="pymap", daemon=True)
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("pymap does not start")

    def close(self) -> None:
        """Stop it; its mail is gone."""
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    def account(self) -> ImapAccount:
        """A user with an empty mailbox."""
        name = f"user{next(self._numbers)}"
        self._await(self._add_user(name))
        return ImapAccount(self, name, PASSWORD)

    def port_for(self, security: str) -> int:
        return self.port

    def deliver(
        self,
        user: str,
        mails: Iterable[bytes],
        *,
        folder: str = "INBOX",
        at: datetime | None = None,
    ) -> int:
        """Append mails in memory. Gives how many."""
        return self._await(self._append(user, list(mails), folder, at or datetime.now(UTC)))

    async def _append(self, user: str, mails: list[bytes], folder: str, at: datetime) -> int:
        identity = await self._login.authorize(self._login.demo_user_identity, "nobody")
        identity._name = user
        async with identity.new_session() as session:
            known = await session.mailbox_set.list_mailboxes()
            if folder not in {entry.name for entry in known.list()}:
                await session.mailbox_set.add_mailbox(folder)
            mailbox = await session.mailbox_set.get_mailbox(folder)
            for raw in mails:
                await mailbox.append(AppendMessage(raw, at, frozenset()), recent=True)
        return len(mails)

    async def _add_user(self, name: str) -> None:
        hashed = await Passwords(self._config).hash_password(PASSWORD)
        self._login.users_dict[name] = UserMetadata(self._config, name, password=hashed)

    def _await(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        self._config.apply_context()
        backend = DictBackend(self._login, self._config)
        async with AsyncExitStack() as stack:
            await backend.start(stack)
            await IMAPService(backend, self._config).start(stack)
            self._ready.set()
            await self._over.wait()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
