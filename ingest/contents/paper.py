"""Paper: what the readers write on while they read one attachment."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ingest.contents.content import Content, Inner, Mark, Reason, Spot
from ingest.contents.limits import ReadLimits

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85]")


class Unreadable(Exception):
    """The rest of this file cannot be read, for this reason; what was written stands."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


ReadInner = Callable[["Paper", bytes, str, str], None]  # paper, data, name, declared type


@dataclass(slots=True)
class _Whole:
    """What an attachment and the files inside it share."""

    limits: ReadLimits
    read_inner: ReadInner
    pieces: list[str] = field(default_factory=list)
    at: int = 0
    marks: list[Mark] = field(default_factory=list)
    faces: list[Spot] = field(default_factory=list)
    inner: list[Inner] = field(default_factory=list)
    gps: bool = False
    unpacked: int = 0
    ocr_pages: int = 0
    reason: Reason | None = None


@dataclass(slots=True)
class Paper:
    """One file's share of the text. `number` is its place in `Content.inner`, None for the
    attachment itself; `depth` counts the files that it lies in."""

    whole: _Whole
    number: int | None = None
    depth: int = 0
    name: str = ""
    reason: Reason | None = None

    @classmethod
    def blank(cls, limits: ReadLimits, read_inner: ReadInner) -> Paper:
        return cls(_Whole(limits, read_inner))

    @property
    def limits(self) -> ReadLimits:
        return self.whole.limits

    def put(self, text: str, spot: Spot | None = None) -> None:
        """Write a stretch of text; with a spot it is a word or a cell that stands there.

        Unreadable when the text is full."""
        text = clean(text)
        room = self.limits.chars - self.whole.at
        kept = text[:room]
        if kept:
            start = self.whole.at
            self.whole.pieces.append(kept)
            self.whole.at += len(kept)
            if spot is not None:
                self.whole.marks.append(Mark(start, self.whole.at, self._ours(spot)))
        if len(text) > room:
            raise Unreadable(Reason.TOO_LARGE)

    def line(self) -> None:
        """Begin a new line, unless one has just begun or the text is full."""
        begun = not self.whole.pieces or self.whole.pieces[-1].endswith("\n")
        if not begun and self.whole.at < self.limits.chars:
            self.put("\n")

    def face(self, spot: Spot) -> None:
        """A face was seen there."""
        self.whole.faces.append(self._ours(spot))

    def taken_at_a_known_place(self) -> None:
        """A picture records where it was taken."""
        self.whole.gps = True

    def lacks(self, reason: Reason) -> None:
        """Some of this file is not read; of several reasons the first is told."""
        self.reason = self.reason or reason
        self.whole.reason = self.whole.reason or reason

    def unpack(self, size: int) -> None:
        """Account for bytes that were unpacked; Unreadable when they are too many."""
        self.whole.unpacked += size
        if self.whole.unpacked > self.limits.unpacked:
            raise Unreadable(Reason.BOMB)

    def has_ocr(self) -> bool:
        """Whether text in pictures can be read here at all; notes it if not."""
        if not self.limits.ocr_languages:
            self.lacks(Reason.NO_OCR)
        return bool(self.limits.ocr_languages)

    def may_ocr(self) -> bool:
        """Whether one more picture may be read; notes it if not."""
        if self.whole.ocr_pages >= self.limits.ocr_pages:
            self.lacks(Reason.TOO_MANY_PAGES)
            return False
        self.whole.ocr_pages += 1
        return True

    def inside(self, name: str, data: bytes, *, declared: str = "", named: bool = True) -> None:
        """Read a file that lies in this one. Its name is text as well, if it is `named` by people.

        Whatever is wrong with it stays with it."""
        if len(self.whole.inner) >= self.limits.files:
            raise Unreadable(Reason.TOO_MANY_FILES)
        inner = self._begin(name)
        self.line()
        if named and name:
            inner.put(f"{name}\n", Spot())
        if inner.depth > self.limits.nested:
            inner.lacks(Reason.NESTED_TOO_DEEP)
        else:
            self.whole.read_inner(inner, data, name, declared)
        inner.end()

    def unread(self, name: str, reason: Reason) -> None:
        """Note a file inside this one that cannot be had."""
        if len(self.whole.inner) >= self.limits.files:
            raise Unreadable(Reason.TOO_MANY_FILES)
        inner = self._begin(name)
        self.line()
        inner.put(f"{name}\n", Spot())
        inner.lacks(reason)
        inner.end()

    def end(self) -> None:
        """The file is read: enter how that went."""
        if self.number is not None and self.reason is not None:
            done = replace(self.whole.inner[self.number], examined=False, reason=self.reason)
            self.whole.inner[self.number] = done
        self.line()

    def content(self) -> Content:
        """What was read, with all that lies inside."""
        whole = self.whole
        text = "".join(whole.pieces)
        empty = not text.strip() and not whole.faces
        nothing = Reason.NOTHING_TO_READ if empty else None
        return Content(
            examined=whole.reason is None,
            reason=whole.reason or nothing,
            text=text,
            marks=tuple(whole.marks),
            faces=tuple(whole.faces),
            gps=whole.gps,
            inner=tuple(whole.inner),
        )

    def _begin(self, name: str) -> Paper:
        path = f"{self.name}/{name}" if self.name else name
        self.whole.inner.append(Inner(path))
        return Paper(self.whole, len(self.whole.inner) - 1, self.depth + 1, path)

    def _ours(self, spot: Spot) -> Spot:
        return replace(spot, inner=self.number)


def clean(text: str) -> str:
    """Text with line ends as LF and without control characters, so that offsets stay what they are
    wherever it goes."""
    if "\r" in text or "\u2028" in text or "\u2029" in text or "\x85" in text:
        text = _LINE_ENDS.sub("\n", text)
    return _CONTROL.sub("", text)
