"""Labelled mails as one sparse matrix: how alike they are, and the way back to weights of rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from triage.features import Table

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Matrix:
    """Some mails of a table whose second half are the copies of the first.

    Each feature is as strong as `strength` says, one for each row.
    """

    def __init__(self, table: Table, strength: Floats, places: Ints) -> None:
        from scipy.sparse import csr_array

        value = table.value * strength[table.row].astype(np.float32)
        shape = (table.texts, len(strength))
        every = csr_array((value, (table.text, table.row)), shape=shape)
        self._mails = every[places]
        self._copies = every[places + table.texts // 2]
        self._strength = strength

    def alike(self) -> Floats:
        """The inner product of each mail with each: (mails, mails)."""
        found: Floats = (self._mails @ self._mails.T).toarray().astype(np.float64)
        return found

    def copied(self) -> Floats:
        """The inner product of each copy with each mail: (mails, mails)."""
        found: Floats = (self._copies @ self._mails.T).toarray().astype(np.float64)
        return found

    def back(self, shares: Floats) -> Floats:
        """From shares of mails (mails, classes) to weights of features (rows, classes)."""
        found: Floats = (self._mails.T @ shares) * self._strength[:, None]
        return found
