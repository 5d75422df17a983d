"""What a delivery report says: whose mail came back, why, and for good or not (RFC 3464).

Reads the status fields where there are some, else the sentences of the mail server that wrote it.
"""

from __future__ import annotations

import re

from ingest.headers import Fields
from ingest.message import Bounce

_ADDRESS = r"[^\s<>()\[\],;:\"'@]{1,128}@[A-Za-z0-9][^\s<>()\[\],;:\"'@]{0,250}[A-Za-z0-9]"
_FIELD_RECIPIENT = re.compile(
    rf"(?im)^(?:final|original|x-actual|failed)-recipient\s*:\s*(?:rfc822|utf-8|smtp|unknown)?\s*;?\s*<?({_ADDRESS})"
)
_RECIPIENTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?im)^[ \t>]{{0,8}}<({_ADDRESS})>\s*(?::|\(|\.\.\.|$)",
        rf"(?im)^[ \t]{{0,8}}({_ADDRESS})[ \t]*(?::|\(|\[|\.\.\.|$)",
        rf"(?i)(?:delivered\s+to|recipients?|addresse?s?|user|mailbox|rcpt\s+to|account|to\s+reach|aan|à|an|to)\s*:?\s*(?:rfc822;)?\s*[<\"'(]?({_ADDRESS})",
        rf"[<\[(]({_ADDRESS})[>\])]",
        rf"(?<![\w.+-])({_ADDRESS})",
    )
)
_STATUS_FIELD = re.compile(r"(?im)^status\s*:\s*([245]\.\d{1,3}\.\d{1,3})")
_STATUS = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_CODE = re.compile(
    r"(?<![\d.,:/-])([45]\d\d)(?=[\s-]+[<\[(#\"'A-Za-z])(?!\s*(?:bytes|kb|mb|octets))"
)
_ACTION = re.compile(r"(?im)^action\s*:\s*(\w+)")
_ORIGINAL_ID = re.compile(r"(?im)^[ \t>]{0,8}message-id\s*:\s*(<[^<>\s]{1,400}>)")
_ANY_ID = re.compile(r"(?i)(?:message-?id|identifier|id)\W{1,6}(<[^<>\s]{1,400}@[^<>\s]{1,400}>)")
_REASONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("5.2.2", re.compile(
        r"(?i)mailbox\s+(?:is\s+)?(?:full|exceed)|over\s*quota|quota\s+exceed|exceed\w*\s.{0,30}(?:quota|storage|limit)|postvak\s.{0,20}vol"
        r"|boîte\s.{0,30}pleine|postfach\s.{0,20}voll|not\s+enough\s+(?:disk\s+)?space|disk\s+full|storage\s+full|insufficient\s+(?:system\s+)?storage")),
    ("5.1.1", re.compile(
        r"(?i)user\s+(?:is\s+)?unknown|unknown\s+(?:user|recipient|address|mailbox|local)|no\s+such\s+(?:user|mailbox|recipient|address|person)|does\s*n.t\s+exist|does\s+not\s+exist"
        r"|not\s+(?:listed|found)\s+in|recipient\s+(?:address\s+)?(?:rejected|not\s+found)|address\s+(?:not\s+found|couldn.t\s+be\s+found)|no\s+mailbox\s+here|not\s+a\s+(?:valid|known)|invalid\s+(?:recipient|mailbox|address)"
        r"|user\s+(?:not\s+found|doesn)|mailbox\s+(?:not\s+found|unavailable)|bestaat\s+niet|onbekend|n.existe\s+pas|inconnu|unbekannt|existiert\s+nicht|no\s+existe|account\s+.{0,20}(?:disabled|inactive)")),
    ("5.1.2", re.compile(
        r"(?i)host\s+(?:unknown|not\s+found)|unknown\s+(?:host|domain)|domain\s+(?:name\s+)?(?:not\s+found|does)|name\s+(?:or\s+)?service\s+not|couldn.t\s+find\s+any\s+host|unrouteable|no\s+route|bad\s+destination\s+(?:mailbox\s+|system\s+)?address")),
    ("5.3.4", re.compile(r"(?i)(?:message|size|mail)\s.{0,40}(?:too\s+(?:big|large)|exceeds)|te\s+groot|trop\s+(?:gros|volumineux)|zu\s+groß")),
    ("4.4.7", re.compile(
        r"(?i)(?:been\s+in\s+the\s+queue\s+too\s+long|retry\s+time(?:out)?\s+(?:not\s+reached\s+)?(?:exceeded|expired)|delivery\s+time\s+expired|message\s+expired|gave\s+up|timed?\s*out|connection\s+(?:refused|timed)|not\s+responding|within\s+\d+\s+(?:days|hours))")),
    ("5.7.1", re.compile(r"(?i)spam|blocked|blacklist|policy|denied|virus|refused|rejected|relay|not\s+(?:allowed|permitted|authori)")),
)  # fmt: skip
_DELAY = re.compile(
    r"(?i)delay|vertraag|retard|verzögert|will\s+(?:continue|keep|be\s+retried|retry)|still\s+trying|not\s+yet\s+been\s+delivered|you\s+do\s+not\s+need\s+to\s+(?:resend|re-send)|warning:?\s+(?:message|could\s+not)|temporar"
)
_COPY = re.compile(
    r"(?im)^[ \t]*(?:-{2,}\s*(?:below\s+this\s+line|original|this\s+is\s+a\s+copy|returned|unsent|message)|original\s+message\s+(?:follows|headers)|received:\s)"
)
_SOFT = frozenset({"5.2.2", "5.3.1", "5.3.2", "5.4.5", "5.4.7"})


def read(header: Fields, report: str, subject: str) -> Bounce:
    """The report of a bounce; `report` is report.text_of() the mail."""
    copied = _COPY.search(report)
    told = report[: copied.start()] if copied and copied.start() > 40 else report
    status = _status(report, told)
    return Bounce(
        recipient=_recipient(header, report, told),
        status=status,
        hard=_is_hard(status, report, subject),
        original_message_id=_original(header, report),
    )


def _recipient(header: Fields, report: str, told: str) -> str | None:
    if match := _FIELD_RECIPIENT.search(report):
        return _clean(match[1])
    failed = header.addresses("x-failed-recipients")
    if failed:
        return failed[0].address
    senders = {address.address.lower() for address in header.addresses("from")}
    mine = {
        address.address.lower()
        for name in ("to", "delivered-to")
        for address in header.addresses(name)
    }
    for pattern in _RECIPIENTS:
        for match in pattern.finditer(told[:20_000]):
            found = _clean(match[1])
            if found.lower() not in senders | mine and not _is_server(found):
                return found
    return None


def _clean(address: str) -> str:
    local, _, domain = address.strip("<>.").rpartition("@")
    return f"{local}@{domain.lower()}"


def _is_server(address: str) -> bool:
    local = address.partition("@")[0].lower()
    return "daemon" in local or local in {"postmaster", "abuse", "administrator"} or len(local) > 64


def _status(report: str, told: str) -> str | None:
    fields = _STATUS_FIELD.findall(report)
    for code in fields:
        if code[0] in "45" and not code.endswith(".0.0"):
            return str(code)
    for text in (told, report):
        for match in _STATUS.finditer(text):
            if not match[1].endswith(".0.0"):
                return match[1]
    for status, pattern in _REASONS:
        if pattern.search(told[:20_000]):
            return status
    if fields:
        return str(fields[0])
    number = _CODE.search(told)
    return f"{number[1][0]}.0.0" if number else None


def _is_hard(status: str | None, report: str, subject: str) -> bool | None:
    action = _ACTION.search(report)
    if action and action[1].lower() == "delayed":
        return False
    if status is None:
        return False if _DELAY.search(subject) else None
    if status in _SOFT or _DELAY.search(subject):
        return False
    return status.startswith("5")


def _original(header: Fields, report: str) -> str | None:
    own = header.ids("message-id")
    for pattern in (_ORIGINAL_ID, _ANY_ID):
        for match in pattern.finditer(report):
            if match[1] not in own:
                return match[1]
    answered = header.ids("in-reply-to") or header.ids("references")
    return answered[-1] if answered else None
