"""The weights by which words round a name tell its bearer's role.

`role_weights.json` is made by `train` from labelled names (`names` in a labelled line); it holds a
weight for each feature and role, and nothing that could run. Looking up takes no library.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from triage.hints import Hints
from triage.names.shapes import Name
from triage.recognizers.role_features import features, of_mail, of_name
from triage.recognizers.roles import Role

PATH = Path(__file__).with_name("role_weights.json")
ROLES = (Role.CHILD, Role.PARENT, Role.COLLEAGUE, Role.CHILDMINDER, Role.NOBODY)
FOLDED = {Role.SENDER: Role.COLLEAGUE, Role.STAFF: Role.COLLEAGUE, Role.OTHER: Role.COLLEAGUE}
BIAS = "bias"

Weights = Mapping[str, list[float]]


@lru_cache
def shipped() -> Weights:
    """The weights that ship with the product."""
    loaded: dict[str, list[float]] = json.loads(PATH.read_text(encoding="utf-8"))
    return loaded


def weigh(hints: Hints, name: Name, weights: Weights | None = None) -> tuple[float, ...]:
    """How likely the bearer of a name has each of `ROLES`."""
    if weights is not None:
        return tuple(chances_of(features(hints, name), weights))
    return tuple(_softmax(_sums(_of_mail(hints), of_name(hints, name), shipped())))


@lru_cache(maxsize=16)
def _of_mail(hints: Hints) -> tuple[float, ...]:
    """The shipped weights of what is the same for all names of a text."""
    return _sums(shipped()[BIAS], of_mail(hints), shipped())


def _sums(begin: Sequence[float], found: Iterable[str], weights: Weights) -> tuple[float, ...]:
    rows = [begin, *(row for feature in found if (row := weights.get(feature)) is not None)]
    return tuple(map(sum, zip(*rows, strict=True)))


def chances_of(found: Iterable[str], weights: Weights) -> list[float]:
    """The chance of each of `ROLES`, by softmax over the sums of the weights."""
    return _softmax(_sums(weights[BIAS], found, weights))


def _softmax(sums: Sequence[float]) -> list[float]:
    highest = max(sums)
    powers = [math.exp(value - highest) for value in sums]
    total = sum(powers)
    return [power / total for power in powers]
