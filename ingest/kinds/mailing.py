"""Lists and newsletters, and the people who merely came by a list."""

from __future__ import annotations

from ingest.kinds.evidence import Evidence
from ingest.patterns import mailings as says


def reason(mail: Evidence) -> str | None:
    """By list and bulk headers, else by its sender and its words."""
    found = _by_header(mail)
    return found if found and not _is_person(mail, found) else None


def _by_header(mail: Evidence) -> str | None:
    if mail.has(*says.DISCUSSION_HEADERS):
        return "discussion_list"
    if mail.has(*says.BULK_HEADERS):
        return "bulk_header"
    if mail.value("precedence") in {"bulk", "list", "junk"}:
        return "precedence"
    if mail.has("list-id", "list-unsubscribe"):
        return "list_header"
    bulk = says.BULK_SENDER.match(mail.sender.address) is not None
    return "bulk_words" if bulk and says.NEWSLETTER_TEXT.search(mail.text[-3_000:]) else None


def _is_person(mail: Evidence, reason: str) -> bool:
    """A group address of the desk itself, or a person's mail that picked up one list header."""
    if says.BULK_SENDER.match(mail.sender.address) or mail.has(*says.BULK_HEADERS):
        return False
    if _is_own_group(mail):
        return True
    lists = sum(mail.has(name) for name in says.LIST_HEADERS)
    if reason == "discussion_list" or (lists > 1 and not mail.answers):
        return False
    if says.NEWSLETTER_TEXT.search(mail.reply[-2_000:]):
        return False
    return mail.answers or mail.has(*says.PERSONAL_HEADERS)


def _is_own_group(mail: Evidence) -> bool:
    listed = mail.value("list-id").rpartition("<")[2].strip(" <>")
    domains = mail.own_domains
    return bool(listed) and any(listed == own or listed.endswith(f".{own}") for own in domains)
