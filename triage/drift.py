"""Drift: has the mail changed since the classifiers learned? Pure.

Shares are compared by the population stability index, the symmetric relative entropy that credit
scoring uses with the same marks (Siddiqi, Credit Risk Scorecards, 2006): below 0.10 nothing
happened, from 0.25 on the mail is another one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

MOVED, CHANGED = 0.10, 0.25
LEAST = 50  # mails on either side; fewer say nothing
_HALF = 0.5  # of a mail, so that a share is never zero

Mark = Literal["too_few", "steady", "moved", "changed"]


@dataclass(frozen=True, slots=True)
class Share:
    """How often a label stood among the mails of both times; in 0..1."""

    label: str
    before: float
    now: float


@dataclass(frozen=True, slots=True)
class Shift:
    """One trait of the mail at two times, the labels that moved most first."""

    trait: str
    before: int
    now: int
    index: float
    shares: tuple[Share, ...]

    @property
    def mark(self) -> Mark:
        if min(self.before, self.now) < LEAST:
            return "too_few"
        return "steady" if self.index < MOVED else "moved" if self.index < CHANGED else "changed"


def shift(trait: str, before: Iterable[str], now: Iterable[str]) -> Shift:
    """Compare the labels of the mails of two times."""
    then, here = Counter(before), Counter(now)
    labels = sorted({*then, *here})
    shares = [
        Share(label, _share(then, label, labels), _share(here, label, labels)) for label in labels
    ]
    index = sum(_distance(one) for one in shares)
    shares.sort(key=lambda one: (-_distance(one), one.label))
    return Shift(trait, then.total(), here.total(), index, tuple(shares))


def bands(values: Iterable[float], edges: Sequence[float]) -> list[str]:
    """Numbers as labels: the band between two edges in which each lies."""
    return [_band(value, edges) for value in values]


def _band(value: float, edges: Sequence[float]) -> str:
    above = [edge for edge in edges if value >= edge]
    below = [edge for edge in edges if value < edge]
    if not above:
        return f"under {below[0]:g}"
    return f"{above[-1]:g} to {below[0]:g}" if below else f"from {above[-1]:g}"


def _share(counts: Counter[str], label: str, labels: Sequence[str]) -> float:
    return (counts[label] + _HALF) / (counts.total() + _HALF * len(labels)) if labels else 0.0


def _distance(one: Share) -> float:
    return (one.now - one.before) * math.log(one.now / one.before)
