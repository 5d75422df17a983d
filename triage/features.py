"""Features: views and signals of a batch of mails as one sparse table.

N-grams are counted (1 + log of the count), weighed by how rare they are and brought to length 1
within their view; signals come as strong as they are. What each head then makes of them is its
lens (`lenses.py`); how much a view weighs beside the others was measured (docs/adr/0022).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from triage.grams import BITS, WIDTH, Batch, Piece
from triage.signals import Signals
from triage.views import Views

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Slots = NDArray[np.int32]

_SUBJECT, _OPENING, _QUESTION, _ENDING = 1, 2, 4, 8
_VIEWS: tuple[tuple[float, str, int], ...] = (
    (1.0, "words", 0),
    (1.0, "letters", 0),
    (0.7, "words", _SUBJECT),
    (0.5, "letters", _SUBJECT),
    (0.5, "words", _OPENING),
    (0.5, "words", _QUESTION),
    (0.5, "words", _ENDING),
    (0.5, "letters", _ENDING),
)
_WEIGHTS = np.array([weight for weight, _, _ in _VIEWS], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each hashed n-gram stands in each view of each text, sorted by text."""

    text: Ints
    view: Ints
    column: Ints
    count: Ints


@dataclass(frozen=True, slots=True)
class Table:
    """A sparse table in coordinates, sorted by text."""

    texts: int
    text: Ints
    row: Ints
    value: Floats


def count(views: Sequence[Views], known: Slots | None = None) -> Counted:
    """The n-grams of each view; with `known` slots those alone that training saw."""
    batch = Batch([tuple(_pieces(one)) for one in views])
    grams = {"words": batch.words(), "letters": batch.letters()}
    keys = []
    for view, (_, kind, mark) in enumerate(_VIEWS):
        found = grams[kind].marked(mark)
        column = found.columns(view + 1)
        text = found.text
        if known is not None:
            seen = known[column] >= 0
            text, column = text[seen], column[seen]
        keys.append(((text * len(_VIEWS) + view) << BITS) | column)
    key, times = np.unique(np.concatenate(keys), return_counts=True)
    place = key >> BITS
    return Counted(place // len(_VIEWS), place % len(_VIEWS), key & (WIDTH - 1), times)


def joined(batches: Sequence[Counted], size: int) -> Counted:
    """Batches of `size` texts each, the last perhaps of fewer, as one."""
    return Counted(
        np.concatenate([one.text + place * size for place, one in enumerate(batches)]),
        np.concatenate([one.view for one in batches]),
        np.concatenate([one.column for one in batches]),
        np.concatenate([one.count for one in batches]),
    )


def frequency(counted: Counted, texts: int) -> Ints:
    """In how many of the first texts each column was found, once for each view that shares it."""
    return np.bincount(counted.column[: np.searchsorted(counted.text, texts)], minlength=WIDTH)


def table(
    counted: Counted,
    signals: Sequence[Signals],
    slots: Slots,
    importance: Floats,
    signal_rows: dict[str, int],
) -> Table:
    """All features of a batch; what training never saw is left out."""
    grams = _weighed(counted, slots, importance, len(signals))
    told = _signals(signals, signal_rows)
    text = np.concatenate([grams[0], told[0]])
    order = np.argsort(text, kind="stable")
    row = np.concatenate([grams[1], told[1]])[order]
    value = np.concatenate([grams[2], told[2]])[order]
    return Table(len(signals), text[order], row, value)


def _pieces(views: Views) -> Iterator[Piece]:
    yield views.subject, _SUBJECT
    for one in views.sentences:
        yield one.text, _OPENING * one.opening + _QUESTION * one.question + _ENDING * one.ending


def _weighed(
    counted: Counted, slots: Slots, importance: Floats, texts: int
) -> tuple[Ints, Ints, Floats]:
    slot = slots[counted.column]
    known = slot >= 0
    text, view, row = counted.text[known], counted.view[known], slot[known].astype(np.int64)
    value = (1 + np.log(counted.count[known])).astype(np.float32) * importance[row]
    place = text * len(_VIEWS) + view
    length = np.sqrt(np.bincount(place, weights=value * value, minlength=texts * len(_VIEWS)))
    return text, row, (_WEIGHTS[view] * value / np.maximum(length, 1e-9)[place]).astype(np.float32)


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
