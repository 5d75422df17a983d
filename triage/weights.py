"""Weights: what training makes of the corpus; plain arrays, so that no file can run code.

A classifier here is a linear one. All heads (sender, module, type, priority, …) stand side by
side in one matrix, so that a batch of mails is read once and multiplied once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from triage.grams import WIDTH

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Head:
    """One question. `start` is its first column; the softmax of its scores are its chances.

    `threshold` is the confidence below which a person has to look. `type` and `priority` have no
    columns: both are read from `request`.
    """

    name: str
    classes: tuple[str, ...]
    start: int
    threshold: float = 0.0

    @property
    def columns(self) -> slice:
        return slice(self.start, self.start + len(self.classes))


@dataclass(frozen=True)
class Weights:
    """All that was learned. `matrix` has a row for each known n-gram, then one for each signal.

    `hashed` are the columns of the n-grams that were seen in training, in order, `importance` is
    their inverse document frequency. `stamp` tells from what and with what the weights were made,
    `measured` how well they did on authors that they had not seen, `held_out` which of their mails
    each head got right (head → id of the mail → right).
    """

    hashed: Ints = field(repr=False)
    importance: Floats = field(repr=False)
    signals: tuple[str, ...] = field(repr=False)
    matrix: Floats = field(repr=False)
    intercept: Floats = field(repr=False)
    heads: Mapping[str, Head]
    stamp: Mapping[str, str] = field(default_factory=dict)
    measured: Mapping[str, float] = field(default_factory=dict)
    held_out: Mapping[str, Mapping[str, bool]] = field(default_factory=dict, repr=False)

    @cached_property
    def slots(self) -> NDArray[np.int32]:
        """The row of each hashed column, -1 where training never saw it."""
        slots = np.full(WIDTH, -1, dtype=np.int32)
        slots[self.hashed] = np.arange(len(self.hashed), dtype=np.int32)
        return slots

    @cached_property
    def signal_rows(self) -> dict[str, int]:
        return {signal: len(self.hashed) + place for place, signal in enumerate(self.signals)}

    @cached_property
    def leanings(self) -> dict[tuple[str, str], Floats]:
        """What each signal says for an answer (head, answer) beside the others of its head.

        A type or a priority takes together the requests that it stands in.
        """
        told = self.matrix[len(self.hashed) :]
        found: dict[tuple[str, str], Floats] = {}
        for head in self.heads.values():
            own = told[:, head.columns]
            rest = own.mean(axis=1) if head.classes else 0.0
            for column, answer in enumerate(head.classes):
                found[head.name, answer] = own[:, column] - rest
                if head.name == "request":
                    type_, _, priority = answer.partition("/")
                    for kind, part in (("type", type_), ("priority", priority)):
                        found[kind, part] = found.get((kind, part), 0) + own[:, column] - rest
        return found
