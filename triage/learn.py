"""Labelled lines → weights: logistic regressions of scikit-learn on views and signals.

Confidence and thresholds come from authors that a model has not seen: each head is trained once
for each fold of authors and asked about the others.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ingest.message import Message
from ingest.parse import written
from triage import features, lenses, signals
from triage.augment import hasty
from triage.calibrate import temperature
from triage.features import Counted
from triage.grams import WIDTH
from triage.judge import Trained, judge
from triage.labelled import LabelledMail
from triage.space import Space, Spaces
from triage.targets import Target, targets
from triage.views import view
from triage.weights import Head, Ints, Weights

FOLDS = 5
STRENGTH = 4.0  # C of the logistic regressions; chosen by cross validation
TOLERANCE = 1e-3  # finer costs time and changes no answer
COPY_WEIGHT = 0.5  # of a hasty copy beside its mail
_NEVER = -20.0
_WEIGHT = {True: "balanced", False: None}
RARE = 4  # an n-gram that fewer mails have says nothing about the next mail
Progress = Callable[[str, int, int], None]
Shares = NDArray[np.float64]


def learn(mails: Sequence[LabelledMail], seed: int, progress: Progress | None = None) -> Weights:
    """The weights of all heads. `progress` is told (what, done, of) as training goes on.

    On one thread: the models are small, and threads that wait for each other cost more than they
    bring as soon as the machine has other work.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        return _learn(mails, seed, progress or (lambda what, done, of: None))


def _learn(mails: Sequence[LabelledMail], seed: int, tell: Progress) -> Weights:
    tell("reading", 0, 1)
    chance = np.random.default_rng(seed)
    views = [view(message_of(mail)) for mail in mails]
    shown = [*views, *(hasty(one, chance) for one in views)]
    read = [
        signals.read(one, mail.preset) for one, mail in zip(shown, (*mails, *mails), strict=True)
    ]
    counted = features.count(shown)
    empty = _empty(counted, mails)
    table = features.table(counted, read, empty.slots, empty.importance, empty.signal_rows)
    spaces = Spaces(table, empty, seed)
    folds = _folds(mails, seed)
    wanted = targets(mails)
    trained: dict[str, Trained] = {}
    for done, target in enumerate(wanted):
        tell(target.name, done, len(wanted))
        trained[target.name] = _train(target, spaces.seen_through(lenses.of(target.name)), folds)
    tell("done", len(wanted), len(wanted))
    return _joined(empty, trained, mails)


def message_of(mail: LabelledMail) -> Message:
    """The mail of a labelled line, as the parser would have read it."""
    return written(
        subject=mail.subject, body=mail.body, from_name=mail.from_name, from_addr=mail.from_addr
    )


def _empty(counted: Sequence[Counted], mails: Sequence[LabelledMail]) -> Weights:
    """Weights that know their n-grams and signals, and nothing else."""
    frequency = np.zeros(WIDTH, dtype=np.int64)
    for one in counted:
        own = one.column[one.text < len(mails)]  # copies are no news
        frequency += np.bincount(own, minlength=WIDTH)
    hashed = np.flatnonzero(frequency >= RARE)
    importance = np.log((1 + len(mails)) / (1 + frequency[hashed])) + 1
    nothing = np.zeros((0, 0), dtype=np.float32)
    presets = {mail.preset for mail in mails}
    return Weights(
        hashed, importance.astype(np.float32), signals.names(presets), nothing, nothing, {}
    )


def _folds(mails: Sequence[LabelledMail], seed: int) -> list[Ints]:
    """The places of the mails of each fold; all mails of an author are in one fold.

    An author's fold follows from the name alone: a new author moves nobody else, so that what two
    trainings answered can be compared mail by mail.
    """
    authors = (mail.author or mail.id for mail in mails)
    fold = np.array([zlib.crc32(f"{seed}:{author}".encode()) % FOLDS for author in authors])
    return [held for one in range(FOLDS) if len(held := np.flatnonzero(fold == one))]


def _train(target: Target, space: Space, folds: Sequence[Ints]) -> Trained:
    classes = target.classes
    answers = np.searchsorted(np.array(classes), target.answers)
    unseen = np.zeros((len(space.points), len(classes)))
    for held in folds:
        kept = ~np.isin(target.mails, held)
        weights, intercept = _taught(target, answers, kept, space)
        unseen[held] = space.points[held] @ weights + intercept
    weights, intercept = _taught(target, answers, np.ones(len(answers), dtype=bool), space)
    warmth = temperature(unseen[target.mails], answers)
    return Trained(target, space.back(weights), intercept, unseen, warmth)


def _taught(
    target: Target, answers: Ints, kept: NDArray[np.bool_], space: Space
) -> tuple[Shares, Shares]:
    """A model from the mails that are kept, and from their copies where those say the same."""
    points, given = space.points[target.mails[kept]], answers[kept]
    if space.copies is not None:
        points = np.concatenate([points, space.copies[target.mails[kept]]])
        given = np.concatenate([given, given])
    share = np.ones(len(given))
    share[int(kept.sum()) :] = COPY_WEIGHT
    return _fit(points, given, share, len(target.classes), balanced=space.lens.balanced)


def _fit(
    points: Shares, answers: Ints, share: Shares, classes: int, *, balanced: bool
) -> tuple[Shares, Shares]:
    """Weights (directions, classes) and intercepts; a class that is never met scores low."""
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros((points.shape[1], classes))
    intercept = np.full(classes, _NEVER)
    met = np.unique(answers)
    if len(met) < 2:
        intercept[met] = 0.0
        return weights, intercept
    model = LogisticRegression(
        C=STRENGTH, class_weight=_WEIGHT[balanced], max_iter=500, tol=TOLERANCE
    )
    model.fit(points, answers, sample_weight=share)
    if len(met) == 2:
        weights[:, met] = np.stack([-model.coef_[0] / 2, model.coef_[0] / 2], axis=1)
        intercept[met] = -model.intercept_[0] / 2, model.intercept_[0] / 2
    else:
        weights[:, met] = model.coef_.T
        intercept[met] = model.intercept_
    return weights, intercept


def _joined(
    empty: Weights,
    trained: Mapping[str, Trained],
    mails: Sequence[LabelledMail],
) -> Weights:
    heads, start = {}, 0
    judged = judge(trained, mails)
    for name, one in trained.items():
        classes = one.target.classes
        heads[name] = Head(name, classes, start, one.temperature, judged.limits.get(name, 0.0))
        start += len(classes)
    heads["priority"] = Head("priority", (), start, 1.0, judged.limits["priority"])
    matrix = np.concatenate([one.matrix for one in trained.values()], axis=1)
    return replace(
        empty,
        matrix=matrix.astype(np.float16).astype(np.float32),  # as exact as a file keeps it
        intercept=np.concatenate([one.intercept for one in trained.values()]).astype(np.float32),
        heads=heads,
        measured=judged.measured,
        held_out=judged.held_out,
    )
