"""Encoded words (RFC 2047) and raw 8-bit header values, as text."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable
from itertools import groupby

from ingest.charset import decode, is_valid

# An encoded word may hold a bare "?" (written so by several mailers), but neither "?=" nor "=?";
# one at the end of a line that was cut off has lost its end.
_WORD = re.compile(
    r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([BbQq])\?((?:[^?=]|\?(?!=)|=(?!\?[^=])){0,60000})(?:\?=|\Z)"
)
_GAP = re.compile(r"\s*")
# From the start of a run of blanks only: a run is looked at once, however long it is.
_FOLD = re.compile(r"(?<![ \t])[ \t]*[\r\n][ \t\r\n]*|\t+")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
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
    pieces: list[tuple[str | None, str, str]] = []  # character set, encoding, text
    done = 0
    for word in _WORD.finditer(text):
        between = text[done : word.start()]
        if between and not (pieces and pieces[-1][0] is not None and between.isspace()):
            pieces.append((None, "", between))
        pieces.append((word[1].lower(), word[2].upper(), word[3]))
        done = word.end()
    pieces.append((None, "", text[done:]))
    out = []
    for charset, run in groupby(pieces, key=lambda piece: piece[0]):
        if charset is None:
            out.append("".join(plain for _, _, plain in run))
        else:
            out.append(decode(_octets_of(run, charset, defects), charset, defects))
    return "".join(out)


def _octets_of(
    words: Iterable[tuple[str | None, str, str]], charset: str, defects: list[str]
) -> bytes:
    """The bytes of neighbouring words of one character set."""
    out = []
    for encoding, run in groupby(words, key=lambda word: word[1]):
        texts = [text.encode("utf-8", "surrogateescape") for _, _, text in run]
        out.append(_from_base64(texts, charset, defects) if encoding == "B" else _from_q(texts))
    return b"".join(out)


def _from_q(texts: Iterable[bytes]) -> bytes:
    data = b"".join(texts).replace(b"_", b" ")
    return _HEX.sub(lambda match: bytes((int(match[1], 16),)), data)


def _from_base64(texts: list[bytes], charset: str, defects: list[str]) -> bytes:
    """Words that were each encoded, or parts of one base64 text that was cut anywhere."""
    apart, carried = [], b""
    for text in texts:
        carried += text
        if not _is_open(carried):
            apart.append(_quanta(carried, defects))
            carried = b""
    apart.append(_quanta(carried, defects))
    data = b"".join(apart)
    if len(texts) > 1 and not is_valid(data, charset):
        whole = _quanta(b"".join(texts), [])
        return whole if is_valid(whole, charset) else data
    return data


def _is_open(text: bytes) -> bool:
    """Whether base64 was cut inside a quantum: bits are left over that padding would not leave."""
    packed = _NOT_BASE64.sub(b"", text)
    rest = len(packed) % 4
    if not rest or text.rstrip().endswith(b"="):
        return False
    return rest == 1 or bool(_ALPHABET.index(packed[-1]) & (15 if rest == 2 else 3))


def _quanta(text: bytes, defects: list[str]) -> bytes:
    """Base64 with or without padding, which may also stand in the middle."""
    out = []
    for run in text.split(b"="):
        run = _NOT_BASE64.sub(b"", run)
        if len(run) % 4 == 1:
            run = run[:-1]
            defects.append("base64_broken")
        out.append(binascii.a2b_base64(run + b"=" * (-len(run) % 4)))
    return b"".join(out)


def text_of(value: str, defects: list[str], *, charset: str | None = None) -> str:
    """A whole unstructured header value as one line of text."""
    line = unfold(raw_text(value, defects, charset=charset))
    return unfold(decode_words(line, defects))
