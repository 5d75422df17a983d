"""One attachment → its Content, by the reader of its true type. Never an exception.

READERS lists what is read. What is not in it and holds no words (video, programs) is not examined.
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.contents import (
    archive,
    kinds,
    mail,
    old_slides,
    old_word,
    opendocument,
    pdf,
    picture,
    plain,
    sheet,
    slides,
    table,
    word,
)
from ingest.contents.content import Content, Reason
from ingest.contents.limits import ReadLimits
from ingest.contents.paper import Paper, Unreadable

Read = Callable[[bytes, Paper], None]


def _nothing(_: bytes, __: Paper) -> None:
    """Bytes without words of people: signatures of mails, empty files."""


def _sealed(_: bytes, paper: Paper) -> None:
    paper.lacks(Reason.ENCRYPTED)


_OPEN = "application/vnd.oasis.opendocument"
READERS: dict[str, Read] = {
    "application/pdf": pdf.read,
    kinds.WORD: word.read,
    kinds.SHEET: sheet.read,
    kinds.SLIDES: slides.read,
    f"{_OPEN}.text": opendocument.read,
    f"{_OPEN}.presentation": opendocument.read,
    f"{_OPEN}.spreadsheet": sheet.read,
    kinds.OLD_WORD: old_word.read,
    kinds.OLD_SHEET: sheet.read_old,
    kinds.OLD_SLIDES: old_slides.read,
    kinds.SEALED: _sealed,
    kinds.OLD_MAIL: mail.read,
    kinds.MAIL: mail.read,
    kinds.TABLE: table.read,
    kinds.PLAIN: plain.read,
    kinds.HTML: plain.read_html,
    "application/rtf": plain.read_rtf,
    "application/xml": plain.read_xml,
    "image/svg+xml": plain.read_xml,
    "text/calendar": plain.read,
    "text/vcard": plain.read,
    "application/zip": archive.read_zip,
    kinds.TAR: archive.read_tar,
    "application/gzip": archive.read_gzip,
    "application/x-bzip2": archive.read_bzip2,
    "application/x-xz": archive.read_xz,
    "image/png": picture.read,
    "image/jpeg": picture.read,
    "image/gif": picture.read,
    "image/bmp": picture.read,
    "image/tiff": picture.read,
    "image/webp": picture.read,
    "image/heic": picture.read,
    "image/heif": picture.read,
    "image/avif": picture.read,
    kinds.EMPTY: _nothing,
}
# Declared so by mail programs, and told by no first bytes: keys and checksums, no words of people.
_SIGNATURES = frozenset({
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
    "application/pgp-keys",
})  # fmt: skip


def examine(
    data: bytes, *, name: str = "", declared: str = "", limits: ReadLimits | None = None
) -> Content:
    """What stands in these bytes; `name` is the file's and `declared` its type by the sender."""
    paper = Paper.blank(limits or ReadLimits(), _read)
    _read(paper, data, name, declared)
    paper.end()
    return paper.content()


def _read(paper: Paper, data: bytes, name: str, declared: str) -> None:
    if len(data) > paper.limits.bytes:
        paper.lacks(Reason.TOO_LARGE)
        return
    if declared in _SIGNATURES:
        return
    reader = READERS.get(kinds.kind_of(data, name, declared))
    if reader is None:
        paper.lacks(Reason.UNKNOWN_TYPE)
        return
    try:
        reader(data, paper)
    except Unreadable as unreadable:
        paper.lacks(unreadable.reason)
    except MemoryError:
        paper.lacks(Reason.TOO_LARGE)
    except Exception:  # noqa: BLE001  # a stranger's file and a dozen libraries: whatever they raise
        paper.lacks(Reason.BROKEN)
