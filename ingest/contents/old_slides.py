"""PowerPoint 97-2003 (.ppt): the records that hold text ([MS-PPT] 2.9), in file order."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

from ingest.contents.carve import read_pictures
from ingest.contents.content import Reason
from ingest.contents.paper import Paper, Unreadable

_WIDE, _NARROW, _CSTRING = 0x0FA0, 0x0FA8, 0x0FBA
_CONTAINER = 0xF
_CRYPT_SESSION = 0x2F14


def read(data: bytes, paper: Paper) -> None:
    """Every text of every slide and note, then the pictures."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            document = ole.openstream("PowerPoint Document").read()
            pictures = ole.openstream("Pictures").read() if ole.exists("Pictures") else b""
    except OSError as error:
        raise Unreadable(Reason.BROKEN) from error
    for kind, body in _records(document):
        if kind == _CRYPT_SESSION:
            raise Unreadable(Reason.ENCRYPTED)
        if kind in {_WIDE, _CSTRING}:
            paper.put(body.decode("utf-16-le", "replace").replace("\x0b", "\n"))
            paper.line()
        elif kind == _NARROW:
            paper.put(body.decode("latin-1").replace("\x0b", "\n"))
            paper.line()
    read_pictures(pictures, paper)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The type and body of each record; containers are walked through, not into: theirs follow."""
    at = 0
    while at + 8 <= len(data):
        version, kind, size = struct.unpack_from("<HHI", data, at)
        at += 8
        if version & 0xF != _CONTAINER:
            yield kind, data[at : at + size]
            at += size
