"""Word 97-2003 (.doc): the pieces of text that its table lists ([MS-DOC] 2.4.1), in order.

Main text, footnotes, headers, comments and text boxes follow each other in one run of characters.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

import olefile

from ingest.contents.carve import read_pictures
from ingest.contents.content import Reason
from ingest.contents.paper import Paper, Unreadable

_FLAGS, _CLX = 0x0A, 0x01A2  # offsets in the file information block ([MS-DOC] 2.5)
_ENCRYPTED, _WHICH_TABLE = 0x0100, 0x0200
_COMPRESSED = 0x4000_0000
_PRC, _PCDT = 0x01, 0x02
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]{0,4000}(?:\x14|(?=\x15))")
_MARKS = str.maketrans({
    "\x07": "\t", "\x0b": "\n", "\x0c": "\n", "\x0d": "\n", "\x0e": "\n", "\x1e": "-",
    "\x13": None, "\x14": None, "\x15": None, "\x1f": None, "\xa0": " ",
})  # fmt: skip


def read(data: bytes, paper: Paper) -> None:
    """All text of the document, then the pictures in it."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            document = ole.openstream("WordDocument").read()
            (flags,) = struct.unpack_from("<H", document, _FLAGS)
            if flags & _ENCRYPTED:
                raise Unreadable(Reason.ENCRYPTED)
            table = ole.openstream("1Table" if flags & _WHICH_TABLE else "0Table").read()
            text = "".join(_pieces(document, table))
            pictures = ole.openstream("Data").read() if ole.exists("Data") else b""
    except (OSError, struct.error, ValueError, IndexError) as error:
        raise Unreadable(Reason.BROKEN) from error
    paper.put(_shown(text))
    read_pictures(pictures, paper)


def _shown(text: str) -> str:
    """Without the instructions of fields; a row of a table ends with two cell marks."""
    for _ in range(3):  # fields in fields
        text = _FIELD_CODE.sub("", text)
    return text.replace("\x07\x07", "\n").translate(_MARKS)


def _pieces(document: bytes, table: bytes) -> Iterator[str]:
    """The text, piece by piece ([MS-DOC] 2.8.35, PlcPcd)."""
    start, size = struct.unpack_from("<II", document, _CLX)
    plc = _piece_table(table[start : start + size])
    count = (len(plc) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", plc)
    for number in range(count):
        (where,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)
        length = bounds[number + 1] - bounds[number]
        if where & _COMPRESSED:
            begin = (where & ~_COMPRESSED) // 2
            yield document[begin : begin + length].decode("cp1252", "replace")
        else:
            yield document[where : where + 2 * length].decode("utf-16-le", "replace")


def _piece_table(clx: bytes) -> bytes:
    at = 0
    while clx[at] == _PRC:
        (size,) = struct.unpack_from("<H", clx, at + 1)
        at += 3 + size
    if clx[at] != _PCDT:
        raise ValueError("no piece table")
    (size,) = struct.unpack_from("<I", clx, at + 1)
    return clx[at + 5 : at + 5 + size]
