"""Features: views and signals of a batch of mails as one sparse table.

N-grams are counted (1 + log of the count), weighed by how rare they are and brought to length 1
within their view; signals come as strong as they are. What each head then makes of them is its
lens (`lenses.py`); how much a view weighs beside the others was measured (docs/adr/0021).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from triage.grams import BITS, Batch, Grams
from triage.signals import Signals
from triage.views import Views

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_DIGIT = re.compile(r"\d")
_MARK = re.compile(r"[^\w?!€']+")


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each hashed n-gram stands in each text, sorted by text."""

    text: Ints
    column: Ints
    count: Ints


@dataclass(frozen=True, slots=True)
class Table:
    """A sparse table in coordinates, sorted by text."""

    texts: int
    text: Ints
    row: Ints
    value: Floats


_VIEWS: tuple[tuple[float, str, Callable[[Views], str]], ...] = (
    (1.0, "words", lambda views: f"{views.subject} . {views.reply}"),
    (1.0, "letters", lambda views: f"{views.subject} . {views.reply}"),
    (0.7, "words", lambda views: views.subject),
    (0.5, "words", lambda views: views.opening),
    (0.5, "words", lambda views: views.questions),
)


def count(views: Sequence[Views]) -> tuple[Counted, ...]:
    """The n-grams of each view, one Counted for each line of _VIEWS."""
    batches: dict[int, Batch] = {}
    found = []
    for salt, (_, kind, text) in enumerate(_VIEWS, 1):
        key = 1 if salt <= 2 else salt  # the first two read the same text
        if key not in batches:
            batches[key] = Batch([plain(text(one)) for one in views])
        batch = batches[key]
        found.append(_count(batch.words(salt) if kind == "words" else batch.letters(salt)))
    return tuple(found)


def plain(text: str) -> str:
    """Words alone; every digit is a 0, because numbers differ and their length speaks."""
    return _MARK.sub(" ", _DIGIT.sub("0", text))


def table(
    counted: Sequence[Counted],
    signals: Sequence[Signals],
    slots: NDArray[np.int32],
    importance: Floats,
    signal_rows: dict[str, int],
) -> Table:
    """All features of a batch; what training never saw is left out."""
    texts = len(signals)
    parts = [
        _weighed(one, line[0], slots, importance, texts)
        for one, line in zip(counted, _VIEWS, strict=True)
    ]
    parts.append(_signals(signals, signal_rows))
    text, row, value = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    order = np.argsort(text, kind="stable")
    return Table(texts, text[order], row[order], value[order])


def _count(grams: Grams) -> Counted:
    keys, count = np.unique((grams.text << BITS) | grams.column, return_counts=True)
    return Counted(keys >> BITS, keys & ((1 << BITS) - 1), count)


def _weighed(
    counted: Counted, weight: float, slots: NDArray[np.int32], importance: Floats, texts: int
) -> tuple[Ints, Ints, Floats]:
    slot = slots[counted.column]
    known = slot >= 0
    text, row = counted.text[known], slot[known].astype(np.int64)
    value = (1 + np.log(counted.count[known])).astype(np.float32) * importance[row]
    length = np.sqrt(np.bincount(text, weights=value * value, minlength=texts))
    return text, row, (weight * value / np.maximum(length, 1e-9)[text]).astype(np.float32)


def _signals(signals: Sequence[Signals], rows: dict[str, int]) -> tuple[Ints, Ints, Floats]:
    known = [
        [(rows[name], how) for name, how in one.strength.items() if name in rows] for one in signals
    ]
    found = sum(map(len, known))
    return (
        np.repeat(np.arange(len(known)), [len(one) for one in known]),
        np.fromiter((row for one in known for row, _ in one), dtype=np.int64, count=found),
        np.fromiter((how for one in known for _, how in one), dtype=np.float32, count=found),
    )
