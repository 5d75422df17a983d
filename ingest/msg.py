"""Outlook's .msg files ([MS-OXMSG]), rewritten as Internet messages and read as such.

python-oxmsg raises whatever Python raises on broken bytes, so it is called behind one door that
turns that into a defect (docs/adr/0014).
"""

from __future__ import annotations

import base64
import hashlib
import struct
from collections.abc import Iterator
from email.parser import HeaderParser
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote

from ingest import rtf
from ingest.attachments import safe_name
from ingest.ole import storage_of

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (
    OSError, ValueError, TypeError, AttributeError, LookupError, AssertionError, ArithmeticError,
    RecursionError, NotImplementedError, struct.error, NameError, EOFError, MemoryError,
)  # fmt: skip
_EMBEDDED = "__substg1.0_3701000D"
# Property ids ([MS-OXPROPS]).
_SENDER_SMTP, _SENDER_EMAIL, _SENDER_NAME = 0x5D01, 0x0C1F, 0x0C1A
_MESSAGE_ID, _IN_REPLY_TO, _REFERENCES = 0x1035, 0x1042, 0x1039
_RTF_COMPRESSED, _RECIPIENT_TYPE, _SMTP_ADDRESS = 0x1009, 0x0C15, 0x39FE
_CONTENT_ID, _MIME_TAG, _SHORT_NAME = 0x3712, 0x370E, 0x3704
_TRANSPORT_HEADERS, _DELIVERY_TIME = 0x007D, 0x0E06


def is_msg(raw: bytes) -> bool:
    """Whether these bytes are an Outlook .msg file (an OLE2 container)."""
    return raw.startswith(_OLE2)


def from_msg(raw: bytes, defects: list[str]) -> bytes:
    """The .msg file as an Internet message; an empty one with a defect where it cannot be read."""
    from oxmsg import Message as OutlookMessage

    try:
        return _rewritten(OutlookMessage(storage_of(raw)), defects)
    except _BROKEN:
        defects.append("msg_unreadable")
        return b""


def _rewritten(source: Any, defects: list[str]) -> bytes:  # noqa: ANN401 - oxmsg's Message
    text = _or_none(lambda: source.body, defects)
    html = _or_none(lambda: source.html_body, defects)
    if not (text or html):
        packed = _or_none(lambda: source.properties.binary_prop_value(_RTF_COMPRESSED), defects)
        unpacked = rtf.unpack(packed, defects) if packed else None
        text = rtf.to_text(unpacked) if unpacked else ""
    texts = [_part("text/plain; charset=utf-8", (text or "").replace("\x00", "").encode())]
    if html:
        texts.append(_part("text/html; charset=utf-8", html.replace("\x00", "").encode()))
    parts = [_container("alternative", texts)]
    parts += [_attached(attachment, defects) for attachment in source.attachments]
    header = "".join(f"{name}: {value}\r\n" for name, value in _header(source))
    return header.encode("utf-8", "replace") + b"MIME-Version: 1.0\r\n" + _container("mixed", parts)


def _part(kind: str, content: bytes, *fields: str) -> bytes:
    header = (f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *fields, "", "")
    return "\r\n".join(header).encode() + base64.encodebytes(content)


def _container(subtype: str, parts: list[bytes]) -> bytes:
    boundary = f"{subtype}-{hashlib.sha256(b''.join(parts)).hexdigest()[:24]}"
    lines = [f"Content-Type: multipart/{subtype}; boundary={boundary}\r\n\r\n".encode()]
    for part in parts:
        lines.append(f"--{boundary}\r\n".encode() + part + b"\r\n")
    return b"".join((*lines, f"--{boundary}--\r\n".encode()))


def _header(source: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """The header it travelled with; for a mail that never travelled, one made of its properties."""
    properties = source.properties
    carried = properties.str_prop_value(_TRANSPORT_HEADERS) or ""
    seen = set()
    for name, value in HeaderParser().parsestr(carried).items():
        if not name.lower().startswith("content-") and name.lower() != "mime-version":
            seen.add(name.lower())
            yield name, _one_line(str(value))
    sender = (
        properties.str_prop_value(_SENDER_SMTP) or properties.str_prop_value(_SENDER_EMAIL) or ""
    )
    name = properties.str_prop_value(_SENDER_NAME) or ""
    sent = source.sent_date or properties.date_prop_value(_DELIVERY_TIME)
    made_up = {
        "From": _mailbox(name, sender),
        "Subject": source.subject,
        "Message-ID": properties.str_prop_value(_MESSAGE_ID),
        "In-Reply-To": properties.str_prop_value(_IN_REPLY_TO),
        "References": properties.str_prop_value(_REFERENCES),
        "Date": format_datetime(sent) if sent else None,
        "To": ", ".join(_recipients(source, 1)),
        "Cc": ", ".join(_recipients(source, 2)),
    }
    for field, value in made_up.items():
        if value and field.lower() not in seen:
            yield field, _one_line(value)


def _one_line(value: str) -> str:
    return " ".join(value.replace("\x00", "").split())


def _mailbox(name: str, address: str) -> str:
    quoted = name.replace("\\", "").replace('"', "")
    return f'"{quoted}" <{address}>' if "@" in address else name


def _recipients(source: Any, number: int) -> list[str]:  # noqa: ANN401
    out = []
    for recipient in source.recipients:
        if (recipient.properties.int_prop_value(_RECIPIENT_TYPE) or 1) & 0xF != number:
            continue
        address = (
            recipient.properties.str_prop_value(_SMTP_ADDRESS) or recipient.email_address or ""
        )
        out.append(_mailbox(recipient.name or "", address))
    return [entry for entry in out if entry]


def _attached(attached: Any, defects: list[str]) -> bytes:  # noqa: ANN401
    properties = attached.properties
    name = _or_none(lambda: attached.file_name, defects) or ""
    name = name or _or_none(lambda: properties.str_prop_value(_SHORT_NAME), defects) or ""
    data = _or_none(lambda: attached.file_bytes, defects)
    if data is None:
        if inner := next((at for at in attached._storage.storages if at.name == _EMBEDDED), None):
            return _embedded(inner, name, defects)
        defects.append("attachment_unreadable")
    kind = (_or_none(lambda: properties.str_prop_value(_MIME_TAG), defects) or "").lower()
    if kind.count("/") != 1 or kind.startswith(("multipart/", "message/")):
        kind = "application/octet-stream"
    cid = _or_none(lambda: properties.str_prop_value(_CONTENT_ID), defects)
    shown = "inline" if cid else "attachment"
    fields = [f"Content-Disposition: {shown}; filename*=utf-8''{quote(safe_name(name, defects))}"]
    fields += [f"Content-ID: <{_one_line(cid)}>"] if cid else []
    return _part(_one_line(kind), data or b"", *fields)


def _embedded(storage: Any, name: str, defects: list[str]) -> bytes:  # noqa: ANN401
    """A mail inside a mail; its properties begin earlier than those of a whole file (2.4.1.2)."""
    from oxmsg import Message as OutlookMessage
    from oxmsg.properties import Properties

    class Embedded(OutlookMessage):
        @property
        def properties(self) -> Any:  # noqa: ANN401
            return Properties(self._storage, properties_header_offset=24)

        @property
        def _properties(self) -> Any:  # noqa: ANN401
            return self.properties

    shown = (
        f"attachment; filename*=utf-8''{quote(safe_name(name, defects))}" if name else "attachment"
    )
    header = f"Content-Type: message/rfc822\r\nContent-Disposition: {shown}\r\n\r\n"
    return header.encode() + _rewritten(Embedded(storage), defects)


def _or_none(read: Any, defects: list[str]) -> Any:  # noqa: ANN401 - a library's value
    try:
        return read()
    except _BROKEN:
        defects.append("msg_property_unreadable")
        return None
