"""Where an answer stands in a conversation of Outlook: its Thread-Index (MS-OXOMSG, 2.2.1.3). Pure.

Exchange keeps a conversation together by a GUID in the index of its first mail; each answer adds
five bytes. Outlook then shows ours below the mail that it answers.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from binascii import Error
from datetime import UTC, datetime, timedelta

_HEAD = 22  # a byte, five of FILETIME, sixteen of a GUID
_BLOCK = 5
_LONGEST = 500  # bytes: a hundred answers
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_FINE, _COARSE = 18, 23  # bits of a FILETIME that a block leaves out


def answers(index: str, at: datetime, message_id: str) -> str | None:
    """The Thread-Index of an answer, written at that moment, to a mail with this one, in base64.

    None where the mail's own is none that we could go on from.
    """
    try:
        parent = b64decode(index, validate=True)
    except (Error, ValueError):
        return None
    if parent[:1] != b"\x01" or len(parent) > _LONGEST or (len(parent) - _HEAD) % _BLOCK:
        return None
    if len(parent) < _HEAD:
        return None
    return b64encode(parent + _block(parent, at, message_id)).decode("ascii")


def _block(parent: bytes, at: datetime, message_id: str) -> bytes:
    """Time since the conversation began, in 31 bits, and eight bits that tell two answers apart."""
    began = int.from_bytes(parent[:6], "big") << 16
    passed = max(_filetime(at) - began, 0)
    coarse = passed >> (_FINE + 31) > 0
    delta = (passed >> (_COARSE if coarse else _FINE)) & 0x7FFFFFFF
    chance = hashlib.blake2b(message_id.encode(), digest_size=1).digest()
    return (delta | coarse << 31).to_bytes(4, "big") + chance


def _filetime(at: datetime) -> int:
    """Tenths of a microsecond since 1601."""
    return (at - _EPOCH) // timedelta(microseconds=1) * 10
