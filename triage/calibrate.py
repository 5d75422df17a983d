"""Calibration: that confidences mean what they say, and when a person has to look."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_TEMPERATURES = np.geomspace(0.2, 5.0, 61)
_FLOOR = 1e-6


def softmax(scores: Floats) -> Floats:
    shares: Floats = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    return shares


def temperature(scores: Floats, answers: NDArray[np.int64]) -> float:
    """What scores must be divided by so that unseen answers were the least surprising.

    Guo et al., On Calibration of Modern Neural Networks (2017): one number, so that it cannot
    overfit, and the order of the classes stays.
    """
    if scores.shape[-1] < 2 or not len(answers):
        return 1.0
    picked = np.arange(len(answers)), answers
    surprise = [
        -np.log(np.maximum(softmax(scores / one)[picked], _FLOOR)).mean() for one in _TEMPERATURES
    ]
    return float(_TEMPERATURES[int(np.argmin(surprise))])


def threshold(confidence: Floats, right: Flags, share: float) -> float:
    """The lowest confidence from which on at least `share` of the answers were right; 1 if none.

    To six decimals: what lies behind them is the order in which a processor adds.
    """
    order = np.argsort(-confidence)
    rate = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(rate >= share)
    return round(float(confidence[order][enough[-1]]), 6) if len(enough) else 1.0
