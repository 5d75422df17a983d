"""The chain of the audit log: every line holds the hash of the line before it, and its own. Pure.

Whoever changes a line must change all that follow, and the head that was written down elsewhere
(mailed, logged, printed) still tells. Numbers have no gaps, so that a line cannot go unnoticed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

BEGINNING = "0" * 64  # what the first line of all follows on


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is stored: `who` did `did` to `what` number `what_id`, and its place."""

    id: int
    at: datetime
    who: str
    did: str
    what: str
    what_id: int | None
    why: str
    detail: object
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a chain, by number and hash; number 0 where there is none."""

    line: int
    hash: str

    def __str__(self) -> str:
        return f"{self.line}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the line of this number."""

    line: int
    says: str


def digest(
    id: int,
    at: datetime,
    who: str,
    did: str,
    what: str,
    what_id: int | None,
    why: str,
    detail: object,
    previous: str,
) -> str:
    """SHA-256 of a line and of the hash of the line before it, as 64 hexadecimal digits."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    told = [id, moment, who, did, what, what_id, why, detail, previous]
    plain = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def faults(
    lines: Iterable[Line], begins: Head, ends: Head, known: Iterable[Head] = ()
) -> Iterator[Fault]:
    """What is wrong after `begins` (the line before the first) up to `ends`; nothing if whole.

    `known` are heads that were written down earlier: their lines must still have those hashes.
    """
    expected = {head.line: head.hash for head in known}
    last = begins
    for line in lines:
        yield from _misplaced(line, last)
        if line.hash != _own(line):
            yield Fault(line.id, "was changed: its hash does not fit what it says")
        if expected.pop(line.id, line.hash) != line.hash:
            yield Fault(line.id, "is not the line that was written down")
        last = Head(line.id, line.hash)
    if last.line < ends.line:
        yield Fault(last.line + 1, f"is missing, with all up to line {ends.line}")
    elif last != ends:
        yield Fault(last.line, "is not the end that the log knows: it was put in or changed")
    for number in sorted(number for number in expected if number > begins.line):
        yield Fault(number, "was written down, and is missing")


def _misplaced(line: Line, last: Head) -> Iterator[Fault]:
    if line.id > last.line + 1:
        gone = line.id - last.line - 1
        yield Fault(last.line + 1, "is missing" if gone == 1 else f"is missing, of {gone} in a row")
    elif line.id <= last.line:
        yield Fault(line.id, "is out of order")
    if line.id == last.line + 1 and line.previous != last.hash:
        yield Fault(line.id, f"does not follow on line {last.line}: one of them was replaced")


def _own(line: Line) -> str:
    return digest(
        line.id,
        line.at,
        line.who,
        line.did,
        line.what,
        line.what_id,
        line.why,
        line.detail,
        line.previous,
    )
