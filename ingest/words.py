"""Encoded words (RFC 2047) and raw 8-bit header values, as text."""

from __future__ import annotations

import binascii
import re
from itertools import groupby

from ingest.charset import decode

# An encoded word may hold a bare "?" (written so by several mailers), but neither "?=" nor "=?".
_WORD = re.compile(
    r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([BbQq])\?((?:[^?=]|\?(?!=)|=(?!\?[^=])){0,4000})\?="
)
_GAP = re.compile(r"\s*")
_FOLD = re.compile(r"[ \t]*[\r\n]+[ \t]*|\t+")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def octets(value: str) -> bytes:
    """The bytes of a header value as the standard library keeps it (ASCII, surrogate escapes)."""
    return value.encode("utf-8", "surrogateescape")


def raw_text(value: str, defects: list[str], *, charset: str | None = None) -> str:
    """A header value with raw 8-bit bytes read; most are UTF-8, the rest as the body is."""
    if value.isascii():
        return value
    defects.append("header_8bit")
    try:
        data = octets(value)
    except UnicodeEncodeError:
        data = value.encode("utf-8", "replace")
    return decode(data, charset, [])


def unfold(value: str) -> str:
    """One line: folds (RFC 5322, 2.2.3) and tabs become a space, control characters go."""
    return _CONTROL.sub("", _FOLD.sub(" ", value)).strip()


def decode_words(text: str, defects: list[str]) -> str:
    """`text` with its encoded words read.

    White space between two encoded words is dropped (RFC 2047, 6.2), and neighbours of one
    character set are joined as bytes, since many mailers split a word inside a character.
    """
    if "=?" not in text:
        return text
    pieces: list[tuple[str | None, str | bytes]] = []
    done = 0
    for word in _WORD.finditer(text):
        between = text[done : word.start()]
        if between and not (pieces and pieces[-1][0] is not None and between.isspace()):
            pieces.append((None, between))
        pieces.append((word[1].lower(), _octets_of(word[2], word[3], defects)))
        done = word.end()
    pieces.append((None, text[done:]))
    out = []
    for charset, run in groupby(pieces, key=lambda piece: piece[0]):
        values = [value for _, value in run]
        if charset is None:
            out.append("".join(str(value) for value in values))
        else:
            joined = b"".join(value for value in values if isinstance(value, bytes))
            out.append(decode(joined, charset, defects))
    return "".join(out)


def _octets_of(encoding: str, text: str, defects: list[str]) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    if encoding in "Qq":
        data = data.replace(b"_", b" ")
        return _HEX.sub(lambda match: bytes((int(match[1], 16),)), data)
    data = _NOT_BASE64.sub(b"", data)
    if len(data) % 4 == 1:
        data = data[:-1]
        defects.append("base64_broken")
    return binascii.a2b_base64(data + b"=" * (-len(data) % 4))


def text_of(value: str, defects: list[str], *, charset: str | None = None) -> str:
    """A whole unstructured header value as one line of text."""
    line = unfold(raw_text(value, defects, charset=charset))
    return unfold(decode_words(line, defects))
