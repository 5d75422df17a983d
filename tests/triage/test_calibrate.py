"""Calibration and thresholds on answers whose quality is known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from triage.calibrate import Floats, chances, held_out, softmax, threshold
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


def test_chances_mend_what_is_too_sure() -> None:
    scores, answers = _answers(4_000)
    found = chances(scores, answers, 3, np.ones(4_000))
    assert _calibration_error(found.of(scores), answers) < 0.03
    assert _calibration_error(softmax(scores), answers) > 0.2
    assert np.abs(found.of(scores) - softmax(scores / 3)).mean() < 0.03


def test_chances_of_strangers_are_held_out() -> None:
    scores, answers = _answers(600)
    folds, alike = np.arange(600) % 3, np.ones(600)
    found = held_out(scores, answers, 3, alike, folds)
    assert found.sum(axis=1) == pytest.approx(np.ones(600))
    changed = answers.copy()
    own = folds == 0
    changed[own] = (changed[own] + 1) % 3
    again = held_out(scores, changed, 3, alike, folds)
    assert np.array_equal(again[own], found[own])  # their own answers do not matter
    assert not np.allclose(again[~own], found[~own])


@pytest.mark.parametrize("balanced", [True, False])
def test_two_classes_and_one_that_is_never_met(balanced: bool) -> None:
    scores = np.array([[0.0], [0.1], [0.9], [1.0]] * 20)
    answers = np.array([0, 0, 2, 2] * 20)
    found = chances(scores, answers, 3, np.ones(80), balanced=balanced).of(scores[:4])
    assert found.argmax(axis=1).tolist() == [0, 0, 2, 2]
    assert found[:, 1].max() < 1e-6


def test_one_class_is_certain() -> None:
    found = chances(np.zeros((4, 1)), np.zeros(4, dtype=int), 1, np.ones(4))
    assert found.of(np.zeros((2, 1))).tolist() == [[1.0], [1.0]]


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
