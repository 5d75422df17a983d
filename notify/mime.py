"""Reply → bytes: a mail with both parts, threaded to what it answers and marked as automatic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from ingest.message import Address
from notify.reply import Reply

_POLICY = SMTP.clone(max_line_length=78)
_KEPT_REFERENCES = 12


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail carries beside its words.

    `references` are those of the mail that is answered, `in_reply_to` is its Message-ID.
    """

    sender: Address
    message_id: str
    at: datetime
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    ticket: str | None = None
    automatic: bool = True


def build(reply: Reply, envelope: Envelope) -> bytes:
    """The mail as bytes with CRLF line endings (RFC 5322), text and HTML alternative."""
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = _header_address(envelope.sender)
    mail["To"] = _header_address(reply.to)
    mail["Subject"] = _one_line(reply.subject)
    mail["Date"] = format_datetime(envelope.at)
    mail["Message-ID"] = envelope.message_id
    if envelope.in_reply_to:
        mail["In-Reply-To"] = _one_line(envelope.in_reply_to)
        mail["References"] = " ".join(trimmed(envelope.references, envelope.in_reply_to))
    if envelope.automatic:  # RFC 3834, 5; the second is what Exchange understands
        mail["Auto-Submitted"] = "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
    if envelope.ticket:
        mail["X-Meldpost-Ticket"] = envelope.ticket
    mail.set_content(reply.text, cte="quoted-printable")
    mail.add_alternative(reply.html, subtype="html", cte="quoted-printable")
    return mail.as_bytes()


def trimmed(references: tuple[str, ...], answered: str) -> tuple[str, ...]:
    """The References of an answer: the thread's first and its last few (RFC 5322, 3.6.4)."""
    chain = [_one_line(one) for one in references if one and one != answered]
    if len(chain) > _KEPT_REFERENCES:
        chain = [chain[0], *chain[1 - _KEPT_REFERENCES :]]
    return (*chain, _one_line(answered))


def _header_address(address: Address) -> HeaderAddress:
    local, _, domain = address.address.rpartition("@")
    return HeaderAddress(_one_line(address.name), local, _ascii(domain))


def _ascii(domain: str) -> str:
    """An internationalised domain in its ASCII form (RFC 5891), which every server takes."""
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def _one_line(text: str) -> str:
    return " ".join(text.split())
