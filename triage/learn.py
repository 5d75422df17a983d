"""Labelled lines → weights: a ridge regression over views and signals, and chances over its scores.

Both layers are linear, so they are multiplied into one matrix. Confidence and thresholds come from
authors that neither layer has seen.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ingest.message import Message
from ingest.parse import written
from triage import features, scale, signals
from triage.augment import hasty, rehoused
from triage.calibrate import chances, held_out
from triage.features import Table
from triage.judge import Trained, judge
from triage.labelled import LabelledMail
from triage.matrix import Matrix
from triage.ridge import Solved, solve
from triage.targets import Target, targets
from triage.views import view
from triage.weights import Head, Ints, Weights

FOLDS = 5
RARE = 4  # an n-gram that fewer mails have says nothing about the next mail
COPY = 0.5  # how much a hasty copy tells beside its mail
_BATCH = 200  # mails counted at once
Progress = Callable[[str, int, int], None]
Floats = NDArray[np.float64]


def learn(mails: Sequence[LabelledMail], seed: int, progress: Progress | None = None) -> Weights:
    """The weights of all heads. `progress` is told (what, done, of) as training goes on.

    On one thread: threads that wait for each other cost more than they bring as soon as the
    machine has other work.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        return _learn(mails, seed, progress or (lambda what, done, of: None))


def message_of(mail: LabelledMail) -> Message:
    """The mail of a labelled line, as the parser would have read it."""
    return written(
        subject=mail.subject, body=mail.body, from_name=mail.from_name, from_addr=mail.from_addr
    )


def _learn(mails: Sequence[LabelledMail], seed: int, tell: Progress) -> Weights:
    table, empty = _read(mails, seed, tell)
    authors, folds = _authors(mails), _folds(mails, seed)
    wanted = targets(mails)
    trained: dict[str, Trained] = {}
    for places, asked in _together(wanted, len(mails)):
        tell(", ".join(target.name for target in asked), len(trained), len(wanted))
        matrix = Matrix(table, _strength(empty, asked), places)
        truth = np.concatenate([_truth(target, places) for target in asked], axis=1)
        solved = solve(matrix.alike(), matrix.copied(), truth, authors[places])
        for target, one in zip(asked, _apart(solved, asked), strict=True):
            trained[target.name] = _trained(target, places, one, folds, matrix)
    tell("done", len(wanted), len(wanted))
    return _joined(empty, {target.name: trained[target.name] for target in wanted}, mails)


def _read(mails: Sequence[LabelledMail], seed: int, tell: Progress) -> tuple[Table, Weights]:
    """The features of mails and then of their copies, and weights that know the names of features
    and nothing else."""
    chance = np.random.default_rng(seed)
    presets = [mail.preset for mail in mails]
    seen = [rehoused(view(message_of(mail)), mail.id) for mail in mails]
    seen += [hasty(one, chance) for one in seen]
    counted, told = [], []
    for start in range(0, len(seen), _BATCH):
        tell("reading", start, len(seen))
        batch = seen[start : start + _BATCH]
        counted.append(features.count(batch))
        desks = ((presets * 2)[start + place] for place in range(len(batch)))
        told += [signals.read(one, desk) for one, desk in zip(batch, desks, strict=True)]
    together = features.joined(counted, _BATCH)
    frequency = features.frequency(together, len(mails))  # copies are no news
    hashed = np.flatnonzero(frequency >= RARE)
    importance = (np.log((1 + len(mails)) / (1 + frequency[hashed])) + 1).astype(np.float32)
    nothing = np.zeros((0, 0), dtype=np.float32)
    empty = Weights(hashed, importance, signals.names(set(presets)), nothing, nothing, {})
    table = features.table(together, told, empty.slots, empty.importance, empty.signal_rows)
    return table, empty


def _authors(mails: Sequence[LabelledMail]) -> Ints:
    names = [mail.author or mail.id for mail in mails]
    numbers: Ints = np.unique(names, return_inverse=True)[1].astype(np.int64)
    return numbers


def _folds(mails: Sequence[LabelledMail], seed: int) -> Ints:
    """The fold of each mail.

    An author's fold follows from the name alone: a new author moves nobody else, so that what two
    trainings answered can be compared mail by mail.
    """
    authors = (mail.author or mail.id for mail in mails)
    return np.array([zlib.crc32(f"{seed}:{author}".encode()) % FOLDS for author in authors])


def _together(wanted: Sequence[Target], mails: int) -> Iterator[tuple[Ints, list[Target]]]:
    """Targets that are learned from the same mails: all of them, or those of a preset."""
    yield np.arange(mails), [one for one in wanted if not one.name.startswith("module:")]
    yield from ((one.mails, [one]) for one in wanted if one.name.startswith("module:"))


def _truth(target: Target, places: Ints) -> Floats:
    """One column for each class, 1 where it is the answer; a mail without an answer stands at the
    mean, where it pulls nowhere."""
    answers = target.answers[:, None] == np.array(target.classes)
    truth = np.tile(answers.mean(axis=0), (len(places), 1))
    truth[np.searchsorted(places, target.mails)] = answers
    return truth


def _strength(empty: Weights, asked: Sequence[Target]) -> Floats:
    """How strong each feature is for these targets: n-grams as they are, signals by their scale."""
    module = asked[0].name.startswith("module:")
    told = scale.of(empty.signals, module=module).astype(np.float64)
    return np.concatenate([np.ones(len(empty.hashed)), told])


def _apart(solved: Solved, asked: Sequence[Target]) -> Iterator[Solved]:
    """What was solved together, target by target."""
    start = 0
    for target in asked:
        columns = slice(start, start + len(target.classes))
        yield Solved(
            solved.shares[:, columns],
            solved.intercept[columns],
            solved.unseen[:, columns],
            solved.copies[:, columns],
        )
        start = columns.stop


def _trained(target: Target, places: Ints, solved: Solved, folds: Ints, matrix: Matrix) -> Trained:
    classes = len(target.classes)
    own = np.searchsorted(places, target.mails)
    scores = np.concatenate([solved.unseen[own], solved.copies[own]])
    answers = np.tile(np.searchsorted(np.array(target.classes), target.answers), 2)
    trust = np.repeat([1.0, COPY], len(own))
    balanced = target.name.startswith("check:")  # they count beside a rule, half and half
    learned = chances(scores, answers, classes, trust, balanced=balanced)
    fold = np.tile(folds[target.mails], 2)
    unseen = held_out(scores, answers, classes, trust, fold, balanced=balanced)
    return Trained(
        target,
        matrix=matrix.back(solved.shares @ learned.turn),
        intercept=solved.intercept @ learned.turn + learned.shift,
        unseen=unseen[: len(own)],
    )


def _joined(
    empty: Weights, trained: Mapping[str, Trained], mails: Sequence[LabelledMail]
) -> Weights:
    heads, start = {}, 0
    judged = judge(trained, mails)
    for name, one in trained.items():
        classes = one.target.classes
        heads[name] = Head(name, classes, start, judged.limits.get(name, 0.0))
        start += len(classes)
    for name in ("type", "priority"):  # read from the request
        heads[name] = Head(name, (), start, judged.limits[name])
    matrix = np.concatenate([one.matrix for one in trained.values()], axis=1)
    return replace(
        empty,
        matrix=matrix.astype(np.float16).astype(np.float32),  # as exact as a file keeps it
        intercept=np.concatenate([one.intercept for one in trained.values()]).astype(np.float32),
        heads=heads,
        measured=judged.measured,
        held_out=judged.held_out,
    )
