"""Hashed n-grams of letters and words, for a whole batch of texts at once, with numpy alone.

All texts stand behind each other in one array of code points. A prefix sum of `code * B**i`
(modulo 2**64) gives the hash of any stretch as `(sum[end] - sum[start]) * B**-start`, so a batch
needs one sum, and each n-gram one subtraction. Nothing of a vocabulary has to be stored, and
scikit-learn, which takes seconds to import, is needed for training alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint64]
Ints = NDArray[np.int64]

BITS = 20
WIDTH = 1 << BITS
CHAR_SIZES = (3, 4, 5)
_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_INVERSE = pow(_BASE, -1, 1 << 64)
_MIX = 0xBF58476D1CE4E5B9
_SPACE = 32


@dataclass(frozen=True, slots=True)
class Grams:
    """For each n-gram found: the text it stands in, its column, and its place in the codes."""

    text: Ints
    column: Ints
    start: Ints
    end: Ints


class Batch:
    """Texts in one array, with the prefix sums that give the hash of any stretch."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.joined = "".join(f" {_spaced(text)} " for text in texts)
        self._codes = np.frombuffer(self.joined.encode("utf-32-le"), dtype=np.uint32)
        lengths = np.array([len(_spaced(text)) + 2 for text in texts], dtype=np.int64)
        self._text_of = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
        powers = _powers(_BASE, len(self._codes))
        self._inverse = _powers(_INVERSE, len(self._codes))
        with np.errstate(over="ignore"):
            weighed = (self._codes.astype(np.uint64) + np.uint64(1)) * powers
            self._sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(weighed)])
        self._is_space = self._codes == _SPACE
        self._spaces = np.concatenate([np.zeros(1, np.int64), np.cumsum(self._is_space)])

    def letters(self, salt: int, sizes: Iterable[int] = CHAR_SIZES) -> Grams:
        """N-grams of letters that do not cross a word's edge; the edge counts as a letter."""
        starts, ends = [], []
        for size in sizes:
            start = np.arange(max(len(self._codes) - size + 1, 0), dtype=np.int64)
            inside = self._spaces[start + size - 1] - self._spaces[start + 1]
            kept = start[inside == 0]
            starts.append(kept)
            ends.append(kept + size)
        return self._grams(np.concatenate(starts), np.concatenate(ends), salt)

    def words(self, salt: int, *, pairs: bool = True) -> Grams:
        """Words, and pairs of neighbours."""
        edge = np.flatnonzero(self._is_space)
        start, end = edge[:-1] + 1, edge[1:]
        real = end > start
        start, end = start[real], end[real]
        if pairs and len(start) > 1:
            near = start[1:] == end[:-1] + 1
            start = np.concatenate([start, start[:-1][near]])
            end = np.concatenate([end, end[1:][near]])
        return self._grams(start, end, salt)

    def _grams(self, start: Ints, end: Ints, salt: int) -> Grams:
        with np.errstate(over="ignore"):
            hashes = (self._sums[end] - self._sums[start]) * self._inverse[start]
            hashes = (hashes ^ np.uint64(salt * _MIX & 0xFFFFFFFFFFFFFFFF)) * np.uint64(_MIX)
            hashes ^= hashes >> np.uint64(31)
            hashes *= np.uint64(_BASE)
        column = (hashes >> np.uint64(64 - BITS)).astype(np.int64)
        return Grams(self._text_of[start], column, start, end)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _powers(base: int, count: int) -> Codes:
    factors = np.full(count, base, dtype=np.uint64)
    if count:
        factors[0] = 1
    with np.errstate(over="ignore"):
        return np.multiply.accumulate(factors)
