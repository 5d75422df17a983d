"""Reply, quoted mail and signature: who wrote which stretch of a text, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest import history, lines, signature
from ingest.body import Shown
from ingest.lines import Lines
from ingest.message import Address, Part, Region
from ingest.patterns.history import (
    DIVIDER_FORWARDED,
    DIVIDER_ORIGINAL,
    FORWARD_SUBJECT,
    REPLY_SUBJECT,
)

_DEPTH = 3  # a forward of a forward of a forward is read; a fourth stays quoted


@dataclass(frozen=True, slots=True)
class Cut:
    """Regions that cover a text wholly, in order, and where a forwarded mail begins, if one does."""

    regions: tuple[Region, ...]
    forward_start: int | None = None


def cut(shown: Shown, *, subject: str, author: Address) -> Cut:
    """The regions of a mail's text."""
    whole = lines.split(shown.text)
    quoted = lines.inside(whole, shown.quoted)
    signed = lines.inside(whole, shown.signature)
    marks, forward = _marks(whole, quoted, signed, signature.Author.of(author), subject, _DEPTH)
    start = None if forward is None else whole.starts[forward]
    return Cut(lines.merge(whole, marks), start)


def _marks(
    whole: Lines,
    quoted: Sequence[bool],
    signed: Sequence[bool],
    author: signature.Author,
    subject: str,
    depth: int,
) -> tuple[list[Part], int | None]:
    found = history.find(whole, quoted)
    ends = signature.find(whole, found.older, signed, author)
    marks = [
        Part.QUOTED if old else Part.SIGNATURE if end else Part.REPLY
        for old, end in zip(found.older, ends, strict=True)
    ]
    says_something = any(
        mark is Part.REPLY and text for mark, text in zip(marks, whole.texts, strict=True)
    )
    forward = found.forward if _is_forward(found, whole, subject) else None
    if says_something or forward is None or found.body is None or not depth:
        return marks, forward
    # A bare forward is the message: what was forwarded is read as if it had been sent.
    body = found.body
    inner, _ = _marks(
        whole.after(body),
        quoted[body:],
        signed[body:],
        signature.Author(frozenset()),
        "",
        depth - 1,
    )
    return marks[:body] + inner, forward


def _is_forward(found: history.History, whole: Lines, subject: str) -> bool:
    if found.forward is None:
        return False
    first = whole.texts[found.forward]
    if DIVIDER_FORWARDED.match(first) or FORWARD_SUBJECT.match(subject):
        return True
    return not REPLY_SUBJECT.match(subject) and not DIVIDER_ORIGINAL.match(first)
