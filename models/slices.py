"""Many values for one `IN (…)`: slice by slice, for no database takes them without bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Value = TypeVar("Value", int, str)
SIZE = 500


def slices(values: Iterable[Value]) -> Iterator[list[Value]]:
    """The values in order, each once, at most `SIZE` together."""
    rest = iter(sorted(set(values)))
    while some := list(islice(rest, SIZE)):
        yield some
