"""Reply, quoted mail and signature: who wrote which stretch of a text, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest import history, introductions, lines, signature
from ingest.author import Author
from ingest.body import Shown
from ingest.lines import Lines
from ingest.message import Address, Part, Region
from ingest.patterns.history import (
    DIVIDER_FORWARDED,
    FORWARD_SUBJECT,
    REPLY_SUBJECT,
)

_DEPTH = 3  # a forward of a forward of a forward is read; a fourth stays quoted


@dataclass(frozen=True, slots=True)
class Cut:
    """Regions that cover a text wholly, in order, and where a forwarded mail begins."""

    regions: tuple[Region, ...]
    forward_start: int | None = None

    @property
    def quotes(self) -> bool:
        """Whether any older mail was found."""
        return any(region.part is Part.QUOTED for region in self.regions)


def cut(shown: Shown, *, subject: str, author: Address, answers: bool = False) -> Cut:
    """The regions of a mail's text; `answers` tells that its header names a mail it answers."""
    whole = introductions.parted(lines.split(shown.text))
    quoted = lines.inside(whole, shown.quoted)
    signed = lines.inside(whole, shown.signature)
    is_answer = bool(REPLY_SUBJECT.match(subject)) or (
        answers and not FORWARD_SUBJECT.match(subject)
    )
    reader = _Reader(Author.of(author), is_answer=is_answer)
    marks, forward = reader.read(whole, quoted, signed, _DEPTH)
    start = None if forward is None else whole.starts[forward]
    return Cut(lines.merge(whole, marks), start)


@dataclass(frozen=True, slots=True)
class _Reader:
    author: Author
    is_answer: bool

    def read(
        self, whole: Lines, quoted: Sequence[bool], signed: Sequence[bool], depth: int
    ) -> tuple[list[Part], int | None]:
        """A mark for each line, and the line where a forwarded mail begins."""
        found = history.find(whole, quoted)
        ends = signature.find(whole, found.older, signed, self.author)
        marks = [
            Part.QUOTED if old else Part.SIGNATURE if end else Part.REPLY
            for old, end in zip(found.older, ends, strict=True)
        ]
        forward = self._forward(whole, found)
        if forward is None or not depth or _says_something(whole, marks):
            return marks, forward
        return self._bare(whole, quoted, signed, depth, marks, found, forward), forward

    def _forward(self, whole: Lines, found: history.History) -> int | None:
        """A first mail quotes on purpose; an answer only where a program says "forwarded"."""
        first = next((at for at, old in enumerate(found.older) if old and whole.texts[at]), None)
        if first is None or not self.is_answer:
            return first
        if found.forward is not None and DIVIDER_FORWARDED.match(whole.texts[found.forward]):
            return found.forward
        return None

    def _bare(
        self,
        whole: Lines,
        quoted: Sequence[bool],
        signed: Sequence[bool],
        depth: int,
        marks: list[Part],
        found: history.History,
        forward: int,
    ) -> list[Part]:
        """A bare forward is the message: what was forwarded is read as if it had been sent."""
        body = found.body
        inner = whole
        first = len(whole) if body is None else whole.next_written(body)
        if first == len(whole) or whole.texts[first].startswith(">"):
            inner = whole.unquoted()
            body = history.body_of(inner, forward)
            quoted = [False] * len(whole)
        body = len(whole) if body is None else inner.next_written(body)
        if body == len(whole):
            return marks
        stranger = _Reader(Author(frozenset()), is_answer=False)
        tail, _ = stranger.read(inner.after(body), quoted[body:], signed[body:], depth - 1)
        return marks[:body] + tail


def _says_something(whole: Lines, marks: Sequence[Part]) -> bool:
    return any(mark is Part.REPLY and text for mark, text in zip(marks, whole.texts, strict=True))
