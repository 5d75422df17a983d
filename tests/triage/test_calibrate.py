"""Calibration and thresholds on answers whose quality is known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from triage.calibrate import Floats, softmax, temperature, threshold
from triage.score import score


def _answers(mails: int, seed: int = 5) -> tuple[Floats, NDArray[np.int64]]:
    """Scores three times too sure, and answers drawn as the true scores say."""
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(mails, 3))
    answers = np.array([chance.choice(3, p=shares) for shares in softmax(scores)])
    return 3 * scores, answers


def _calibration_error(shares: Floats, answers: NDArray[np.int64]) -> float:
    said = [str(one) for one in shares.argmax(axis=1)]
    truth = [str(one) for one in answers]
    return score(truth, said, shares.max(axis=1).tolist()).calibration_error


def test_temperature_mends_what_is_too_sure() -> None:
    scores, answers = _answers(4_000)
    found = temperature(scores, answers)
    assert found == pytest.approx(3, rel=0.15)
    assert _calibration_error(softmax(scores / found), answers) < 0.03
    assert _calibration_error(softmax(scores), answers) > 0.2


def test_one_class_needs_no_temperature() -> None:
    assert temperature(np.zeros((4, 1)), np.zeros(4, dtype=int)) == 1.0


@pytest.mark.parametrize(
    ("confidence", "right", "share", "limit"),
    [
        ([0.9, 0.8, 0.7, 0.6], [1, 1, 1, 0], 1.0, 0.7),
        ([0.9, 0.8, 0.7, 0.6], [1, 1, 1, 0], 0.75, 0.6),
        ([0.9, 0.8], [0, 0], 0.5, 1.0),
        ([0.6, 0.9, 0.7], [0, 1, 1], 1.0, 0.7),  # order of the mails does not matter
    ],
)
def test_threshold(confidence: list[float], right: list[int], share: float, limit: float) -> None:
    assert threshold(np.array(confidence), np.array(right, dtype=bool), share) == limit
