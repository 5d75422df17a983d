"""A mail as Outlook saves it (.msg). Its bytes go on as they are: `ingest.parse` knows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.sources.item import Item, first_bytes, whole

OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")  # MS-CFB, 2.2: how a compound file begins


def accepts(path: Path) -> bool:
    return first_bytes(path, len(OLE2)) == OLE2


def read(path: Path, *, mail_bytes: int) -> Iterator[Item]:
    """The one mail."""
    yield whole(path, 0, mail_bytes=mail_bytes)
