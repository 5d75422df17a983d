"""A Maildir (cr.yp.to/proto/maildir.html): `new` and `cur` together, in the order of delivery."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.sources.item import Item, unreadable, whole


def accepts(path: Path) -> bool:
    return (path / "cur").is_dir() and (path / "new").is_dir()


def read(path: Path, *, mail_bytes: int) -> Iterator[Item]:
    """Each mail; nothing is moved from `new` to `cur`, reading leaves no trace."""
    try:
        files = [file for part in ("new", "cur") for file in (path / part).iterdir()]
    except OSError as error:
        yield unreadable(path, 0, error)
        return
    mails = sorted((file for file in files if not file.name.startswith(".")), key=_delivered)
    for index, file in enumerate(mails):
        yield whole(file, index, mail_bytes=mail_bytes)


def _delivered(file: Path) -> tuple[int, str]:
    """A name begins with the second of delivery; strange names come first."""
    second = file.name.partition(".")[0]
    return (int(second) if second.isascii() and second.isdigit() else 0, file.name)
