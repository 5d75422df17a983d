"""Mail that came back: delivery reports of every standard and of none."""

from __future__ import annotations

from ingest import report
from ingest.kinds.evidence import Evidence
from ingest.patterns import bounces as says
from ingest.patterns.absences import AUTO_SUBJECT
from ingest.patterns.history import FORWARD_SUBJECT, REPLY_SUBJECT

_HEAD = 4_000  # characters of a report that are looked at
_NOTE = 1_500  # characters in which a person would have said that he is one


def reason(mail: Evidence) -> str | None:
    """By its header, else by what it says."""
    return _by_header(mail) or _by_words(mail)


def _by_header(mail: Evidence) -> str | None:
    kind = mail.parameters
    if "report-type" in kind or kind.startswith("multipart/report"):
        if "feedback-report" in kind:
            return "feedback_report"
        return "delivery_report"
    if mail.has("x-failed-recipients", "x-ms-exchange-message-is-ndr"):
        return "failed_recipients"
    if any(says.QMAIL.search(value) for value in mail.header.all("received")):
        return "qmail"
    if kind.startswith(("multipart/", "message/")) and report.has_status(mail.tree):
        return "delivery_status"
    return None


def _by_words(mail: Evidence) -> str | None:
    """A daemon, a null return path, a subject and a text that speak of failure: three of them, or
    two that leave no doubt."""
    if FORWARD_SUBJECT.match(mail.subject) or (
        REPLY_SUBJECT.match(mail.subject) and not mail.null_path
    ):
        return None
    daemon = _is_daemon(mail)
    subject = says.BOUNCE_SUBJECT.match(mail.subject) is not None
    if not (daemon or subject or mail.null_path):
        return None
    if says.BOUNCE_CERTAIN.search(mail.report[: 2 * _HEAD]):
        return "report_words" if daemon or subject or mail.null_path else None
    text = says.BOUNCE_TEXT.search(mail.report[:_HEAD]) is not None
    if daemon and text and (subject or mail.null_path or not AUTO_SUBJECT.match(mail.subject)):
        return "daemon_words" if subject or mail.null_path or _is_surely_daemon(mail) else None
    if subject and (mail.null_path or daemon):
        return "daemon_subject"
    if not subject or not text or mail.answers:
        return None
    said = mail.reply[:_NOTE]
    return None if "?" in said or says.PERSONAL.search(said) else "failure_words"


def _is_daemon(mail: Evidence) -> bool:
    address = mail.sender.address
    return bool(
        says.DAEMON_ADDRESS.match(address + "@" if "@" not in address else address)
        or says.DAEMON_NAME.search(mail.sender.name)
    )


def _is_surely_daemon(mail: Evidence) -> bool:
    local = mail.sender.address.partition("@")[0].lower()
    return (
        "daemon" in local
        or local == "postmaster"
        or bool(says.DAEMON_NAME.search(mail.sender.name))
    )
