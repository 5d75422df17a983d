"""An mbox file of any size (RFC 4155): one mail after another, behind lines that begin `From `.

Nobody agreed on quoting. A `From ` line separates when an empty line stands before it and it
carries a date as mail programs write it; one `>` is taken from `>From `, `>>From ` and so on
(mboxrd, and mboxo as far as it can be undone).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ingest.sources.item import Item, first_bytes, unreadable

SUFFIXES = frozenset({".mbox", ".mbx", ".mboxrd"})
LINE_BYTES = 65_536  # a longer line is read in pieces
_EMPTY = frozenset({b"\n", b"\r\n", b""})
_SEPARATOR = re.compile(
    rb"From [^\r\n]{0,500}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +"
    rb"(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} [A-Z][a-z]{2} \d{4}) +\d{1,2}:\d\d"  # asctime, RFC 5322
    rb"|From (?:-|MAILER-DAEMON|\S{1,250}@\S{1,250}) +\d{4}-\d\d-\d\d[T ]"  # ISO 8601
)
_QUOTED = re.compile(rb">+From ")


def accepts(path: Path) -> bool:
    if path.suffix.lower() == ".eml":  # some programs save one mail with a From line before it
        return False
    return first_bytes(path, 5) == b"From " or (path.suffix.lower() in SUFFIXES and path.is_file())


def read(path: Path, *, mail_bytes: int) -> Iterator[Item]:
    """Each mail, without its `From ` line and the empty line that ends it."""
    index = 0
    try:
        with path.open("rb") as file:
            for index, raw in enumerate(split(file, mail_bytes=mail_bytes)):
                yield Item(str(path), index, raw)
    except OSError as error:
        yield unreadable(path, index, error)


def split(file: BinaryIO, *, mail_bytes: int) -> Iterator[bytes]:
    """The mails of an mbox; of one that is larger than may be held, a byte more than that."""
    mail: _Mail | None = None
    starts, after_empty = True, True
    while line := file.readline(LINE_BYTES):
        if starts and after_empty and _separates(line, first=mail is None):
            if mail is not None:
                yield mail.finish()
            mail = _Mail(mail_bytes)
        elif mail is not None or line not in _EMPTY:
            mail = mail or _Mail(mail_bytes)
            mail.add(line[1:] if starts and _QUOTED.match(line) else line)
        after_empty = starts and line in _EMPTY
        starts = line.endswith(b"\n")
    if mail is not None:
        yield mail.finish()


def _separates(line: bytes, *, first: bool) -> bool:
    return line.startswith(b"From ") and (first or _SEPARATOR.match(line) is not None)


class _Mail:
    """The lines of one mail, as many as may be held."""

    def __init__(self, limit: int) -> None:
        self._lines: list[bytes] = []
        self._left = limit + 1

    def add(self, line: bytes) -> None:
        if self._left > 0:
            self._lines.append(line[: self._left])
            self._left -= len(line)

    def finish(self) -> bytes:
        """The mail without the empty line before the next one."""
        if self._lines and self._lines[-1] in _EMPTY:
            self._lines.pop()
        return b"".join(self._lines)
