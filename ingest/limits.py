"""Bounds on what a mail can make us do, and the cuts that keep to them.

The standard library's parser, under mail-parser, is linear in the bytes but not in the number of
nested parts, keeps two kilobytes for every part and reads header parameters in quadratic time.
So bombs are cut here, on the raw bytes, before any parser sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message as Part
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from config.limits import Limits

_FIELD = re.compile(rb"[^\n]*(?:\n[ \t][^\n]*)*")
_BLANK_LINE = re.compile(rb"\n[ \t]*\n")
_BINARY = re.compile(rb"(?i)\ncontent-transfer-encoding:[ \t]*binary")


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """What is read of one mail; the rest is cut and stands in its defects.

    Sizes in bytes, `text_chars` in characters, `nested` counts multiparts and attached mails,
    `addresses` those of one field. `parameter_bytes` is for Content-Type and its kin.
    """

    mail_bytes: int = 50_000_000
    header_bytes: int = 1_000_000
    field_bytes: int = 64_000
    parameter_bytes: int = 8_192
    parts: int = 1_000
    nested: int = 100
    text_chars: int = 1_000_000
    addresses: int = 2_000

    @classmethod
    def of(cls, limits: Limits) -> Self:
        """What the operator decided: `[limits]` and `[limits.parse]` of meldpost.toml."""
        return cls(mail_bytes=limits.mail_bytes, **limits.parse.model_dump())


def trim(raw: bytes, limits: ParseLimits, defects: list[str]) -> bytes:
    """`raw` with line ends as LF, without what exceeds the limits.

    Line ends stay as they are in mails with a binary part (RFC 3030), whose bytes are sacred.
    """
    if len(raw) > limits.mail_bytes:
        raw = raw[: limits.mail_bytes]
        defects.append("mail_cut")
    if raw[: raw.find(b"\n") + 1].endswith(b"\r\r\n"):  # line ends were converted twice
        raw = raw.replace(b"\r\r\n", b"\r\n")
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in raw else raw
    cut = _cut(lines, limits, defects)
    if cut is lines and _BINARY.search(lines):
        return raw
    return cut


def _cut(raw: bytes, limits: ParseLimits, defects: list[str]) -> bytes:
    raw = _cut_header(raw, limits, defects)
    lowered = b"\n" + raw.lower()
    raw = _cut_fields(raw, lowered, limits.parameter_bytes, defects)
    lowered = lowered if len(lowered) == len(raw) + 1 else b"\n" + raw.lower()
    for name, cut in (("nesting_cut", _nested_end), ("parts_cut", _parts_end)):
        end = cut(raw, lowered, limits)
        if end is not None:
            raw, lowered = raw[:end], lowered[: end + 1]
            defects.append(name)
    return raw


def _cut_header(raw: bytes, limits: ParseLimits, defects: list[str]) -> bytes:
    if len(raw) <= limits.header_bytes:
        return raw
    blank = _BLANK_LINE.search(raw)
    end = blank.start() if blank else len(raw)
    if end <= limits.header_bytes or not _looks_like_header(raw):
        return raw
    defects.append("header_cut")
    kept = raw.rfind(b"\n", 0, limits.header_bytes)
    return raw[: kept if kept > 0 else limits.header_bytes] + raw[end:]


def _looks_like_header(raw: bytes) -> bool:
    return re.match(rb"[!-9;-~]+:", raw) is not None


def _fields(lowered: bytes, name: bytes) -> Iterator[int]:
    """Where a field of this name begins, as an offset in the raw bytes."""
    wanted = b"\n" + name + b":"
    at = lowered.find(wanted)
    while at >= 0:
        yield at
        at = lowered.find(wanted, at + 1)


def _cut_fields(raw: bytes, lowered: bytes, most: int, defects: list[str]) -> bytes:
    """Content-Type and its kin hold parameters, which are read in quadratic time."""
    if len(raw) <= most:
        return raw
    kept, done = [], 0
    for name in (b"content-type", b"content-disposition"):
        for at in _fields(lowered, name):
            field = _FIELD.match(raw, at)
            if field and field.end() - at > most:
                kept.append((at + most, field.end()))
    if not kept:
        return raw
    defects.append("field_cut")
    pieces = []
    for start, end in sorted(kept):
        pieces.append(raw[done:start])
        done = max(end, done)
    return b"".join((*pieces, raw[done:]))


def _nested_end(raw: bytes, lowered: bytes, limits: ParseLimits) -> int | None:
    """Where the container after the last allowed one begins."""
    count = lowered.count(b"multipart/") + lowered.count(b"message/")
    if count <= limits.nested:
        return None
    seen = 0
    for at in _fields(lowered, b"content-type"):
        kind = lowered[at + 14 : at + 40].lstrip()
        seen += kind.startswith((b"multipart/", b"message/"))
        if seen > limits.nested:
            return at
    return None


def _parts_end(raw: bytes, lowered: bytes, limits: ParseLimits) -> int | None:
    """Where the part after the last allowed one begins."""
    if raw.count(b"\n--") <= limits.parts:
        return None
    ends = []
    for mark in {b"\n--" + boundary for boundary in _boundaries(raw, lowered)}:
        at = -1
        for _ in range(limits.parts + 1):
            at = raw.find(mark, at + 1)
            if at < 0:
                break
        else:
            ends.append(at)
    return min(ends, default=None)


def _boundaries(raw: bytes, lowered: bytes) -> Iterator[bytes]:
    for at in _fields(lowered, b"content-type"):
        field = _FIELD.match(raw, at)
        if field is None or b"boundary" not in lowered[at : field.end() + 1]:
            continue
        part = Part()
        part["Content-Type"] = field[0].decode("ascii", "surrogateescape").partition(":")[2]
        boundary = part.get_boundary()
        if boundary:
            yield boundary.encode("ascii", "surrogateescape")
