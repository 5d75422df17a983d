"""A second auto-responder: an SMTP server that answers every mail it gets, into a mailbox.

It is as polite as its manner says. `answers` stops it after so many, so that a loop that nobody
ends does not run for ever; a test that reaches that number has failed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from enum import StrEnum

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from config.servers import Smtp
from tests.servers.process import free_port

Deliver = Callable[[bytes], object]


class Manner(StrEnum):
    """How it answers."""

    POLITE = "polite"  # as RFC 3834 asks: it says that it is a machine
    RUDE = "rude"  # no mark of a machine, another subject each time, and no thread
    THREADED = "threaded"  # no mark of a machine, but In-Reply-To and References
    SHIFTING = "shifting"  # rude, and from another address of its domain each time


@dataclass(slots=True)
class AutoResponder:
    """Answers what it gets; `got` counts those mails, `sent` its answers."""

    manner: Manner
    deliver: Deliver
    address: str = "robot@firma.example"
    most: int = 300
    got: int = 0
    sent: int = 0
    port: int = field(default_factory=free_port)
    _controller: Controller | None = None

    def start(self) -> None:
        """Listen."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Refuse connections."""
        if self._controller is not None:
            self._controller.stop()

    def smtp(self) -> Smtp:
        """The setting that sends here."""
        return Smtp(host="localhost", port=self.port, security="plain", timeout_seconds=10)

    def greets(self) -> None:
        """Writes first, so that there is something to answer."""
        self.deliver(self._mail("Storing in koppeling", None))

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.got += 1
        if self.sent < self.most and isinstance(envelope.content, bytes):
            got = message_from_bytes(envelope.content, policy=default)
            assert isinstance(got, EmailMessage)
            if any(one.endswith("@firma.example") for one in envelope.rcpt_tos):
                self.deliver(self._mail(str(got["Subject"]), got))
        return "250 OK"

    def _mail(self, subject: str, got: EmailMessage | None) -> bytes:
        self.sent += 1
        lines = [
            f"From: Servicepunt <{self._from()}>",
            "To: support@desk.example",
            f"Subject: {self._subject(subject)}",
            f"Message-ID: <{self.manner}.{self.sent}@firma.example>",
            "Date: Fri, 20 Nov 2026 09:15:00 +0100",
            *self._thread(got),
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
        ]
        body = f"Goedendag, uw bericht is bij ons in behandeling onder nummer {7000 + self.sent}."
        return "\r\n".join([*lines, "", body, ""]).encode()

    def _from(self) -> str:
        if self.manner is Manner.SHIFTING:
            return f"robot{self.sent}@firma.example"
        return self.address

    def _subject(self, subject: str) -> str:
        if self.manner in {Manner.RUDE, Manner.SHIFTING}:
            return f"Dossier {_letters(self.sent)} in behandeling"
        return f"Re: {subject}"

    def _thread(self, got: EmailMessage | None) -> list[str]:
        if self.manner is Manner.POLITE:
            answers = [f"In-Reply-To: {got['Message-ID']}"] if got else []
            return ["Auto-Submitted: auto-replied", *answers] if got else []
        if self.manner is Manner.THREADED and got is not None:
            chain = " ".join(filter(None, (got["References"], got["Message-ID"])))
            return [f"In-Reply-To: {got['Message-ID']}", f"References: {chain}"]
        return []


def _letters(number: int) -> str:
    """A number in letters: digits are left out where subjects are compared."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number))
