"""Zip files, as archives and as the shell of office documents: members with their sizes bounded.

Nothing is written anywhere, so paths in names mean nothing; sizes are counted as they come out,
for what a zip file says of itself may be a lie.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from ingest.contents.content import Reason
from ingest.contents.paper import Paper, Unreadable

_PIECE = 1 << 20
_ENCRYPTED = 0x1  # general purpose flag (APPNOTE 4.4.4)
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)


class Package:
    """An open zip file; what is read of it counts as unpacked."""

    def __init__(self, data: bytes, paper: Paper) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise Unreadable(Reason.BROKEN) from error
        self._paper = paper
        self.members = tuple(one for one in self._zip.infolist() if not one.is_dir())

    def names(self, *beginnings: str) -> tuple[str, ...]:
        """The members whose names begin so, in their own order."""
        return tuple(one.filename for one in self.members if one.filename.startswith(beginnings))

    def read(self, name: str | zipfile.ZipInfo) -> bytes:
        """The bytes of a member; Unreadable if it is broken, encrypted or too large."""
        try:
            info = self._zip.getinfo(name) if isinstance(name, str) else name
            if info.flag_bits & _ENCRYPTED:
                raise Unreadable(Reason.ENCRYPTED)
            with self._zip.open(info) as stream:
                return counted(stream, self._paper)
        except KeyError as error:
            raise Unreadable(Reason.BROKEN) from error
        except BROKEN as error:
            raise Unreadable(Reason.BROKEN) from error


def counted(stream: IO[bytes], paper: Paper) -> bytes:
    """All of a stream; Unreadable as soon as it is more than may be unpacked."""
    return b"".join(_pieces(stream, paper))


def _pieces(stream: IO[bytes], paper: Paper) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        paper.unpack(len(piece))
        yield piece
