"""Bytes to text, whatever the sender called the character set.

What senders declare is a hint: UTF-8 is recognised by its shape, the ISO names mean their Windows
supersets (WHATWG Encoding, 4.2), and bytes that fit nothing are read as windows-1252.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SUPERSETS = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_NICKNAMES = {
    "ansi": "cp1252",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "x-unknown": "",
    "unknown": "",
    "unknown-8bit": "",
    "default": "",
    "binary": "",
    "none": "",
    "utf8mb4": "utf-8",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-6-i": "iso8859-6",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-euc-jp": "euc_jp",
    "cp-850": "cp850",
    "unicode": "utf-16",
    "latin-9": "iso8859-15",
    "gb_2312-80": "gb18030",
}
_WIDE = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})
_ESCAPING = frozenset({"utf-7", "hz", "iso2022_jp", "iso2022_jp_2", "iso2022_kr"}) | _WIDE
_TEXT_CODECS_ONLY = frozenset({"idna", "punycode", "undefined", "raw_unicode_escape", "oem"})
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNDEFINED = str.maketrans({code: None for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)})
_META = re.compile(rb"""(?i)<meta[^>]{0,200}charset\s*=\s*["']?([\w:.-]{2,40})""")
_NOT_NAME = re.compile(r"[^a-z0-9_.:+-]")


@lru_cache(maxsize=512)
def known(charset: str) -> str | None:
    """Python's codec for a name as senders write it; None if unknown, "" if it says nothing."""
    name = _NOT_NAME.split(charset.strip().strip("\"'").lower(), maxsplit=1)[0]
    name = _NICKNAMES.get(name, name)
    if not name:
        return ""
    for spelled in (
        name,
        name.replace("_", "-"),
        re.sub(r"^(?:x-|cp-|windows-?(?=\d))", "cp", name),
        name.removeprefix("x-"),
    ):
        try:
            codec = codecs.lookup(spelled)
        except (LookupError, UnicodeError, ValueError):
            continue
        if codec._is_text_encoding and codec.name not in _TEXT_CODECS_ONLY:
            return _SUPERSETS.get(codec.name, codec.name)
    return None


def is_valid(data: bytes, declared: str) -> bool:
    """Whether these bytes are text in the character set that was declared."""
    codec = known(declared)
    try:
        data.decode(codec or "utf-8")
    except (UnicodeError, LookupError, ValueError):
        return False
    return True


def decode(data: bytes, declared: str | None, defects: list[str], *, is_html: bool = False) -> str:
    """`data` as text without lone surrogates; adds `charset_unknown` or `charset_wrong`."""
    codec = known(declared) if declared else ""
    if codec is None:
        defects.append("charset_unknown")
    if (
        data.isascii()
        and (codec not in _ESCAPING or _is_narrow(data, codec))
        and b"\x1b" not in data
    ):
        return data.decode("ascii")
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _scalar(data.decode(name, "replace"))
    return _scalar(_decode(data, codec or "", defects, is_html=is_html))


def _is_narrow(data: bytes, codec: str | None) -> bool:
    """Whether text that was declared UTF-16 or UTF-32 is none: its blanks would hold zeros."""
    return codec in _WIDE and b"\x00" not in data


def _decode(data: bytes, codec: str, defects: list[str], *, is_html: bool) -> str:
    if b"\x1b$" in data or b"\x1b(" in data:
        codec = codec if codec in _ESCAPING else "iso2022_jp_2"
    if codec not in _ESCAPING:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            # A text that was cut in the middle of its last character is UTF-8 all the same.
            if (
                error.start >= len(data) - 3
                and error.start > 8
                and not data[: error.start].isascii()
            ):
                defects.append("charset_wrong")
                return data.decode("utf-8", "replace")
    if codec in {"", "utf-8"} and is_html and (meta := _META.search(data, 0, 4_096)):
        codec = known(meta[1].decode("ascii")) or codec
    if codec in {"utf-16", "utf-32"}:
        codec += _byte_order(data)
    return _by_codec(data, codec, defects)


def _byte_order(data: bytes) -> str:
    """The end that comes first where no mark says so, by where the zeros of Latin letters and
    blanks stand; the big one where there are none (RFC 2781, 4.3)."""
    return "-le" if data[1::2].count(0) > data[::2].count(0) else "-be"


def _by_codec(data: bytes, codec: str, defects: list[str]) -> str:
    if codec not in {"", "utf-8"}:
        try:
            return data.decode(codec)
        except (UnicodeError, LookupError, ValueError):
            if codec == "cp1252":
                return data.decode("latin-1").translate(_UNDEFINED)
            if codec not in {"utf-7"}:
                defects.append("charset_wrong")
                return data.decode(codec, "replace")
    defects.append("charset_wrong" if codec else "charset_missing")
    return _guess(data)


def _guess(data: bytes) -> str:
    """Neither UTF-8 nor what was declared: mostly-UTF-8 with scars, or the Windows of the West."""
    mended = data.decode("utf-8", "replace")
    lost = mended.count("�")
    high = sum(1 for char in mended if char > "\x7f") - lost
    if high > 4 * lost:
        return mended
    return data.decode("cp1252", "replace").replace("�", "")


def _scalar(text: str) -> str:
    return _SURROGATE.sub("�", text) if _SURROGATE.search(text) else text
