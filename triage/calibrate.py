"""Calibration: that confidences mean what they say, and when a person has to look."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
STRENGTH = 0.5  # C of the logistic regression over scores
_NEVER = -20.0
_WEIGHT = {True: "balanced", False: None}


@dataclass(frozen=True, slots=True)
class Chances:
    """How scores become chances: softmax of `scores @ turn + shift`, one column for each class."""

    turn: Floats
    shift: Floats

    def of(self, scores: Floats) -> Floats:
        return softmax(scores @ self.turn + self.shift)


def softmax(scores: Floats) -> Floats:
    shares: Floats = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    return shares


def chances(
    scores: Floats, answers: Ints, classes: int, weights: Floats, *, balanced: bool = False
) -> Chances:
    """Learn from scores of unseen authors what they were worth, each as much as `weights` says.

    A logistic regression over all scores of a question (Platt, 1999; Wolpert, Stacked
    Generalization, 1992): what one class scores may speak against another. `balanced` makes rare
    answers weigh as much as common ones. A class that is never met gets no chance.
    """
    from sklearn.linear_model import LogisticRegression

    turn, shift = np.zeros((scores.shape[1], classes)), np.full(classes, _NEVER)
    met = np.unique(answers)
    if len(met) < 2:
        shift[met] = 0.0
        return Chances(turn, shift)
    middle, spread = scores.mean(axis=0), scores.std(axis=0) + 1e-9
    model = LogisticRegression(C=STRENGTH, class_weight=_WEIGHT[balanced], max_iter=1_000, tol=1e-6)
    model.fit((scores - middle) / spread, answers, sample_weight=weights)
    both = np.concatenate([-model.coef_, model.coef_]) / 2 if len(met) == 2 else model.coef_
    bias = np.concatenate([-model.intercept_, model.intercept_]) / 2
    turn[:, met] = (both / spread).T
    shift[met] = (bias if len(met) == 2 else model.intercept_) - middle @ turn[:, met]
    return Chances(turn, shift)


def held_out(
    scores: Floats,
    answers: Ints,
    classes: int,
    weights: Floats,
    folds: Ints,
    *,
    balanced: bool = False,
) -> Floats:
    """The chances of each mail when `chances` had not learned from its fold."""
    found = np.zeros((len(scores), classes))
    for fold in np.unique(folds):
        held, kept = folds == fold, folds != fold
        if kept.any():
            learned = chances(
                scores[kept], answers[kept], classes, weights[kept], balanced=balanced
            )
            found[held] = learned.of(scores[held])
    return found


def threshold(confidence: Floats, right: Flags, share: float) -> float:
    """The lowest confidence from which on at least `share` of the answers were right; 1 if none.

    To six decimals: what lies behind them is the order in which a processor adds.
    """
    order = np.argsort(-confidence)
    rate = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(rate >= share)
    return round(float(confidence[order][enough[-1]]), 6) if len(enough) else 1.0
