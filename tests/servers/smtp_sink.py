"""An SMTP server (aiosmtpd) that keeps what it is given and misbehaves on request."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from pydantic import SecretStr

from config.servers import Smtp
from tests.servers.authority import Authority
from tests.servers.process import free_port


class Mode(StrEnum):
    """What the sink does with the next mail."""

    ACCEPT = "accept"
    TEMPORARY = "temporary"  # 451 after DATA
    PERMANENT = "permanent"  # 550 after DATA
    BUSY = "busy"  # 421 at MAIL
    REJECT_RECIPIENT = "reject_recipient"  # 550 at RCPT
    DEFER_RECIPIENT = "defer_recipient"  # 450 at RCPT
    DROP_LOST = "drop_lost"  # the connection breaks after DATA, the mail is not kept
    DROP_KEPT = "drop_kept"  # the connection breaks after DATA, the mail is kept


@dataclass(frozen=True, slots=True)
class Received:
    """One mail that the sink accepted."""

    mail_from: str
    recipients: tuple[str, ...]
    raw: bytes
    user: str | None
    tls: bool


class _Controller(Controller):
    """Takes a login without STARTTLS too; aiosmtpd only warns of it, for each connection."""

    def factory(self) -> SMTP:
        server = SMTP(self.handler, **self.SMTP_kwargs)
        if not server.require_starttls:
            server._auth_require_tls = False
        return server


class SmtpSink:
    """A running sink. `mode` holds for every mail, unless `next_modes` has something waiting."""

    def __init__(
        self,
        *,
        authority: Authority | None = None,
        security: str = "plain",
        login: tuple[str, str] | None = None,
        certificate: ssl.SSLContext | None = None,
    ) -> None:
        self.mails: list[Received] = []
        self.mode = Mode.ACCEPT
        self.next_modes: deque[Mode] = deque()
        self.attempts = 0
        self._modes: WeakKeyDictionary[Envelope, Mode] = WeakKeyDictionary()
        self.port = free_port()
        self.security = security
        self.login = login
        self.ca_file: Path | None = authority.ca_file if authority else None
        context = certificate or (authority.server_context() if authority else None)
        self._options: dict[str, Any] = {"ssl_context": context} if security == "tls" else {}
        if security == "starttls":
            self._options |= {"tls_context": context, "require_starttls": True}
        if login is not None:
            self._options |= {
                "auth_required": True,
                "authenticator": self._authenticate,
            }
        self._controller: Controller | None = None
        self.start()

    def start(self) -> None:
        """Listen (again) on the same port."""
        self._controller = _Controller(
            self, hostname="127.0.0.1", port=self.port, data_size_limit=0, **self._options
        )
        self._controller.start()

    def stop(self) -> None:
        """Refuse connections; what was received stays in `mails`."""
        if self._controller is not None:
            server = self._controller.server
            heard = server.sockets if isinstance(server, asyncio.Server) else ()
            doors = [socket.socket(fileno=os.dup(one.fileno())) for one in heard]
            self._controller.stop()
            self._controller = None
            for door in doors:  # closed is not enough: the processes of a worker inherited it
                with door:
                    door.shutdown(socket.SHUT_RDWR)

    def smtp(self, **changes: object) -> Smtp:
        """The setting that sends here; `changes` replaces fields of it."""
        values: dict[str, object] = {
            "host": "localhost",
            "port": self.port,
            "security": self.security,
            "ca_file": self.ca_file,
            "timeout_seconds": 10,
        }
        if self.login is not None:
            values |= {"user": self.login[0], "password": SecretStr(self.login[1])}
        return Smtp.model_validate({**values, **changes})

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.attempts += 1
        mode = self.next_modes.popleft() if self.next_modes else self.mode
        self._modes[envelope] = mode
        if mode is Mode.BUSY:
            return "421 4.3.2 Too busy"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        mode = self._modes[envelope]
        if mode is Mode.REJECT_RECIPIENT:
            return "550 5.1.1 No such user"
        if mode is Mode.DEFER_RECIPIENT:
            return "450 4.2.1 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mode = self._modes[envelope]
        if mode is Mode.TEMPORARY:
            return "451 4.3.0 Try again later"
        if mode is Mode.PERMANENT:
            return "550 5.7.1 Refused"
        if mode is not Mode.DROP_LOST:
            self.mails.append(self._received(session, envelope))
        if mode in {Mode.DROP_LOST, Mode.DROP_KEPT}:
            transport = server.transport
            if isinstance(transport, asyncio.WriteTransport):
                transport.abort()
        return "250 OK"

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        if not isinstance(data, LoginPassword) or self.login is None:
            return AuthResult(success=False, handled=False)
        given = (data.login.decode(), data.password.decode())
        return AuthResult(success=given == self.login, handled=False, auth_data=data)

    def _received(self, session: Session, envelope: Envelope) -> Received:
        data = session.auth_data
        return Received(
            mail_from=envelope.mail_from or "",
            recipients=tuple(envelope.rcpt_tos),
            raw=envelope.content if isinstance(envelope.content, bytes) else b"",
            user=data.login.decode() if isinstance(data, LoginPassword) else None,
            tls=self.security == "tls" or session.ssl is not None,
        )
