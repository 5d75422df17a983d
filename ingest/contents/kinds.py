"""What an attachment truly is: by its bytes, and only where they do not tell by its name."""

from __future__ import annotations

import re

from ingest.filetype import detect

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OLD_WORD = "application/msword"
OLD_SHEET = "application/vnd.ms-excel"
OLD_SLIDES = "application/vnd.ms-powerpoint"
OLD_MAIL = "application/vnd.ms-outlook"
SEALED = "application/x-encrypted-office"
MAIL = "message/rfc822"
TAR = "application/x-tar"
TABLE = "text/csv"
PLAIN = "text/plain"
HTML = "text/html"
EMPTY = "application/x-empty"
UNKNOWN = "application/octet-stream"

_OLE = "application/x-ole-storage"
_HEAD = 65_536
# Streams of an OLE file, as its directory names them ([MS-CFB] 2.6.1); the first found counts.
_STREAMS = (
    ("EncryptedPackage", SEALED),
    ("__properties_version1.0", OLD_MAIL),
    ("WordDocument", OLD_WORD),
    ("Workbook", OLD_SHEET),
    ("Book", OLD_SHEET),
    ("PowerPoint Document", OLD_SLIDES),
)
_BY_NAME = {
    "csv": TABLE,
    "tsv": TABLE,
    "eml": MAIL,
    "mht": MAIL,
    "mhtml": MAIL,
    "htm": HTML,
    "html": HTML,
    "xhtml": HTML,
}
_BY_DECLARED = {"text/csv": TABLE, "text/html": HTML, MAIL: MAIL, "message/global": MAIL}
_FIELDS = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,40}:[ \t][^\n]*\n(?:[ \t][^\n]*\n)*){3,}")
_SAYS_MAIL = re.compile(rb"(?im)^(?:from|received|return-path|message-id|mime-version):")
_NOT_TEXT = bytes(code for code in range(32) if code not in b"\t\n\f\r\x1b")


def kind_of(data: bytes, name: str = "", declared: str = "") -> str:
    """A media type; `name` is the file's, `declared` what its sender said."""
    if not data:
        return EMPTY
    found = detect(data)
    if found == _OLE:
        return _ole(data)
    if found is not None:
        return found
    if data[257:262] == b"ustar":
        return TAR
    return _text(data, name, declared.partition(";")[0].strip().lower())


def _ole(data: bytes) -> str:
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return kind
    return UNKNOWN


def _text(data: bytes, name: str, declared: str) -> str:
    if not _is_text(data[:_HEAD]):
        return UNKNOWN
    by_name = _BY_NAME.get(name.rpartition(".")[2].lower() if "." in name else "")
    kind = by_name or _BY_DECLARED.get(declared)
    if kind is None and _FIELDS.match(data[:_HEAD]) and _SAYS_MAIL.search(data[:_HEAD]):
        return MAIL
    return kind or PLAIN


def _is_text(head: bytes) -> bool:
    """No control characters to speak of; UTF-16 is known by its mark or by its zero bytes."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    zeros = head.count(0)
    if zeros and 0.3 < zeros / len(head) < 0.6:  # UTF-16 without a mark
        return head[1::2].count(0) > 0.8 * zeros or head[::2].count(0) > 0.8 * zeros
    return len(head.translate(None, _NOT_TEXT)) >= 0.99 * len(head)
