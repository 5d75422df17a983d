"""The weights by which words round a name tell its bearer's role.

They are the weights of the one component of our spaCy pipeline of names, `names/pipeline/`, which
`meldpost train` makes from labelled names (`names` in a labelled line): a number for each feature
and role, and nothing that could run. Looking up takes no library.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import triage.names
from config.errors import ConfigError
from triage.hints import Hints, RoleWeights
from triage.names.shapes import Name
from triage.recognizers.role_features import of_mail, of_name
from triage.recognizers.roles import Role

COMPONENT = "meldpost_persons"
PIPELINE = Path(triage.names.__file__).parent / "pipeline"
ROLES = (Role.CHILD, Role.PARENT, Role.COLLEAGUE, Role.CHILDMINDER, Role.NOBODY)
FOLDED = {Role.SENDER: Role.COLLEAGUE, Role.STAFF: Role.COLLEAGUE, Role.OTHER: Role.COLLEAGUE}
BIAS = "bias"


@lru_cache
def shipped() -> RoleWeights:
    """The weights that ship with the product."""
    return read(PIPELINE / COMPONENT / "weights.json")


def read(path: Path) -> RoleWeights:
    """The weights of a file; ConfigError if they are none."""
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(
            "no weights of names", path=path, remedy="run `meldpost train`"
        ) from error
    if not isinstance(loaded, dict) or len(loaded.get(BIAS, ())) != len(ROLES):
        raise ConfigError("no weights of names", path=path, remedy="run `meldpost train`")
    return loaded


def weigh(hints: Hints, name: Name) -> tuple[float, ...]:
    """How likely the bearer of a name has each of `ROLES`."""
    weights = hints.roles or shipped()
    return tuple(_softmax(_sums(_of_mail(hints), of_name(hints, name), weights)))


@lru_cache(maxsize=16)
def _of_mail(hints: Hints) -> tuple[float, ...]:
    """The weights of what is the same for all names of a text."""
    weights = hints.roles or shipped()
    return _sums(weights[BIAS], of_mail(hints), weights)


def _sums(begin: Sequence[float], found: Iterable[str], weights: RoleWeights) -> tuple[float, ...]:
    rows = [begin, *(row for feature in found if (row := weights.get(feature)) is not None)]
    return tuple(map(sum, zip(*rows, strict=True)))


def _softmax(sums: Sequence[float]) -> list[float]:
    highest = max(sums)
    powers = [math.exp(value - highest) for value in sums]
    total = sum(powers)
    return [power / total for power in powers]
