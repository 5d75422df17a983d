"""Whether a person wrote, or a program did."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message as Part

from config.codes import MessageKind
from ingest.headers import Fields
from ingest.message import Address

_OUT_OF_OFFICE = re.compile(
    r"(?i)out of (?:the )?office|automatic reply|automatisch antwoord|afwezig|absence|abwesen"
)
_BOUNCE = re.compile(
    r"(?i)undeliver|delivery (?:status|failure)|returned mail|mail delivery|failure notice"
)
_DAEMON = re.compile(r"(?i)^(?:mailer-daemon|postmaster|mail-daemon)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a mail is, by which rule, and why no automatic answer may go out, if so."""

    kind: MessageKind
    reason: str
    suspended_answer: str | None = None


def tell(
    header: Fields,
    part: Part,
    subject: str,
    text: str,
    sender: Address,
    own_domains: frozenset[str],
) -> Verdict:
    """The first rule that fits decides."""
    if part.get_content_type() == "multipart/report" or (
        _DAEMON.match(sender.address) and _BOUNCE.search(subject)
    ):
        return Verdict(MessageKind.BOUNCE, "delivery_report")
    if header.first("auto-submitted").lower() not in {"", "no"} or _OUT_OF_OFFICE.search(subject):
        return Verdict(MessageKind.AUTO_REPLY, "auto_submitted")
    if header.first("list-id") or header.first("list-unsubscribe"):
        return Verdict(MessageKind.LIST, "list_header")
    suppress = header.first("x-auto-response-suppress")
    return Verdict(MessageKind.HUMAN, "nothing_else", "suppressed" if suppress else None)
