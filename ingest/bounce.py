"""What a delivery report says: whose mail came back, why, and for good or not (RFC 3464).

Reads the status fields where there are some, else the sentences of the mail server that wrote it.
"""

from __future__ import annotations

from ingest.headers import Fields
from ingest.message import Bounce
from ingest.patterns import reports as words


def read(header: Fields, report: str, subject: str) -> Bounce:
    """The report of a bounce; `report` is report.text_of() the mail."""
    copied = words.COPY.search(report)
    told = report[: copied.start()] if copied and copied.start() > 40 else report
    status = _status(report, told)
    return Bounce(
        recipient=_recipient(header, report, told),
        status=status,
        hard=_is_hard(status, report, subject),
        original_message_id=_original(header, report),
        delayed=_is_delay(report, subject),
    )


def status_of(said: str) -> str | None:
    """The status in the answer of a mail server: as it names it, else by its words."""
    return _status("", said)


def _recipient(header: Fields, report: str, told: str) -> str | None:
    if match := words.FIELD_RECIPIENT.search(report):
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
    for pattern in words.RECIPIENTS:
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
    """The code that says most: one with a detail, else a reason in words, else a bare class."""
    fields = words.STATUS_FIELD.findall(report)
    actions = {action.lower() for action in words.ACTION.findall(report)}
    if actions and actions <= words.ARRIVED:
        return next(iter(fields), "2.0.0")
    codes = [code for code in fields if code[0] in "45"]
    codes += [match[1] for text in (told, report) for match in words.STATUS.finditer(text)]
    if detailed := next((code for code in codes if not code.endswith(".0.0")), None):
        return str(detailed)
    for status, pattern in words.REASONS:
        if pattern.search(told[:20_000]):
            return status
    if fields:
        return str(fields[0])
    number = words.CODE.search(told)
    return f"{number[1][0]}.0.0" if number else None


def _is_hard(status: str | None, report: str, subject: str) -> bool | None:
    action = words.ACTION.search(report)
    if action and action[1].lower() == "delayed":
        return False
    if status is None:
        return False if words.DELAY.search(subject) else None
    if status in words.SOFT or words.DELAY.search(subject):
        return False
    return status.startswith("5")


def _is_delay(report: str, subject: str) -> bool:
    """Whether the server has not given up; where no field says so, its subject may."""
    action = words.ACTION.search(report)
    if action:
        return action[1].lower() == "delayed"
    return words.DELAY.search(subject) is not None


def _original(header: Fields, report: str) -> str | None:
    own = header.ids("message-id")
    for pattern in (words.ORIGINAL_ID, words.ANY_ID):
        for match in pattern.finditer(report):
            if match[1] not in own:
                return match[1]
    answered = header.ids("in-reply-to") or header.ids("references")
    return answered[-1] if answered else None
