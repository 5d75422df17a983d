"""Words on a page or in a picture → lines of text, in which a wide gap is a tab."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ingest.contents.content import Spot
from ingest.contents.paper import Paper

_GAP = 1.3  # times the height of a word: wider than any blank
_APART = 1.2  # times the height of a line: a blank line


class Word(NamedTuple):
    """A word and its rectangle, the origin in the upper left corner; `seen` is the rectangle as
    people see it, where the page was turned to be read."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    seen: tuple[float, float, float, float] | None = None

    @property
    def height(self) -> float:
        return self.y1 - self.y0


Line = list[Word]


def put_lines(lines: Iterable[Line], paper: Paper, *, page: int) -> None:
    """Write lines of words, each word with its box."""
    bottom: float | None = None
    for line in lines:
        top = min(word.y0 for word in line)
        height = max(word.height for word in line)
        if bottom is not None and top - bottom > _APART * height:
            paper.put("\n")
        bottom = max(word.y1 for word in line)
        for before, word in zip((None, *line), line, strict=False):
            if before is not None:
                wide = word.x0 - before.x1 > _GAP * max(before.height, word.height)
                paper.put("\t" if wide else " ")
            x0, y0, x1, y1 = word.seen or word[1:5]
            box = (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
            paper.put(word.text, Spot(page=page, box=box))
        paper.put("\n")


def in_order(words: Iterable[Word]) -> Iterator[Line]:
    """Words in the order of the file as lines: a new one where a word does not stand to the right
    of the last, on its height."""
    line: Line = []
    for word in words:
        if line and not (_beside(line[-1], word) and word.x0 >= line[-1].x0):
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def in_rows(pieces: Iterable[Sequence[Word]]) -> list[Line]:
    """Stretches of words that belong together as the rows that one sees, from top to bottom."""
    rows: list[Line] = []
    for piece in sorted(filter(None, pieces), key=lambda piece: (_middle(piece[0]), piece[0].x0)):
        row = next((row for row in rows[-3:] if _beside(row[0], piece[0])), None)
        if row is None:
            rows.append(list(piece))
        else:
            row.extend(piece)
    return [sorted(row, key=lambda word: word.x0) for row in rows]


def _beside(one: Word, other: Word) -> bool:
    """Whether the two overlap by more than half the height of the lower one."""
    common = min(one.y1, other.y1) - max(one.y0, other.y0)
    return common > 0.5 * min(one.height, other.height)


def _middle(word: Word) -> float:
    return (word.y0 + word.y1) / 2
