"""A mail that Meldpost sends to itself: proof that the way out and the way in both work."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import partial

from config.errors import TransientError
from config.servers import Mailbox
from config.settings import Settings
from ingest.sources.imap import ImapSource, Tokens
from notify.smtp import Sender
from worker.check import Verdict, look

PATIENCE_SECONDS = 120.0
PAUSE_SECONDS = 2.0


def probes(settings: Settings, tokens: Tokens | None) -> Iterator[Verdict]:
    """Send each mailbox a mail and wait until it is there."""
    for mailbox in settings.mailbox:
        there_and_back = partial(_there_and_back, settings, mailbox, tokens)
        yield from look(f"probe {mailbox.name}", there_and_back)


def _there_and_back(settings: Settings, mailbox: Mailbox, tokens: Tokens | None) -> Iterator[str]:
    message_id = f"<probe.{secrets.token_hex(16)}@{mailbox.address.rpartition('@')[2]}>"
    began = time.monotonic()
    sender = Sender(settings.smtp, token_of=tokens.token_of if tokens else None)
    sender.send(
        _mail(mailbox.address, message_id), sender=mailbox.address, recipient=mailbox.address
    )
    yield "sent"
    with ImapSource.open(mailbox, tokens) as source:
        while not any(source.search_message_id(folder, message_id) for folder in _folders(mailbox)):
            if time.monotonic() - began > PATIENCE_SECONDS:
                raise TransientError(
                    f"the mail did not arrive within {PATIENCE_SECONDS:.0f} s (look for it in the "
                    "spam folder, and at the log of the mail server)"
                )
            time.sleep(PAUSE_SECONDS)
    yield f"arrived after {time.monotonic() - began:.1f} s"


def _folders(mailbox: Mailbox) -> tuple[str, ...]:
    moved = (mailbox.after.folder,) if mailbox.after.folder else ()
    return (*mailbox.folders, *moved)


def _mail(address: str, message_id: str) -> bytes:
    """A mail that nobody answers (RFC 3834) and that becomes no ticket: it is our own."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = mail["To"] = address
    mail["Subject"] = "Meldpost: probe"
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("Meldpost checks that mail goes out and comes in. Nothing is to be done.\n")
    return mail.as_bytes()
