"""Content: what was read in one attachment, and what was not.

All offsets count characters of `Content.text`, end exclusive. Boxes are `(x0, y0, x1, y1)` with the
origin in the upper left corner of the page or picture *as it is shown* (turned as its file says):
in PDF points (1/72 inch) on the pages of a PDF, in pixels in a picture. Pages count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Reason(StrEnum):
    """Why an attachment, or some of it, was not examined; the last one says that all was."""

    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LARGE = "too_large"  # bytes, pixels, cells or characters beyond the limits
    TOO_LONG = "too_long"  # took more time than it may
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_FILES = "too_many_files"
    NESTED_TOO_DEEP = "nested_too_deep"
    BOMB = "bomb"  # unpacks to far more than it is
    UNKNOWN_TYPE = "unknown_type"
    NO_OCR = "no_ocr"  # a picture of text, and Tesseract is not installed
    SWITCHED_OFF = "switched_off"
    NOTHING_TO_READ = "nothing_to_read"  # examined: a logo, a tracking pixel, an empty file


class Box(NamedTuple):
    """A rectangle on a page or in a picture; see the head of this file for the unit."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in a file.

    `page` is that of a PDF or TIFF, the slide, or the sheet of a workbook, from 1; `cell` as in
    `B7`; `box` a rectangle; `inner` the number in `Content.inner` of the file that holds it, None
    for the attachment itself.
    """

    page: int | None = None
    cell: str | None = None
    box: tuple[float, float, float, float] | None = None
    inner: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text, a word or a cell, and where it stands."""

    start: int
    end: int
    spot: Spot


@dataclass(frozen=True, slots=True)
class Inner:
    """A file inside the attachment. `name` has the names of those it lies in, `a.zip/b.pdf`."""

    name: str = field(repr=False)
    examined: bool = True
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What one attachment says. Not all of it was read unless `examined`; then `reason` says why.

    `marks` are in order and do not overlap. `faces` are those of photos. `gps` says that a picture
    records where it was taken.
    """

    examined: bool
    reason: Reason | None = None
    text: str = field(default="", repr=False)
    marks: tuple[Mark, ...] = field(default=(), repr=False)
    faces: tuple[Spot, ...] = ()
    gps: bool = False
    inner: tuple[Inner, ...] = ()

    def spots(self, start: int, end: int) -> tuple[Spot, ...]:
        """Where the words and cells stand that this stretch of the text touches, in order."""
        return tuple(mark.spot for mark in self._touched(start, end))

    def boxes(self, start: int, end: int, *, inner: int | None = None) -> tuple[Box, ...]:
        """The rectangles of this stretch: whole words, in the file itself or in an inner one."""
        return tuple(
            Box(spot.page or 1, *spot.box)
            for spot in self.spots(start, end)
            if spot.box is not None and spot.inner == inner
        )

    def _touched(self, start: int, end: int) -> Iterator[Mark]:
        at = _first_behind(self.marks, start)
        while at < len(self.marks) and self.marks[at].start < end:
            yield self.marks[at]
            at += 1


def _first_behind(marks: tuple[Mark, ...], offset: int) -> int:
    """The number of the first mark that ends behind `offset`."""
    low, high = 0, len(marks)
    while low < high:
        middle = (low + high) // 2
        if marks[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    return low


def not_examined(reason: Reason) -> Content:
    """Nothing of the attachment was read."""
    return Content(examined=False, reason=reason)
