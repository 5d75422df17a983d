"""Words on a page that lies on its side → where they would stand if it were turned.

A page that was put into the scanner sideways, or a table set across: each word is taller than it is
wide, and lines run up or down. Only the layout is turned; boxes stay where people see them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ingest.contents.layout import Word, in_rows

_LONG = 4  # characters: shorter words may be as tall as wide
_TALL = 1.5  # times as tall as wide


def upright(words: Iterable[Word]) -> list[Word]:
    """The words, turned if most of the page reads sideways; `seen` holds the boxes as shown."""
    read = list(words)
    long = [word for word in read if len(word.text) >= _LONG]
    if 2 * sum(_stands(word) for word in long) <= len(long):
        return read
    down = _runs_down(read)
    rows = in_rows([_turned(word, down=down)] for word in read)  # the file may have them reversed
    return [word for row in rows for word in row]


def _stands(word: Word) -> bool:
    return word.y1 - word.y0 > _TALL * (word.x1 - word.x0)


def _runs_down(words: list[Word]) -> bool:
    """Whether a line goes on below, not above: of words that follow each other in one column."""
    below = 0
    for one, other in pairwise(words):
        if min(one.x1, other.x1) - max(one.x0, other.x0) > 0.5 * (one.x1 - one.x0):
            below += 1 if other.y0 >= one.y0 else -1
    return below >= 0


def _turned(word: Word, *, down: bool) -> Word:
    x0, y0, x1, y1 = word.x0, word.y0, word.x1, word.y1
    seen = (x0, y0, x1, y1)
    return (
        Word(word.text, y0, -x1, y1, -x0, seen) if down else Word(word.text, -y1, x0, -y0, x1, seen)
    )
