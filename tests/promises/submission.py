"""An SMTP server in a process of its own, which keeps a copy of each mail in the Sent folder.

So do Gmail and Microsoft 365 for what is submitted to them. The mail counts as accepted from the
moment that it lies there: `accepted` gives it, even if the client was killed before it heard.

    python submission.py PORT JOURNAL [MAILDIR]
"""

from __future__ import annotations

import email
import itertools
import os
import sys
import threading
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Keeper:
    """Writes each mail to the Sent Maildir, if there is one, and a line to the journal."""

    def __init__(self, journal: Path, sent: Path | None) -> None:
        self._journal = journal.open("a", buffering=1)
        self._sent = sent
        self._numbers = itertools.count(1)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = envelope.original_content or b""
        if self._sent is not None:
            name = f"{os.getpid()}.N{next(self._numbers):08d}.sent"
            (self._sent / "tmp" / name).write_bytes(raw)
            (self._sent / "tmp" / name).rename(self._sent / "new" / name)
        mail = email.message_from_bytes(raw)
        self._journal.write(f"{mail['Message-ID']} {mail['In-Reply-To']} {envelope.rcpt_tos[0]}\n")
        return "250 OK"


def main() -> None:
    port, journal, *sent = sys.argv[1:]
    keeper = Keeper(Path(journal), Path(sent[0]) if sent else None)
    Controller(keeper, hostname="127.0.0.1", port=int(port)).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
