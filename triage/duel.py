"""Champion and challenger: may new weights take the place of the old ones? Pure.

Both have answered the same mails without having learned from their authors. They are compared
mail by mail, and what is left to chance is told by a paired bootstrap: Efron and Tibshirani, An
Introduction to the Bootstrap (1993), chapter 13; for classifiers Bisani and Ney (ICASSP 2004).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

SAMPLES = 2_000
LEVEL = 0.95  # of the interval
LEAST = 30  # mails that both answered; fewer say nothing
MARGIN = 0.005  # of the mails: what the same training with other mails beside it wavers by

Hits = Mapping[str, Mapping[str, bool]]  # head → mail → whether the answer was right


@dataclass(frozen=True, slots=True)
class Verdict:
    """One head: the share of right answers of both over `mails`, and the interval in which the
    difference (challenger less champion) lies with a chance of LEVEL."""

    head: str
    mails: int
    champion: float
    challenger: float
    low: float
    high: float

    @property
    def worse(self) -> bool:
        """Whether the challenger is worse beyond chance."""
        return self.mails >= LEAST and self.high < -MARGIN

    @property
    def better(self) -> bool:
        return self.mails >= LEAST and self.low > MARGIN


def duel(champion: Hits, challenger: Hits, seed: int) -> tuple[Verdict, ...]:
    """A verdict for each head that both have, over the mails that both answered."""
    chance = np.random.default_rng(seed)
    return tuple(
        _verdict(head, champion[head], challenger[head], chance)
        for head in champion
        if head in challenger and champion[head].keys() & challenger[head].keys()
    )


def _verdict(
    head: str,
    champion: Mapping[str, bool],
    challenger: Mapping[str, bool],
    chance: np.random.Generator,
) -> Verdict:
    both = sorted(champion.keys() & challenger.keys())
    old = np.array([champion[mail] for mail in both], dtype=float)
    new = np.array([challenger[mail] for mail in both], dtype=float)
    gain = new - old
    # only how often each of the three differences is drawn matters, not which mail it was
    counts = [(gain == step).mean() for step in (-1.0, 0.0, 1.0)]
    drawn = chance.multinomial(len(both), counts, size=SAMPLES)
    means = (drawn[:, 2] - drawn[:, 0]) / len(both)
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(means, (tail, 1 - tail))
    return Verdict(head, len(both), float(old.mean()), float(new.mean()), float(low), float(high))
