"""Scores, counted by hand."""

from collections import Counter

import pytest

from triage.score import Score, overall, reliability, score, score_sets


def test_a_head() -> None:
    found = score(["a", "a", "b", "b"], ["a", "b", "b", "c"])
    assert found.labels == {"a": Score(1, 0, 1), "b": Score(1, 1, 1), "c": Score(0, 1, 0)}
    assert found.accuracy == 0.5
    assert found.macro_f1 == pytest.approx((2 / 3 + 1 / 2) / 2)  # c does not occur
    assert found.confusion == Counter({("a", "a"): 1, ("a", "b"): 1, ("b", "b"): 1, ("b", "c"): 1})


def test_precision_recall_f1() -> None:
    one = Score(right=3, wrong=1, missed=2)
    assert (one.precision, one.recall) == (0.75, 0.6)
    assert one.f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)
    assert Score(0, 0, 0).f1 == 0.0


def test_reliability_and_calibration() -> None:
    bins = reliability([0.95, 0.91, 0.55, 1.0], [True, True, False, True])
    assert [(one.count, one.accuracy) for one in bins] == [(1, 0.0), (3, 1.0)]
    assert score(["a", "a"], ["a", "b"], [0.5, 0.5]).calibration_error == 0.0
    assert score(["a", "a"], ["a", "b"], [1.0, 1.0]).calibration_error == 0.5


def test_sets() -> None:
    found = score_sets(
        [[("iban", "1"), ("iban", "2"), ("bsn", "3")], []],
        [[("iban", "1"), ("iban", "1")], [("bsn", "3")]],
    )
    assert found == {"bsn": Score(0, 1, 1), "iban": Score(1, 1, 1)}
    assert overall(found.values()) == Score(1, 2, 2)


def test_nothing_at_all() -> None:
    assert score([], []).accuracy == 0.0
    assert score([], []).macro_f1 == 0.0
