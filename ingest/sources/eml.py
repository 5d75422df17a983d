"""A file that is one mail (RFC 5322), whatever it is called. Accepts all: the last of the list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.sources.item import Item, whole


def accepts(path: Path) -> bool:
    return True


def read(path: Path, *, mail_bytes: int) -> Iterator[Item]:
    """The one mail; a path that does not exist gives an item with that error."""
    yield whole(path, 0, mail_bytes=mail_bytes)
