"""The space of mails: as many directions as are needed, instead of as many as there are n-grams.

Labelled mails are few and their n-grams many. With G = X·Xᵀ = U·S·Uᵀ the mails become the rows of
Z = U·√S, which keeps every angle between them, and a linear model with a ridge penalty is the same
on Z as on X; its weights for the n-grams are Xᵀ·U/√S·w. Keeping only the strongest directions is
latent semantic analysis: words that go together count as one. Training takes seconds this way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from triage.features import Table
from triage.lenses import Lens
from triage.weights import Weights

Points = NDArray[np.float64]
DIRECTIONS = 400  # more did not help
_NOISE = 1e-6  # of the strongest direction


@dataclass(frozen=True, slots=True)
class Space:
    """Mails as points (mails, directions), and the way back to weights of rows (rows, classes).

    `copies` are the points of their hasty copies in the same order, None if the lens wants none.
    """

    lens: Lens
    points: Points
    copies: Points | None
    back: Callable[[Points], Points]


class Spaces:
    """The spaces of a table whose first half are mails and whose second half are their copies."""

    def __init__(self, table: Table, known: Weights, seed: int) -> None:
        from scipy.sparse import csr_array

        self._names = known.signals
        self._grams = len(known.hashed)
        self._mails = table.texts // 2
        self._seed = seed
        shape = (table.texts, self._grams + len(self._names))
        self._table = csr_array((table.value, (table.text, table.row)), shape=shape)
        grams = self._table[:, : self._grams]
        self._alike = (grams @ grams[: self._mails].T).toarray()
        self._signals = self._table[:, self._grams :].toarray()
        self._made: dict[Lens, Space] = {}

    def seen_through(self, lens: Lens) -> Space:
        """The mails as one lens shows them; heads that share a lens share the space."""
        if lens not in self._made:
            self._made[lens] = self._space(lens)
        return self._made[lens]

    def _space(self, lens: Lens) -> Space:
        from sklearn.utils.extmath import randomized_svd

        mails = self._mails
        scale = lens.of(self._names).astype(np.float32)
        seen = self._signals * scale
        alike = self._inner(lens, seen[:mails], seen[:mails], self._alike[:mails])
        wanted = min(DIRECTIONS, mails)
        turn, size, _ = randomized_svd(alike, wanted, n_iter=2, random_state=self._seed)
        real = size > size[0] * _NOISE
        root, turn = np.sqrt(size[real]), turn[:, real]
        copies = None
        if lens.copies:
            inner = self._inner(lens, seen[mails:], seen[:mails], self._alike[mails:])
            copies = inner @ (turn / root)
        squared = np.concatenate([np.full(self._grams, lens.grams), scale])[:, None] ** 2

        def back(weights: Points) -> Points:
            found: Points = squared * (self._table[:mails].T @ (turn / root @ weights))
            return found

        return Space(lens, turn * root, copies, back)

    @staticmethod
    def _inner(
        lens: Lens, one: NDArray[np.float32], other: NDArray[np.float32], grams: NDArray[np.float32]
    ) -> Points:
        inner: Points = (lens.grams**2 * grams + one @ other.T).astype(np.float64)
        return inner
