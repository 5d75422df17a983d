"""Lenses: how strongly each head sees n-grams and signals.

A linear model with a ridge penalty leans on features in proportion to their scale, so the scale is
where one can tell a head what to look at: the module by the words of modules, the priority by
impact, the sender by who speaks. Chosen by cross validation over authors (docs/adr/0021).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Lens:
    """`grams` weighs all n-grams; `signals` those whose name begins so, the first that fits.

    `copies`: whether what is asked can still be answered from a hasty copy (`augment.py`).
    `balanced`: whether rare answers weigh as much as common ones; not where the rarest (a sender
    who cannot be told) would take from the one that matters (a parent).
    """

    grams: float
    signals: tuple[tuple[str, float], ...]
    pairs: float = 0.0
    shares: float = 0.0
    copies: bool = False
    balanced: bool = True

    def of(self, names: Sequence[str]) -> NDArray[np.float64]:
        """The weight of each signal."""
        return np.array([self._weight(name) for name in names])

    def _weight(self, name: str) -> float:
        if "+" in name:
            return self.pairs
        if "%" in name:
            return self.shares if name.startswith(tuple(begin for begin, _ in self.signals)) else 0
        return next((weight for begin, weight in self.signals if name.startswith(begin)), 0.0)


_SENDER = Lens(
    0.6, (("sender.", 0.35), ("who.", 0.4), ("preset.", 0.4)), copies=True, balanced=False
)
_TYPE = Lens(1.0, (("type.", 0.12), ("who.", 0.2), ("length.", 0.2)), pairs=0.2, copies=True)
_PRIORITY = Lens(1.0, (("impact.", 0.3), ("type.", 0.3)), pairs=0.15)
_CHECK = Lens(
    1.0, (("type.", 0.3), ("sender.", 0.2), ("impact.", 0.1), ("length.", 0.3), ("quoted.", 0.5))
)


def of(head: str) -> Lens:
    """The lens of a head by its name."""
    kind, _, detail = head.partition(":")
    if kind == "module":
        own = (f"{detail}.", 0.22), ("impact.leak", 0.22), ("impact.lock_out", 0.22)
        return Lens(1.0, own, shares=0.5, copies=True)
    return {"sender": _SENDER, "type": _TYPE, "priority": _PRIORITY}.get(kind, _CHECK)
