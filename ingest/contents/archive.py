"""Archives: every file in a zip, a tar, or behind gzip, bzip2 or xz is read for itself."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable
from typing import IO, Any

from ingest.contents.content import Reason
from ingest.contents.package import BROKEN, Package, counted
from ingest.contents.paper import Paper, Unreadable

_XZ_MEMORY = 100_000_000  # bytes of dictionary; a larger one is a bomb
_SHADOWS = ("__MACOSX/", ".DS_Store", "Thumbs.db")  # what systems leave in archives


def read_zip(data: bytes, paper: Paper) -> None:
    """Each member in order; one that is encrypted or broken stays alone in that."""
    package = Package(data, paper)
    for member in package.members:
        if member.filename.startswith(_SHADOWS) or member.filename.endswith(_SHADOWS[1:]):
            continue
        try:
            content = package.read(member)
        except Unreadable as missing:
            if missing.reason is Reason.BOMB:
                raise
            paper.unread(member.filename, missing.reason)
            continue
        paper.inside(member.filename, content)


def read_tar(data: bytes, paper: Paper) -> None:
    """Each file in order; links, devices and folders hold nothing."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for member in archive:
                stream = archive.extractfile(member) if member.isreg() else None
                if stream is not None:
                    paper.inside(member.name, counted(stream, paper))
    except (tarfile.TarError, *BROKEN) as error:
        raise Unreadable(Reason.BROKEN) from error


def read_gzip(data: bytes, paper: Paper) -> None:
    """The one file behind gzip."""
    _single(gzip.open, data, paper)


def read_bzip2(data: bytes, paper: Paper) -> None:
    """The one file behind bzip2."""
    _single(bz2.open, data, paper)


def read_xz(data: bytes, paper: Paper) -> None:
    """The one file behind xz."""
    try:
        unpacker = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
        content = unpacker.decompress(data, max_length=paper.limits.unpacked + 1)
    except lzma.LZMAError as error:
        bomb = "limit" in str(error).lower()
        raise Unreadable(Reason.BOMB if bomb else Reason.BROKEN) from error
    paper.unpack(len(content))
    _one(content, paper, cut=not unpacker.eof)


def _single(opened: Callable[[IO[bytes]], Any], data: bytes, paper: Paper) -> None:
    try:
        with opened(io.BytesIO(data)) as stream:
            content = counted(stream, paper)
    except BROKEN as error:
        raise Unreadable(Reason.BROKEN) from error
    _one(content, paper, cut=False)


def _one(content: bytes, paper: Paper, *, cut: bool) -> None:
    paper.inside(_bare(paper.name), content, named=False)
    if cut:
        paper.lacks(Reason.BROKEN)


def _bare(name: str) -> str:
    """`namen.csv` for `map/namen.csv.gz`."""
    last = name.rpartition("/")[2]
    return last.rpartition(".")[0] or last
