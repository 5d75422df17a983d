"""pymap, an IMAP server in this process: UIDPLUS, MOVE, IDLE, mail in memory."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from pymap.backend.dict import DictBackend, Login
from pymap.imap import IMAPService
from pymap.parsing.message import AppendMessage

from tests.servers.authority import Authority
from tests.servers.imap_account import ImapAccount
from tests.servers.process import free_port
from worker.demo.imap import Aside, add_user, configured

PASSWORD = "zeepsop-12"


class Pymap:
    """A running server; `account()` gives a fresh mailbox. Plain and STARTTLS only."""

    def __init__(self, authority: Authority, *, tls: bool = True, idle: bool = True) -> None:
        self.ca_file: Path | None = authority.ca_file
        self.port = free_port()
        self._numbers = itertools.count(1)
        self._config = configured(
            PASSWORD,
            port=self.port,
            certificate=str(authority.certificate()),
            tls=tls,
            disable_idle=not idle,
        )
        self._login = Login(self._config)
        self._aside = Aside("pymap")
        self._aside.open(self._serve)

    def close(self) -> None:
        """Stop it; its mail is gone."""
        self._aside.close()

    def account(self) -> ImapAccount:
        """A user with an empty mailbox."""
        name = f"user{next(self._numbers)}"
        self._aside.wait(add_user(self._login, self._config, name, PASSWORD))
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
        return self._aside.wait(self._append(user, list(mails), folder, at or datetime.now(UTC)))

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

    async def _serve(self, stack: AsyncExitStack) -> None:
        self._config.apply_context()
        backend = DictBackend(self._login, self._config)
        await backend.start(stack)
        await IMAPService(backend, self._config).start(stack)
