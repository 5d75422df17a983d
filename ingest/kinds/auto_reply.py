"""Automatic answers: by what their header says, else by their words."""

from __future__ import annotations

from ingest.kinds import absence
from ingest.kinds.evidence import Evidence
from ingest.patterns import absences as says
from ingest.patterns.mailings import LIST_HEADERS, NO_REPLY


def reason(mail: Evidence) -> str | None:
    """By its header, else by what it says."""
    return _by_header(mail) or absence.reason(mail)


def _by_header(mail: Evidence) -> str | None:
    submitted = mail.value("auto-submitted").partition(";")[0].strip()
    if submitted.startswith(("auto-replied", "auto_replied", "auto-reply")):
        return "auto_submitted"
    if submitted.startswith("auto-") and not mail.has(*LIST_HEADERS) and not _is_form(mail):
        return "auto_generated"
    if any(mail.value(name) not in {"", "no", "false", "0"} for name in says.AUTO_HEADERS):
        return "auto_header"
    precedence = (
        f"{mail.value('precedence')} {mail.value('x-precedence')} {mail.value('preference')}"
    )
    if "auto_reply" in precedence or "auto-reply" in precedence:
        return "precedence"
    if "autoresponder" in mail.value("delivered-to") or "autoresponder" in mail.value(
        "x-post-messageclass"
    ):
        return "auto_header"
    return None


def _is_form(mail: Evidence) -> bool:
    """A contact form that sends by itself what a person typed: Reply-To is that person."""
    replies = mail.header.addresses("reply-to")
    return bool(
        replies
        and replies[0].domain != mail.sender.domain
        and not NO_REPLY.match(replies[0].address)
    )
