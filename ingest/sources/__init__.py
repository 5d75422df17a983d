"""Where mail comes from: a mailbox (imap.py), or files, which are opened here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.sources import eml, folder, maildir, mbox, msg, stdin
from ingest.sources.item import MAIL_BYTES, Item, Source

__all__ = ["SOURCES", "Item", "Source", "open_source"]

SOURCES: tuple[Source, ...] = (stdin, maildir, folder, msg, mbox, eml)  # the first that accepts


def open_source(path: Path | str, *, mail_bytes: int = MAIL_BYTES) -> Iterator[Item]:
    """The mails of a file or folder, or of standard input (`-`), one at a time.

    What cannot be read, or does not exist, is an item with an error; the rest goes on.
    """
    where = Path(path)
    source = next(source for source in SOURCES if source.accepts(where))
    return source.read(where, mail_bytes=mail_bytes)
