"""Cutting a row of things into pieces that can be carried at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """`items` in order, in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def by_weight(weights: Mapping[int, int], *, size: int, weight: int) -> Iterator[list[int]]:
    """The keys in order, at most `size` together, and not more than `weight` unless alone."""
    batch: list[int] = []
    total = 0
    for number, own in weights.items():
        if batch and (len(batch) == size or total + own > weight):
            yield batch
            batch, total = [], 0
        batch.append(number)
        total += own
    if batch:
        yield batch
