"""winmail.dat, in which Outlook wraps mail for its own kind ([MS-OXTNEF]), put back in place."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest import rtf
from ingest.attachments import made, safe_name
from ingest.body import Block, Body
from ingest.charset import decode
from ingest.mapi import properties
from ingest.message import Attachment

_SIGNATURE = b"\x78\x9f\x3e\x22"
_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_NAMES = frozenset({"winmail.dat", "win.dat"})
_DEPTH = 3  # mails in mails; what lies deeper stays a file
# Attributes of the stream, and ids of properties ([MS-OXPROPS]).
_CODEPAGE, _BODY, _PROPERTIES = 0x9007, 0x800C, 0x9003
_NEXT, _TITLE, _DATA, _ATTACHMENT = 0x9002, 0x8010, 0x800F, 0x9005
_TEXT, _HTML, _RTF = 0x1000, 0x1013, 0x1009
_LONG_NAME, _NAME, _CONTENT, _MIME_TAG, _CONTENT_ID = 0x3707, 0x3001, 0x3701, 0x370E, 0x3712
_OBJECT_ID = 16  # bytes before a mail that is attached as an object


@dataclass(slots=True)
class _File:
    """One attachment as it grows."""

    title: str = ""
    content: bytes = b""
    properties: dict[int, bytes | str] = field(default_factory=dict)

    def take(self, name: int, value: bytes, codec: str) -> None:
        """One attribute of the stream that belongs to this attachment."""
        if name == _TITLE:
            self.title = value.decode(codec, "replace")
        elif name == _DATA:
            self.content = value
        elif name == _ATTACHMENT:
            self.properties |= properties(value, codec)


@dataclass(slots=True)
class _Mail:
    """What one stream holds."""

    text: str = ""
    properties: dict[int, bytes | str] = field(default_factory=dict)
    files: list[_File] = field(default_factory=list)


def open_in(body: Body, defects: list[str]) -> None:
    """Put what a winmail.dat holds in its place: its attachments, and its text if there is none."""
    out: list[Attachment] = []
    for attachment in body.attachments:
        if not _is_tnef(attachment):
            out.append(attachment)
            continue
        mail = _read(attachment.content)
        if mail is None:
            defects.append("tnef_unreadable")
            out.append(attachment)
            continue
        if not any(block.text.strip() for block in body.blocks):
            _add_text(mail, body, defects)
        out += _attachments(mail, defects, _DEPTH)
    body.attachments[:] = out


def _is_tnef(attachment: Attachment) -> bool:
    is_named = attachment.content_type in _TYPES or attachment.filename.lower() in _NAMES
    return is_named and attachment.content.startswith(_SIGNATURE)


def _read(data: bytes) -> _Mail | None:
    """The mail in a stream; None where it holds neither text nor files."""
    mail = _Mail()
    codec = "cp1252"
    for name, value in _attributes(data):
        if name == _CODEPAGE:
            codec = _codec_of(int.from_bytes(value[:4], "little"))
        elif name == _BODY:
            mail.text = value.decode(codec, "replace")
        elif name == _PROPERTIES:
            mail.properties |= properties(value, codec)
        elif name == _NEXT:
            mail.files.append(_File())
        elif mail.files:
            mail.files[-1].take(name, value, codec)
    has_text = mail.text or mail.properties.keys() & {_TEXT, _HTML, _RTF}
    return mail if mail.files or has_text else None


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Name and value of each attribute, up to one that is longer than the stream."""
    at = 6
    while at + 11 <= len(data):
        size = int.from_bytes(data[at + 5 : at + 9], "little")
        if data[at] not in (1, 2) or at + 9 + size > len(data):
            return
        yield int.from_bytes(data[at + 1 : at + 3], "little"), data[at + 9 : at + 9 + size]
        at += 11 + size


def _codec_of(page: int) -> str:
    try:
        codec = codecs.lookup("utf-8" if page == 65001 else f"cp{page}")
    except LookupError:
        return "cp1252"
    return codec.name if codec._is_text_encoding else "cp1252"


def _attachments(mail: _Mail, defects: list[str], depth: int) -> Iterator[Attachment]:
    for file in mail.files:
        held = file.properties
        named = held.get(_LONG_NAME) or file.title or held.get(_NAME)
        name = safe_name(str(named or "").replace("\x00", ""), defects)
        inside = held.get(_CONTENT)
        content = file.content or (inside if isinstance(inside, bytes) else b"")
        inner = content[_OBJECT_ID:]
        if depth and inner.startswith(_SIGNATURE) and (attached := _read(inner)):
            yield from _attached_mail(attached, name, defects, depth)
            continue
        kind = str(held.get(_MIME_TAG) or "").lower()
        if kind.count("/") != 1 or kind.startswith(("multipart/", "message/")):
            kind = "application/octet-stream"
        cid = str(held.get(_CONTENT_ID) or "").strip("<> ") or None
        yield made(content, name, kind, inline=cid is not None, content_id=cid)


def _attached_mail(mail: _Mail, name: str, defects: list[str], depth: int) -> Iterator[Attachment]:
    """A mail in a mail: its text as a file of its own, then what hangs on it."""
    body = Body()
    _add_text(mail, body, defects)
    for block in body.blocks:
        kind, end = ("text/html", "html") if block.is_html else ("text/plain", "txt")
        yield made(block.text.encode("utf-8"), f"{name}.{end}" if name else "", kind)
    yield from _attachments(mail, defects, depth - 1)


def _add_text(mail: _Mail, body: Body, defects: list[str]) -> None:
    text = mail.properties.get(_TEXT) or mail.text
    html, packed = mail.properties.get(_HTML), mail.properties.get(_RTF)
    if isinstance(text, str) and text.strip("\x00 \r\n"):
        body.blocks = [Block(_lines(text), is_html=False)]
    elif html:
        page = html if isinstance(html, str) else decode(html, None, [], is_html=True)
        body.html = _lines(page)
        body.blocks = [Block(body.html, is_html=True)]
    elif isinstance(packed, bytes) and (unpacked := rtf.unpack(packed, defects)):
        body.blocks = [Block(rtf.to_text(unpacked), is_html=False)]


def _lines(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
