"""Many values for one query, slice by slice."""

import pytest

from models.slices import SIZE, slices


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, []), (1, [1]), (SIZE, [SIZE]), (SIZE + 1, [SIZE, 1]), (2 * SIZE, [SIZE, SIZE])],
)
def test_each_value_stands_in_one_slice(count: int, sizes: list[int]) -> None:
    found = list(slices(reversed(range(count))))
    assert [len(some) for some in found] == sizes
    assert [one for some in found for one in some] == list(range(count))


def test_a_value_that_is_given_twice_is_asked_for_once() -> None:
    assert list(slices(["b", "a", "b"])) == [["a", "b"]]
