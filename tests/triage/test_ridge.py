"""Ridge regression in the mails, beside the long way round."""

import numpy as np

from triage.ridge import PENALTY, Floats, solve


def _points(mails: int = 30, features: int = 7) -> tuple[Floats, Floats, np.ndarray]:
    chance = np.random.default_rng(4)
    points = chance.normal(size=(mails, features))
    wanted = (points[:, :2] + chance.normal(size=(mails, 2)) > 0).astype(float)
    return points, wanted, chance.integers(0, 6, mails)


def _primal(points: Floats, wanted: Floats) -> Floats:
    """Weights by the normal equations, the intercept last."""
    known = np.column_stack([points, np.ones(len(points))])
    penalty = PENALTY * np.eye(known.shape[1])
    return np.linalg.solve(known.T @ known + penalty, known.T @ wanted).astype(float)


def test_the_same_as_the_normal_equations() -> None:
    points, wanted, authors = _points()
    copies = points + 0.3
    found = solve(points @ points.T, copies @ points.T, wanted, authors)
    mean = wanted.mean(axis=0)
    weights = _primal(points, wanted - mean)
    assert np.allclose(points.T @ found.shares, weights[:-1])
    assert np.allclose(found.intercept, weights[-1] + mean)


def test_unseen_is_what_a_model_without_the_author_says() -> None:
    points, wanted, authors = _points()
    copies = points + 0.3
    found = solve(points @ points.T, copies @ points.T, wanted, authors)
    mean = wanted.mean(axis=0)
    for author in np.unique(authors):
        own = authors == author
        weights = _primal(points[~own], wanted[~own] - mean)
        said = np.column_stack([points[own], np.ones(own.sum())]) @ weights + mean
        assert np.allclose(found.unseen[own], said)
        said = np.column_stack([copies[own], np.ones(own.sum())]) @ weights + mean
        assert np.allclose(found.copies[own], said)
