"""What review costs, counted by hand."""

import pytest

from triage.review import review


def test_counts() -> None:
    found = review(
        doubtful=[True, True, True, False, False],
        right=[True, True, False, True, False],
        sure=[0.1, 0.2, 0.3, 0.9, 0.8],
    )
    assert (found.mails, found.reviewed, found.needless) == (5, 3, 2)
    assert (found.caught, found.slipped) == (1, 1)


@pytest.mark.parametrize(
    ("right", "sure", "reviewed"),
    [
        ([True] * 10, [0.5] * 10, 0.0),
        ([True] * 5 + [False] * 5, [0.9] * 5 + [0.1] * 5, 0.5),
        ([False] * 5 + [True] * 5, [0.1] * 5 + [0.9] * 5, 0.5),  # in any order
        ([False, True, True], [0.9, 0.8, 0.7], 1.0),  # the surest is wrong: nothing may pass
        ([True] * 19 + [False], [0.9] * 19 + [0.1], 0.0),  # 95 of 100
        ([], [], 0.0),
    ],
)
def test_the_least_for_95_of_100(right: list[bool], sure: list[float], reviewed: float) -> None:
    found = review([False] * len(right), right, sure)
    step = next(one for one in found.steps if one.right == 0.95)
    assert step.reviewed == pytest.approx(reviewed)
