"""Ridge regression of what is true on how alike mails are, and what it says of unseen authors.

Labelled mails are few and their n-grams many, so the equations are solved in the mails: with
G = X·Xᵀ the shares of the mails are (G + λ)⁻¹·Y, and the weights of the n-grams Xᵀ times those.
One inverse serves all questions that are asked of the same mails. It also tells exactly what the
model would have said of an author whose mails it had not had (the block form of Allen's PRESS,
1974), so nothing has to be trained twice to know how well it does on strangers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PENALTY = 1.0  # chosen by leaving out authors


@dataclass(frozen=True, slots=True)
class Solved:
    """What was learned from some mails.

    `shares` (mails, targets) is how much of each mail is in the weights, `intercept` (targets)
    what is said of an empty mail, `unseen` (mails, targets) what would have been said of each mail
    had none of its author been known, and `copies` what of its copy.
    """

    shares: Floats
    intercept: Floats
    unseen: Floats
    copies: Floats


def solve(alike: Floats, copied: Floats, wanted: Floats, authors: Ints) -> Solved:
    """Regress `wanted` (mails, targets) on mails that are so `alike` (mails, mails).

    `copied` is how alike the copy of each is to each (copies, mails).
    """
    from scipy.linalg import lapack

    system = alike + 1.0  # a feature that all mails have: the intercept
    system[np.diag_indices(len(system))] += PENALTY
    factor, _ = lapack.dpotrf(system.T, lower=0, overwrite_a=1)
    inverse, failed = lapack.dpotri(factor, lower=0, overwrite_c=1)
    if failed:
        raise ArithmeticError("mails that cannot be told apart: is the table of features empty?")
    inverse = np.triu(inverse) + np.triu(inverse, 1).T
    mean = wanted.mean(axis=0)
    shares = inverse @ (wanted - mean)
    intercept = shares.sum(axis=0) + mean
    unseen, copies = np.empty_like(wanted), copied @ shares + intercept
    for own in _by_author(authors):
        lost = np.linalg.solve(inverse[np.ix_(own, own)], shares[own])
        unseen[own] = wanted[own] - lost
        copies[own] -= (copied[own] + 1.0) @ (inverse[:, own] @ lost)
    return Solved(shares, intercept, unseen, copies)


def _by_author(authors: Ints) -> Iterator[Ints]:
    order = np.argsort(authors, kind="stable")
    edges = np.flatnonzero(np.diff(authors[order])) + 1
    yield from np.split(order, edges)
