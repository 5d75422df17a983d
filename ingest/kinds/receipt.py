"""Answers of programs that say what became of a mail: read, accepted, counted."""

from __future__ import annotations

import re

from ingest import report
from ingest.attachments import content_type
from ingest.kinds.evidence import Evidence
from ingest.patterns import receipts as says


def reason(mail: Evidence) -> str | None:
    """Read receipts (RFC 8098), calendar answers (RFC 5546), DMARC reports (RFC 7489)."""
    kind = mail.parameters
    if "disposition-notification" in kind or report.has_receipt(mail.tree):
        return "read_receipt"
    if says.DMARC_SUBJECT.match(mail.subject):
        return "dmarc_report"
    if re.search(r'method="?reply', kind) or _has_calendar_answer(mail):
        return "calendar_answer"
    if says.MDN_SUBJECT.match(mail.subject) and len(mail.reply) < 400 and _has_receipt_words(mail):
        return "read_receipt"
    return None


def _has_calendar_answer(mail: Evidence) -> bool:
    if mail.reply.strip() and not says.CALENDAR_SUBJECT.match(mail.subject):
        return False
    return any(
        content_type(part) == "text/calendar"
        and "reply" in str(part.get_param("method", "")).lower()
        for part in mail.tree.walk()
    )


def _has_receipt_words(mail: Evidence) -> bool:
    return (
        mail.null_path
        or re.search(r"(?i)(?:was|werd|is)\s+(?:read|gelezen)|a été lu|gelesen", mail.reply)
        is not None
    )
