"""Scale: how strongly signals count beside n-grams.

A linear model with a ridge penalty leans on features in proportion to their scale, so the scale is
where one can tell it what to look at. Every view's n-grams have length 1; signals stand well below
that, so that they tip what words leave open; the words of modules more so where the module is
asked, as they are known from the product and not from the corpus. Chosen by leaving out authors,
and writers of whole files (docs/adr/0022).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_PAIR, _SHARE = 0.06, 0.1
_SCALES = (
    ("impact.", 0.12),
    ("type.", 0.1),
    ("sender.", 0.15),
    ("who.", 0.17),
    ("private.", 0.15),
    ("nowhere.", 0.15),
    ("preset.", 0.2),
    ("quoted.", 0.15),
    ("length.", 0.1),
)
_MODULE = 0.05
_ASKED = 2.0  # times as much, where the module is the question


def of(signals: Sequence[str], *, module: bool) -> NDArray[np.float32]:
    """The scale of each signal, by its name; `module` for the heads that tell the module."""
    times = _ASKED if module else 1.0
    return np.array([_scale(name, times) for name in signals], dtype=np.float32)


def _scale(name: str, times: float) -> float:
    if "+" in name:
        return _PAIR
    if "%" in name:
        return _SHARE * times
    return next((scale for begin, scale in _SCALES if name.startswith(begin)), _MODULE * times)
