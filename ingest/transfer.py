"""Content-Transfer-Encoding undone (RFC 2045, 6), as forgivingly as mail clients do it."""

from __future__ import annotations

import binascii
import re

_BLANKS = b" \t\r\n"
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_ALL_BASE64 = re.compile(rb"[A-Za-z0-9+/]*={0,3}\Z")
_PROSE = re.compile(rb"[^A-Za-z0-9+/=\s]|[^\s=] [^\s=]")
# What a mailing list puts below a text, whether it was encoded or not.
_FOOTER = re.compile(rb"(?m)(?<=\n)(?:_{10,}|-- ?$)")
_BAD_ESCAPE = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*(?:\n|\r|\Z))")
# Blanks at the end of a line were added on the way (RFC 2045, 6.7, rule 3).
_LATE_BLANKS = re.compile(rb"=[ \t]+(?=\r?\n|\Z)")
_COMMENT = re.compile(r"\([^()]{0,200}\)")
_PLAIN = frozenset({"", "7bit", "8bit", "binary", "none"})


def undo(data: bytes, encoding: str, defects: list[str]) -> bytes:
    """The bytes that were encoded; adds `base64_broken`, `quoted_printable_broken` or
    `transfer_encoding_unknown`, and in the last case gives the bytes as they are."""
    encoding = _COMMENT.sub("", encoding).strip(" \t;\"'").lower().replace("_", "-")
    encoding = encoding.partition(";")[0].strip()
    if encoding in _PLAIN:
        return data
    if encoding == "base64":
        return base64(data, defects)
    if encoding == "quoted-printable":
        if _BAD_ESCAPE.search(data):
            defects.append("quoted_printable_broken")
        return binascii.a2b_qp(_LATE_BLANKS.sub(b"=", data))
    if encoding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        return uuencoded(data, defects)
    defects.append("transfer_encoding_unknown")
    return data


def base64(data: bytes, defects: list[str]) -> bytes:
    """Base64 with stray characters, lost padding, several runs, or a text footer behind it."""
    packed = data.translate(None, _BLANKS)
    if len(packed) % 4 == 0 and _ALL_BASE64.match(packed):
        return binascii.a2b_base64(packed)
    defects.append("base64_broken")
    rule = _FOOTER.search(data)
    if rule is not None:
        above = data[: rule.start()].translate(None, _BLANKS)
        if _ALL_BASE64.match(above):
            return _run(above) + b"\n" + data[rule.start() :]
    first = packed.partition(b"=")[0]
    if len(_NOT_BASE64.sub(b"", first)) < 0.8 * len(first) or _is_prose(data):
        return data
    encoded, footer = _without_footer(data)
    return b"".join(_run(run) for run in encoded.split(b"=")) + footer


def _without_footer(data: bytes) -> tuple[bytes, bytes]:
    """The encoded part, and the plain text that a mailing list put behind its padding."""
    padding = data.find(b"=")
    prose = _PROSE.search(data, padding) if padding >= 0 else None
    if prose is None:
        return data, b""
    end = data.rfind(b"=", 0, prose.start()) + 1
    return data[:end], b"\n" + data[end:].lstrip(b"\r\n")


def _is_prose(data: bytes) -> bool:
    """Whether it was never encoded: base64 has no blanks inside its lines."""
    first = data.strip(_BLANKS)[:200]
    return first.count(b" ") > 3


def _run(run: bytes) -> bytes:
    run = _NOT_BASE64.sub(b"", run)
    run = run[:-1] if len(run) % 4 == 1 else run
    return binascii.a2b_base64(run + b"=" * (-len(run) % 4))


def uuencoded(data: bytes, defects: list[str]) -> bytes:
    """The lines between `begin` and `end`, or all of them where there are none."""
    out = []
    for line in data.splitlines():
        if line.startswith((b"begin ", b"end")) or not line.strip():
            continue
        out.append(uuencoded_line(line, defects))
    return b"".join(out)


def uuencoded_line(line: bytes, defects: list[str]) -> bytes:
    """One line; its first character says how many bytes it holds, whatever blanks were lost."""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        size = (((line[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:size])
        except binascii.Error:
            defects.append("uuencode_broken")
            return b""
