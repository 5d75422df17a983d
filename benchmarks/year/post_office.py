"""The SMTP server of the desk: keeps what it takes in the Sent folder, and knows who is gone."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import Path
from smtplib import SMTP as Client

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers.smtp_sink import SmtpSink


@dataclass(frozen=True, slots=True)
class Delivered:
    """A mail of ours as its addressee finds it."""

    to: str
    message_id: str
    answers: str | None
    subject: str
    automatic: bool
    at: datetime


class PostOffice(SmtpSink):
    """Refuses those in `gone`; passes mail for `relays` (address → port) on to other servers.

    `now` is the simulated moment. `attempts` counts who was written to and when, refused or not.
    """

    def __init__(self, sent: Path) -> None:
        self.gone: dict[str, datetime] = {}  # address → since when it is refused
        self.relays: dict[str, int] = {}
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.attempted: list[tuple[str, datetime]] = []
        self.taken: Counter[str] = Counter()
        self._sent = sent
        self._numbers = itertools.count(1)
        super().__init__()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.attempted.append((address, self.now))
        if address in self.gone:
            return "550 5.1.1 No such user"
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = envelope.content
        assert isinstance(raw, bytes)
        name = f"{os.getpid()}.N{next(self._numbers):08d}.sent"
        (self._sent / "tmp" / name).write_bytes(raw)
        (self._sent / "tmp" / name).rename(self._sent / "new" / name)
        return await super().handle_DATA(server, session, envelope)

    def fresh(self) -> list[Delivered]:
        """What came since one looked last, each mail in its addressee's mailbox."""
        mails, self.mails = self.mails, []
        found = []
        for one in mails:
            head = BytesHeaderParser().parsebytes(one.raw)
            self.taken[str(head["Message-ID"])] += 1
            for to in one.recipients:
                found.append(_delivered(to, head, self.now))
                if (port := self.relays.get(to)) is not None:
                    with Client("127.0.0.1", port) as client:
                        client.sendmail(one.mail_from, to, one.raw)
        return found


def _delivered(to: str, head: Message, now: datetime) -> Delivered:
    return Delivered(
        to=to,
        message_id=str(head["Message-ID"]),
        answers=str(head["In-Reply-To"]) if head["In-Reply-To"] else None,
        subject=str(make_header(decode_header(str(head["Subject"])))),
        automatic=head["Auto-Submitted"] is not None,
        at=now,
    )
