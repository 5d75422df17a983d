"""Review: what it costs that people look at the mails which the classifiers are not sure of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PROMISES = (0.90, 0.95, 0.97, 0.99)


@dataclass(frozen=True, slots=True)
class Step:
    """To be right in a share `right` of the mails that nobody looks at, people have to look at a
    share `reviewed` of all."""

    right: float
    reviewed: float


@dataclass(frozen=True, slots=True)
class Review:
    """Counts of mails: people looked at `reviewed`, of which `needless` were right in module and
    type anyway; of all that were wrong in one of them, `caught` were looked at and `slipped` not.
    """

    mails: int
    reviewed: int
    needless: int
    caught: int
    slipped: int
    steps: tuple[Step, ...] = ()


def review(doubtful: Sequence[bool], right: Sequence[bool], sure: Sequence[float]) -> Review:
    """For each mail whether people look at it, whether it was right, and how sure it was."""
    both = list(zip(doubtful, right, strict=True))
    return Review(
        mails=len(both),
        reviewed=sum(doubtful),
        needless=sum(looked and hit for looked, hit in both),
        caught=sum(looked and not hit for looked, hit in both),
        slipped=sum(not looked and not hit for looked, hit in both),
        steps=tuple(Step(promise, _least(right, sure, promise)) for promise in PROMISES),
    )


def _least(right: Sequence[bool], sure: Sequence[float], promise: float) -> float:
    """The smallest share for review, the surest passing first, that keeps a promise."""
    order = sorted(range(len(sure)), key=lambda place: -sure[place])
    passed, hits = 0, 0
    for count, place in enumerate(order, 1):
        hits += right[place]
        if hits >= promise * count:
            passed = count
    return 1 - passed / len(sure) if sure else 0.0
