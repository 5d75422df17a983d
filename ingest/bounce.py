"""What a delivery report says: whose mail came back, why, and for good or not (RFC 3464)."""

from __future__ import annotations

import re
from email.message import Message as Part

from ingest.message import Bounce

_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_RECIPIENT = re.compile(r"(?i)(?:final-recipient:\s*rfc822;\s*|<)([^\s<>;]+@[^\s<>;]+)")


def read(part: Part, text: str, subject: str) -> Bounce:
    """The report as far as it can be read."""
    status = _STATUS.search(text)
    recipient = _RECIPIENT.search(text)
    code = status[1] if status else None
    return Bounce(
        recipient=recipient[1] if recipient else None,
        status=code,
        hard=code.startswith("5") if code else None,
        original_message_id=None,
    )
