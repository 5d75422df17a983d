"""An IMAP server that says what a test tells it to: the malformed, the greedy and the silent.

It answers as an ordinary small server; `answers` replaces what it says to a command. An answer
is bytes, in which `TAG` stands for the command's tag, or a function that gets the conversation.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.servers.imap_account import ImapAccount

PASSWORD = "zeepsop-12"


class Conversation:
    """One connection: lines from the client, bytes to it."""

    def __init__(self, sock: socket.socket, closing: threading.Event) -> None:
        self._sock = sock
        self._closing = closing
        self._file = sock.makefile("rb")
        self.tag = b""

    def hear(self) -> bytes:
        return self._file.readline()

    def say(self, text: bytes) -> None:
        self._sock.sendall(text.replace(b"TAG", self.tag))

    def hang_up(self) -> None:
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
        raise ConnectionAbortedError

    def sleep(self) -> None:
        """Say nothing more until the test is over."""
        self._closing.wait(60)
        raise ConnectionAbortedError

    def trickle(self, text: bytes, pause: float) -> None:
        """Say `text` over and over, a byte at a time."""
        while not self._closing.is_set():
            for number in text:
                self.say(bytes([number]))
                self._closing.wait(pause)

    def flood(self, text: bytes) -> None:
        """Say `text` over and over, as fast as it is read."""
        while not self._closing.is_set():
            self.say(text)

    def encrypt(self, context: ssl.SSLContext) -> None:
        """TLS from here on."""
        self._file.close()
        self._sock = context.wrap_socket(self._sock, server_side=True)
        self._file = self._sock.makefile("rb")

    def close(self) -> None:
        self._file.close()
        self._sock.close()


Answer = bytes | Callable[[Conversation], None]

ORDINARY: Mapping[str, Answer] = {
    "CAPABILITY": b"* CAPABILITY IMAP4rev1 UIDPLUS MOVE IDLE\r\nTAG OK done\r\n",
    "LOGIN": b"TAG OK welcome\r\n",
    "SELECT": (
        b"* 3 EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen \\Deleted)\r\n"
        b"* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT 4] next\r\nTAG OK [READ-WRITE] selected\r\n"
    ),
    "LIST": b'* LIST () "/" INBOX\r\nTAG OK listed\r\n',
    "SEARCH": b"* SEARCH 1 2 3\r\nTAG OK searched\r\n",
    "LOGOUT": b"* BYE\r\nTAG OK bye\r\n",
}


class ScriptedImap:
    """A running server in a thread; each connection gets the same answers."""

    def __init__(
        self,
        answers: Mapping[str, Answer] | None = None,
        *,
        greeting: Answer = b"* OK ready\r\n",
        context: ssl.SSLContext | None = None,
    ) -> None:
        self.ca_file: Path | None = None
        self.heard: list[bytes] = []
        self._answers = {**ORDINARY, **(answers or {})}
        self._greeting = greeting
        self._context = context
        self._closing = threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def __enter__(self) -> ScriptedImap:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for thread in self._threads:
            thread.join(5)

    def account(self) -> ImapAccount:
        return ImapAccount(self, "sanne", PASSWORD)

    def port_for(self, security: str) -> int:
        return self.port

    def deliver(self, *_: object, **__: object) -> int:
        raise NotImplementedError("a scripted server holds no mail")

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                sock, _ = self._server.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(sock,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        try:
            if self._context is not None:
                sock = self._context.wrap_socket(sock, server_side=True)
        except OSError:
            sock.close()
            return
        conversation = Conversation(sock, self._closing)
        with contextlib.suppress(OSError, ValueError):
            self._speak(conversation, self._greeting)
            while line := conversation.hear():
                self.heard.append(line)
                conversation.tag, _, rest = line.strip().partition(b" ")
                self._speak(conversation, self._answers.get(_command(rest), b"TAG OK done\r\n"))
        conversation.close()

    def _speak(self, conversation: Conversation, answer: Answer) -> None:
        if isinstance(answer, bytes):
            conversation.say(answer)
        else:
            answer(conversation)


def _command(rest: bytes) -> str:
    words = rest.decode("ascii", "replace").upper().split()
    if words[:1] == ["UID"]:
        words = words[1:]
    return words[0] if words else ""
