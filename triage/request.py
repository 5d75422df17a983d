"""The request: type and priority as one answer (`bug/high`), and what each is when taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from config.codes import Priority, Type

Shares = NDArray[np.float64]


def types(classes: Sequence[str]) -> tuple[Type, ...]:
    """The types that occur in the classes of a request, in their order."""
    met = {one.partition("/")[0] for one in classes}
    return tuple(type_ for type_ in Type if type_ in met)


def of_types(classes: tuple[str, ...], shares: Shares) -> Shares:
    """The chances of `types(classes)`: (mails, classes) → (mails, types)."""
    chances: Shares = shares @ _sums(classes, tuple(str(one) for one in types(classes)), 0)
    return chances


def of_priorities(classes: tuple[str, ...], shares: Shares) -> Shares:
    """The chances of all priorities over all types: (mails, classes) → (mails, priorities)."""
    chances: Shares = shares @ _sums(classes, tuple(str(one) for one in Priority), 2)
    return chances


@lru_cache(maxsize=64)
def _sums(classes: tuple[str, ...], names: tuple[str, ...], part: int) -> Shares:
    parts = [one.partition("/")[part] for one in classes]
    return np.array([[float(one == name) for name in names] for one in parts])
