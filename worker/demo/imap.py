"""pymap, an IMAP server with its mail in memory, and a thread in which it answers."""

from __future__ import annotations

import asyncio
import threading
from argparse import Namespace
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any, TypeVar

from pymap.backend.dict import Config, Login
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import BuiltinHash

LOOPBACK = "127.0.0.1"
_PATIENCE_SECONDS = 30.0
Result = TypeVar("Result")


class Aside:
    """An event loop in a thread of its own, with servers that answer until `close`."""

    def __init__(self, name: str) -> None:
        self.loop = asyncio.new_event_loop()
        self._name = name
        self._ready, self._over = threading.Event(), asyncio.Event()
        self._thread: threading.Thread | None = None

    def open(self, serve: Callable[[AsyncExitStack], Awaitable[None]]) -> None:
        """Start what `serve` puts on the stack; RuntimeError if it does not answer in time."""
        self._thread = threading.Thread(
            target=self._run, args=(serve,), name=self._name, daemon=True
        )
        self._thread.start()
        if not self._ready.wait(_PATIENCE_SECONDS):
            raise RuntimeError(f"{self._name} does not start")

    def close(self) -> None:
        """Stop them."""
        if self._thread is not None and self._thread.is_alive():
            self.loop.call_soon_threadsafe(self._over.set)
            self._thread.join(_PATIENCE_SECONDS)

    def wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        """What comes of work that is done there."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(_PATIENCE_SECONDS)

    def _run(self, serve: Callable[[AsyncExitStack], Awaitable[None]]) -> None:
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_until_complete(self._serve(serve))
        finally:
            self.loop.close()

    async def _serve(self, serve: Callable[[AsyncExitStack], Awaitable[None]]) -> None:
        async with AsyncExitStack() as stack:
            await serve(stack)
            self._ready.set()
            await self._over.wait()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()


def configured(
    password: str,
    *,
    port: int = 0,
    certificate: str | None = None,
    tls: bool = False,
    **options: object,
) -> Config:
    """pymap's settings on this machine, without users of its own; `password` is the master's."""
    arguments = Namespace(
        host=LOOPBACK,
        port=port,
        debug=False,
        cert=certificate,
        key=None,
        tls=tls,
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
        invalid_user_sleep=0,
        reject_dnsbl=False,
        **options,
    )
    return config


async def add_user(login: Login, config: Config, name: str, password: str) -> None:
    """An account with an empty mailbox."""
    hashed = await Passwords(config).hash_password(password)
    login.users_dict[name] = UserMetadata(config, name, password=hashed)
