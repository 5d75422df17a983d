"""When the mail has changed, and when it only wavers."""

import pytest

from triage.drift import bands, shift


@pytest.mark.parametrize(
    ("before", "now", "mark"),
    [
        (["a"] * 60 + ["b"] * 40, ["a"] * 58 + ["b"] * 42, "steady"),
        (["a"] * 60 + ["b"] * 40, ["a"] * 40 + ["b"] * 60, "moved"),
        (["a"] * 90 + ["b"] * 10, ["a"] * 20 + ["b"] * 80, "changed"),
        (["a"] * 60, ["c"] * 60, "changed"),  # a label that never was
        (["a"] * 5, ["b"] * 5, "too_few"),
        ([], [], "too_few"),
    ],
)
def test_marks(before: list[str], now: list[str], mark: str) -> None:
    found = shift("module", before, now)
    assert found.mark == mark
    assert found.index == pytest.approx(shift("module", now, before).index)  # it is symmetric


def test_what_moved_most_comes_first() -> None:
    found = shift("module", ["a"] * 50 + ["b"] * 50 + ["c"] * 10, ["a"] * 50 + ["c"] * 60)
    assert [one.label for one in found.shares] == ["b", "c", "a"]


def test_bands() -> None:
    assert bands([0.2, 0.5, 0.95], (0.5, 0.9)) == ["under 0.5", "0.5 to 0.9", "from 0.9"]
