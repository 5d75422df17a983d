"""A folder of .eml and .msg files, in the order of their names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.sources.item import Item, unreadable, whole

SUFFIXES = frozenset({".eml", ".msg"})


def accepts(path: Path) -> bool:
    return path.is_dir()


def read(path: Path, *, mail_bytes: int) -> Iterator[Item]:
    """Each file as one mail; a folder without such files is an error."""
    try:
        files = sorted(entry for entry in path.iterdir() if entry.suffix.lower() in SUFFIXES)
    except OSError as error:
        yield unreadable(path, 0, error)
        return
    if not files:
        yield Item(str(path), 0, error="holds no .eml or .msg file, and is no Maildir")
    for index, file in enumerate(files):
        yield whole(file, index, mail_bytes=mail_bytes)
