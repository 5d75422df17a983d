"""One mail on standard input, named `-`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ingest.sources.item import Item, bounded, unreadable

NAME = "-"


def accepts(path: Path) -> bool:
    return str(path) == NAME


def read(path: Path, *, mail_bytes: int) -> Iterator[Item]:
    """The one mail, up to the end of the input."""
    try:
        yield bounded(sys.stdin.buffer, NAME, 0, mail_bytes=mail_bytes)
    except OSError as error:
        yield unreadable(path, 0, error)
