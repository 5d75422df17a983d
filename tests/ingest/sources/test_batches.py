"""Cutting UIDs into what one command can carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ingest.sources.batches import batches, by_weight


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([], []),
        ([5], [[0]]),
        ([99], [[0]]),  # too heavy for a batch: alone
        ([4, 4, 4], [[0, 1], [2]]),
        ([10, 1], [[0], [1]]),
        ([1, 99, 1], [[0], [1], [2]]),
        ([0, 0, 0, 0], [[0, 1, 2], [3]]),
    ],
)
def test_by_weight(weights: list[int], expected: list[list[int]]) -> None:
    assert list(by_weight(dict(enumerate(weights)), size=3, weight=10)) == expected


@given(some.lists(some.integers(0, 30)), some.integers(1, 5))
def test_nothing_is_lost_and_the_order_stays(weights: list[int], size: int) -> None:
    numbered = dict(enumerate(weights))
    for found in (list(batches(numbered, size)), list(by_weight(numbered, size=size, weight=20))):
        assert [number for batch in found for number in batch] == list(numbered)
        assert all(1 <= len(batch) <= size for batch in found)
