"""What the header of a mail says: who, to whom, about what, when, in answer to what."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message as Part

from ingest import dates
from ingest.addresses import mailboxes
from ingest.limits import ParseLimits
from ingest.message import Address
from ingest.words import raw_text, text_of, unfold

_ID = re.compile(r"<[^<>\s]{1,998}>")
_BARE_ID = re.compile(r"[^\s<>\"(),;]{1,400}@[^\s<>\"(),;]{1,400}")
_CONVERSATION = re.compile(r"[A-Za-z0-9+/]{28,2000}={0,2}")  # base64 of 22 bytes or more
_WITH_AT = re.compile(r"[^\s<>\"(),;:]*@[^\s<>\"(),;:]*")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_LONGEST_FROM = 2_000  # characters
NOBODY = Address("", "")


@dataclass(frozen=True, slots=True)
class Fields:
    """The raw values of a header by lower-case name, in order of appearance; `places` says which
    fields of the whole header they are."""

    values: dict[str, list[str]]
    defects: list[str]
    limits: ParseLimits
    charset: str | None = None
    places: dict[str, list[int]] = field(default_factory=dict)

    def all(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def below(self, other: str, name: str) -> list[tuple[int, str]]:
        """The values of a name, each with how many fields of the other one stand above it."""
        others = self.places.get(other, [])
        places = self.places.get(name, [])
        return [
            (bisect(others, at), value) for at, value in zip(places, self.all(name), strict=True)
        ]

    def first(self, name: str) -> str:
        """The first value, raw and unfolded, "" if there is none."""
        found = self.values.get(name)
        return unfold(raw_text(found[0], self.defects, charset=self.charset)) if found else ""

    def text(self, name: str) -> str:
        """The first value that is not blank, decoded, one line."""
        for value in self.values.get(name, []):
            if line := text_of(value, self.defects, charset=self.charset):
                return line
        return ""

    def addresses(self, name: str) -> tuple[Address, ...]:
        """The mailboxes of every field of this name, each once."""
        found: dict[str, Address] = {}
        for value in self.values.get(name, []):
            line = unfold(raw_text(value, self.defects, charset=self.charset))
            for address in mailboxes(line, self.defects, most=self.limits.addresses):
                found.setdefault(address.address.lower(), address)
        if len(found) > self.limits.addresses:
            self.defects.append("addresses_cut")
        return tuple(found.values())[: self.limits.addresses]

    def ids(self, name: str) -> tuple[str, ...]:
        """Message-IDs, angle brackets included (RFC 5322, 3.6.4), each once."""
        line = " ".join(unfold(value) for value in self.values.get(name, []))
        line = raw_text(line, self.defects)
        found = _ID.findall(line) or [f"<{bare}>" for bare in _BARE_ID.findall(line)]
        return tuple(dict.fromkeys(found))


def fields(part: Part, limits: ParseLimits, defects: list[str]) -> Fields:
    """The header of a mail or of one of its parts."""
    values: dict[str, list[str]] = {}
    places: dict[str, list[int]] = {}
    for at, (name, value) in enumerate(part.raw_items()):
        if len(value) > limits.field_bytes:
            value = value[: limits.field_bytes]
            defects.append("field_cut")
        values.setdefault(name.lower(), []).append(value)
        places.setdefault(name.lower(), []).append(at)
    charset = part.get_param("charset") if "content-type" in values else None
    return Fields(values, defects, limits, charset if isinstance(charset, str) else None, places)


def subject(header: Fields) -> str:
    """The subject as people see it."""
    return header.text("subject")


def sender(header: Fields) -> Address:
    """From, or the next best where it is missing; the first where there are several."""
    authors = header.addresses("from")
    if authors:
        if len(authors) > 1:
            header.defects.append("from_several")
        return authors[0]
    header.defects.append("from_missing")
    name = header.text("from").strip("<>\"' ")
    for other in (
        "sender",
        "reply-to",
        "return-path",
        "envelope-from",
        "x-sender",
        "x-envelope-from",
    ):
        if found := header.addresses(other):
            return Address(found[0].name or name, found[0].address)
    return Address(name, "") if name else NOBODY


def is_plain(header: Fields, author: Address) -> bool:
    """Whether every reader of From finds this address there, and no other: servers that check a
    sender read it by the letter (RFC 5322), and we as it was meant."""
    written = unfold(raw_text(" ".join(header.all("from")), []))
    if len(written) > _LONGEST_FROM:
        return False
    found = set(_WITH_AT.findall(_QUOTED.sub("", written)))
    same = {one.lower() for one in found} == {author.address.lower()}
    return same and all(one.isascii() for one in found)


def return_path(header: Fields) -> str | None:
    """The envelope sender: "" for the null path, None if the mail does not say."""
    if "return-path" not in header.values:
        return None
    line = header.first("return-path")
    if line.replace(" ", "") in {"<>", ""} or "MAILER-DAEMON" in line.upper().split("@")[0]:
        return ""
    found = mailboxes(line, [])
    return found[0].address if found else None


def date(header: Fields) -> datetime | None:
    """The moment it was sent in UTC; where Date is missing or absurd, that of the last hop."""
    values = header.all("date")
    for value in values:
        if found := dates.when(unfold(raw_text(value, header.defects, charset=header.charset))):
            return found
    header.defects.append("date_wrong" if values else "date_missing")
    others = header.all("resent-date") + header.all("delivery-date") + header.all("x-original-date")
    found = next(filter(None, (dates.when(unfold(value)) for value in others)), None)
    return found or dates.from_received(header.all("received"))


def message_id(header: Fields, content: Callable[[], str]) -> str:
    """The Message-ID, or one derived from the content, the same however the mail travelled."""
    found = header.ids("message-id")
    if not found:
        header.defects.append("message_id_missing")
        return derived_id(content().encode("utf-8", "replace"))
    if len(found) > 1:
        header.defects.append("message_id_several")
    return found[0]


def derived_id(content: bytes) -> str:
    """A Message-ID that the same content always has."""
    return f"<{hashlib.sha256(content).hexdigest()[:40]}@derived.meldpost.invalid>"


def in_reply_to(header: Fields) -> str | None:
    """The mail this one answers; from References where In-Reply-To says nothing."""
    found = header.ids("in-reply-to")
    return found[0] if found else None


def thread_index(header: Fields) -> str | None:
    """Where the mail stands in a conversation of Outlook (MS-OXOMSG, 2.2.1.3), None if nowhere."""
    value = "".join(header.first("thread-index").split())
    return value if _CONVERSATION.fullmatch(value) else None
