"""What a source of files yields, and reading one file without filling the memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

MAIL_BYTES = 50_000_000  # as Limits.mail_bytes in config/settings.py


@dataclass(frozen=True, slots=True)
class Item:
    """One mail of a source: its bytes, or why there are none.

    `source` is the file that holds it, `index` its place (from 0) in what was opened.
    """

    source: str
    index: int
    raw: bytes | None = field(default=None, repr=False)
    error: str | None = None


class Source(Protocol):
    """A kind of file or folder: whether it is this kind, and the mails in it, in order."""

    def accepts(self, path: Path) -> bool: ...

    def read(self, path: Path, *, mail_bytes: int) -> Iterator[Item]: ...


def whole(path: Path, index: int, *, mail_bytes: int) -> Item:
    """The one mail that is the file; an error if it cannot be read."""
    try:
        with path.open("rb") as file:
            return bounded(file, str(path), index, mail_bytes=mail_bytes)
    except OSError as error:
        return unreadable(path, index, error)


def bounded(file: BinaryIO, source: str, index: int, *, mail_bytes: int) -> Item:
    """The rest of `file` as one mail, of which no more is read than a byte beyond `mail_bytes`.

    By that byte the parser sees that the mail was larger, and notes it as a defect.
    """
    parts: list[bytes] = []
    left = mail_bytes + 1
    while left > 0 and (part := file.read(min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    return Item(source, index, b"".join(parts))


def unreadable(path: Path, index: int, error: OSError) -> Item:
    """The item of a file that the system does not give."""
    return Item(str(path), index, error=f"cannot be read: {error.strerror or error}")


def first_bytes(path: Path, size: int) -> bytes:
    """How a regular file begins; nothing if that cannot be seen without consuming it."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(size)
    except OSError:
        return b""
