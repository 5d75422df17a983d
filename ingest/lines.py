"""A text as lines with their places, which is how people and programs lay out a mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.message import Part, Region

# Blanks, and the marks that turn the direction of writing.
_AROUND = " \t\r\xa0\u3000\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"


@dataclass(frozen=True, slots=True)
class Lines:
    """`texts` without line ends or blanks round them; `starts` are character offsets."""

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    end: int

    def __len__(self) -> int:
        return len(self.texts)

    def next_written(self, at: int) -> int:
        """The first line at or after `at` that is not blank; the number of lines if none is."""
        while at < len(self.texts) and not self.texts[at]:
            at += 1
        return at

    def after(self, at: int) -> Lines:
        """The lines from `at` on."""
        return Lines(self.texts[at:], self.starts[at:], self.end)

    def parted(self, at: int, offset: int) -> Lines:
        """Line `at` as two lines, the second from character `offset` of its text."""
        text = self.texts[at]
        start = self.starts[at] + offset
        return Lines(
            (*self.texts[:at], text[:offset].rstrip(), text[offset:], *self.texts[at + 1 :]),
            (*self.starts[: at + 1], start, *self.starts[at + 1 :]),
            self.end,
        )

    def unquoted(self) -> Lines:
        """The same lines without one level of quote marks."""
        texts = tuple(text[1:].strip() if text.startswith(">") else text for text in self.texts)
        return Lines(texts, self.starts, self.end)


def split(text: str) -> Lines:
    """Lines of `text`; only line feeds part them, so that offsets are those of the text."""
    texts, starts, at = [], [], 0
    for line in text.split("\n"):
        texts.append(line.strip(_AROUND))
        starts.append(at)
        at += len(line) + 1
    if len(texts) > 1 and text.endswith("\n"):
        texts.pop()
        starts.pop()
    return Lines(tuple(texts), tuple(starts), len(text))


def inside(lines: Lines, spans: Sequence[tuple[int, int]]) -> list[bool]:
    """For each line whether it begins in one of the spans, which are in order."""
    flags = [False] * len(lines)
    if not spans:
        return flags
    number = 0
    for at, start in enumerate(lines.starts):
        while number < len(spans) and spans[number][1] <= start:
            number += 1
        if number == len(spans):
            break
        # A span may begin on the line's first visible character, behind blanks.
        flags[at] = spans[number][0] <= start + 1 and bool(lines.texts[at])
    return flags


def merge(lines: Lines, marks: Sequence[Part]) -> tuple[Region, ...]:
    """Regions of lines that belong together; blank lines go with what stands before them."""
    out: list[Region] = []
    begun, current = 0, None
    for at, mark in enumerate(marks):
        if not lines.texts[at]:
            continue
        if current is None:
            current = mark
        elif mark is not current:
            out.append(Region(current, begun, lines.starts[at]))
            begun, current = lines.starts[at], mark
    if lines.end:
        out.append(Region(current or Part.REPLY, begun, lines.end))
    return tuple(out)
