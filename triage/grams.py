"""Hashed n-grams of letters and words, for a whole batch of texts at once, with numpy alone.

All texts stand behind each other in one array of code points. A prefix sum of `code * B**i`
(modulo 2**64) gives the hash of any stretch as `(sum[end] - sum[start]) * B**-start`, so a batch
needs one sum, and each n-gram one subtraction. Nothing of a vocabulary has to be stored, and
scikit-learn, which takes seconds to import, is needed for training alone.

A text comes in pieces, each with its marks (a bit for each view that it belongs to), so that the
n-grams of all views are made once and then only picked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint64]
Ints = NDArray[np.int64]
Marks = NDArray[np.uint8]
Piece = tuple[str, int]

BITS = 22
WIDTH = 1 << BITS
CHAR_SIZES = (3, 4, 5)
_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_INVERSE = pow(_BASE, -1, 1 << 64)
_MIX = 0xBF58476D1CE4E5B9
_SPACE = 32
_KEPT = "_?!€'"
_LETTERS_END = 0x2070  # of the scripts that are read letter by letter
_SIGNS_END, _PICTURES = 0x3000, 0x1F000  # between the two stand scripts again


@dataclass(frozen=True, slots=True)
class Grams:
    """For each n-gram found: the text it stands in, the marks of its piece, and its hash."""

    text: Ints
    marks: Marks
    hash: Codes

    def columns(self, salt: int) -> Ints:
        """The column of each n-gram; each salt has columns of its own."""
        with np.errstate(over="ignore"):
            mixed = (self.hash ^ np.uint64(salt * _MIX & 0xFFFFFFFFFFFFFFFF)) * np.uint64(_MIX)
            mixed ^= mixed >> np.uint64(31)
            mixed *= np.uint64(_BASE)
        return (mixed >> np.uint64(64 - BITS)).astype(np.int64)

    def marked(self, mark: int) -> Grams:
        """Those in pieces that carry a mark; all for 0."""
        if not mark:
            return self
        kept = (self.marks & mark) != 0
        return Grams(self.text[kept], self.marks[kept], self.hash[kept])


class Batch:
    """Texts in one array, with the prefix sums that give the hash of any stretch.

    Only words are kept, and `?`, `!` and `€`; every digit is a 0, because numbers differ and their
    length speaks.
    """

    def __init__(self, texts: Sequence[Sequence[Piece]]) -> None:
        pieces = list(chain.from_iterable(texts))
        joined = "".join(f" {piece} " for piece, _ in pieces)
        sizes = np.array([len(piece) + 2 for piece, _ in pieces], dtype=np.int64)
        owner = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        codes = _plain(np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32))
        blank = codes == _SPACE
        kept = ~blank
        kept[1:] |= kept[:-1]  # one blank behind each word
        kept[:1] = True
        self._codes = codes[kept]
        self._text = np.repeat(owner, sizes)[kept]
        self._marks = np.repeat(np.array([mark for _, mark in pieces], np.uint8), sizes)[kept]
        with np.errstate(over="ignore"):
            weighed = (self._codes + np.uint64(1)) * _powers(_BASE, len(self._codes))
            self._sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(weighed)])
        self._blank = blank[kept]

    def letters(self, sizes: Iterable[int] = CHAR_SIZES) -> Grams:
        """N-grams of letters that do not cross a word's edge; the edge counts as a letter."""
        blanks = np.concatenate([np.zeros(1, np.int32), np.cumsum(self._blank, dtype=np.int32)])
        starts, ends = [], []
        for size in sizes:
            last = len(self._codes) - size + 1
            inside = blanks[size - 1 : size - 1 + last] - blanks[1 : 1 + last] if last > 0 else None
            start = np.flatnonzero(inside == 0) if inside is not None else np.zeros(0, np.int64)
            starts.append(start)
            ends.append(start + size)
        start, end = np.concatenate(starts), np.concatenate(ends)
        return self._grams(start, end, start + 1)  # the blank before a word is the last one's

    def words(self) -> Grams:
        """Words, and pairs of neighbours."""
        edge = np.flatnonzero(self._blank)
        start, end = edge[:-1] + 1, edge[1:]
        near = self._text[start[1:]] == self._text[start[:-1]]
        start = np.concatenate([start, start[:-1][near]])
        end = np.concatenate([end, end[1:][near]])
        return self._grams(start, end, start)

    def _grams(self, start: Ints, end: Ints, inside: Ints) -> Grams:
        with np.errstate(over="ignore"):
            hashes = (self._sums[end] - self._sums[start]) * _powers(_INVERSE, len(self._sums))[
                start
            ]
        return Grams(self._text[inside], self._marks[inside], hashes)


def _plain(codes: NDArray[np.uint32]) -> Codes:
    """Code points with a blank for what stands between words."""
    table = _table()
    beyond = codes >= len(table)
    if not beyond.any():
        return table[codes]
    sign = beyond & (codes != ord("€")) & ((codes < _SIGNS_END) | (codes >= _PICTURES))
    plain = codes.astype(np.uint64)
    plain[~beyond] = table[codes[~beyond]]
    plain[sign] = _SPACE
    return plain


@lru_cache
def _table() -> Codes:
    known = (chr(code) for code in range(_LETTERS_END))
    return np.array(
        [ord("0") if one.isdecimal() else ord(one) if one.isalnum() or one in _KEPT else _SPACE
         for one in known],
        dtype=np.uint64,
    )  # fmt: skip


def _powers(base: int, count: int) -> Codes:
    return _so_many_powers(base, 1 << max(count, 1).bit_length())[:count]


@lru_cache(maxsize=4)
def _so_many_powers(base: int, count: int) -> Codes:
    factors = np.full(count, base, dtype=np.uint64)
    factors[0] = 1
    with np.errstate(over="ignore"):
        return np.multiply.accumulate(factors)
