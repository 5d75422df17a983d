"""Outlook's own formats: .msg files and winmail.dat."""

from __future__ import annotations

from ingest.body import Body

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_msg(raw: bytes) -> bool:
    """Whether these bytes are an Outlook .msg file (an OLE2 container)."""
    return raw.startswith(_OLE2)


def from_msg(raw: bytes, defects: list[str]) -> bytes:
    """The .msg file as an Internet message."""
    defects.append("msg_unreadable")
    return b""


def open_tnef(body: Body, defects: list[str]) -> None:
    """Put what a winmail.dat holds in its place."""
