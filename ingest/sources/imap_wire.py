"""The bytes between us and an IMAP server: imapclient, with bounds on what a server can do to us.

imaplib waits for ever on a server that sends one byte now and then, keeps whatever it sends, and
allocates any literal that is announced. Here silence, the whole of a command, and the bytes of
its answer are limited.
"""

from __future__ import annotations

import imaplib
import io
import socket
import ssl
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from imapclient import IMAPClient

if TYPE_CHECKING:
    from typing_extensions import Buffer

ANSWER_BYTES = 32_000_000  # UIDs of some four million mails in one line of SEARCH
LINE_COST = 100  # what a short line takes in memory beside its bytes
BUFFER_BYTES = 1 << 16
SLOWEST_BYTES_A_SECOND = 20_000
PATIENCE = 10  # an answer may take this many times as long as a silence


class Greedy(imaplib.IMAP4.abort):
    """The server sends more than was asked for."""


class Allowance:
    """What one command may cost: seconds of silence, seconds in all, bytes."""

    def __init__(self, silence: float) -> None:
        self.silence = silence
        self._expected = 0
        self._bytes = 0
        self._until = 0.0
        self.renew()

    def expect(self, size: int) -> None:
        """The next command will be answered with about `size` bytes of mail."""
        self._expected = size

    def renew(self) -> None:
        """A command begins."""
        self._bytes = ANSWER_BYTES + 2 * self._expected
        seconds = PATIENCE * self.silence + self._expected / SLOWEST_BYTES_A_SECOND
        self._until = monotonic() + seconds
        self._expected = 0

    def wait(self) -> float:
        """How many seconds the next read may wait; TimeoutError when the command took too long."""
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError("the answer does not end")
        return min(self.silence, left)

    def spend(self, size: int) -> None:
        """`size` bytes arrived."""
        self._bytes -= size
        self.reserve(0)

    def reserve(self, size: int) -> None:
        """`size` bytes are announced; Greedy if they are not within what may come."""
        if size > self._bytes:
            raise Greedy("the answer is larger than what was asked for")


class _Incoming(io.RawIOBase):
    """What a socket receives, under an allowance; `patient` is False to look without waiting."""

    def __init__(self, sock: socket.socket, allowance: Allowance) -> None:
        self._sock = sock
        self._allowance = allowance
        self.patient = True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        self._sock.settimeout(self._allowance.wait() if self.patient else 0)
        try:
            size = self._sock.recv_into(buffer)
        except (BlockingIOError, ssl.SSLWantReadError):
            return None
        self._allowance.spend(size)
        return size


class Wire(imaplib.IMAP4):
    """imaplib's connection, reading through an allowance; TLS from the start if `context`."""

    def __init__(
        self, host: str, port: int, *, silence: float, context: ssl.SSLContext | None
    ) -> None:
        self.allowance = Allowance(silence)
        self._context = context
        self._source: socket.socket | None = None
        super().__init__(host, port)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        sock = socket.create_connection((self.host, self.port), self.allowance.silence)
        with suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if self._context is None:
            return sock
        try:
            return self._context.wrap_socket(sock, server_hostname=self.host)
        except BaseException:
            sock.close()
            raise

    def _reader(self) -> io.BufferedReader[_Incoming]:
        # STARTTLS replaces the socket. What was buffered before it came in clear text and is
        # dropped (RFC 3501, 6.2.1): an attacker may have put it there.
        if self._source is not self.sock:
            self._source = self.sock
            self._incoming = _Incoming(self.sock, self.allowance)
            self._buffer = io.BufferedReader(self._incoming, BUFFER_BYTES)
        return self._buffer

    def _new_tag(self) -> bytes:
        self.allowance.renew()
        tag: bytes = super()._new_tag()  # type: ignore[misc]
        return tag

    def read(self, size: int) -> bytes:
        self.allowance.reserve(size)
        return self._reader().read(size)

    def readline(self) -> bytes:
        self.allowance.spend(LINE_COST)
        return self._reader().readline(ANSWER_BYTES + 1)

    def send(self, data: Buffer) -> None:
        self.sock.settimeout(self.allowance.silence)
        super().send(data)

    def has_arrived(self) -> bool:
        """Whether something was received and not read yet; does not wait."""
        reader = self._reader()
        self._incoming.patient = False
        try:
            return bool(reader.peek(1))
        finally:
            self._incoming.patient = True

    def begin_idle(self) -> bytes:
        """Send IDLE and wait until the server idles; gives the tag that `end_idle` takes."""
        tag: bytes = self._command("IDLE")
        while self._get_response() is not None:
            if self.tagged_commands[tag] is not None:
                raise self.error("IDLE is refused")
        return tag

    def hear(self) -> None:
        """Read one thing that the server says by itself; only news of new mail is kept."""
        self.allowance.renew()
        self._get_response()
        self._check_bye()
        news = self.untagged_responses.get("EXISTS")
        self.untagged_responses = {} if news is None else {"EXISTS": news[-1:]}

    def end_idle(self, tag: bytes) -> None:
        """Send DONE and read what is left."""
        self.allowance.renew()
        self.send(b"DONE\r\n")
        self._command_complete("IDLE", tag)


class Client(IMAPClient):  # type: ignore[misc]
    """imapclient over a Wire; times keep their zone, and no line of a mail reaches a log."""

    def __init__(
        self, host: str, port: int, *, silence: float, context: ssl.SSLContext | None
    ) -> None:
        self._silence = silence
        self._context = context
        super().__init__(host, port, ssl=context is not None, timeout=silence)
        self.normalise_times = False
        self._imap.debug = 0  # imapclient formats every line for a debug log, wanted or not

    @property
    def wire(self) -> Wire:
        wire: Wire = self._imap
        return wire

    def _create_IMAP4(self) -> Wire:
        return Wire(self.host, self.port, silence=self._silence, context=self._context)
