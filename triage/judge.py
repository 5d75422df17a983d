"""How well heads do on authors that they have not seen, and from which confidence on they may.

What nobody reviews must be right: module with type in 95 of 100 mails, the sender in 95, and the
priority in 90, as two readers differ on it most. Every head gets the threshold from which on it
alone would be right in some share of cases; of the shares with which the mails that pass all
thresholds keep the promise, those are taken that most pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from config.codes import Priority, Sender
from triage import request, rules
from triage.calibrate import threshold
from triage.labelled import LabelledMail
from triage.score import score
from triage.targets import Target

Shares = NDArray[np.float64]
PROMISE = {"sender": 0.95, "subject": 0.95, "priority": 0.90}
_SHARES = np.linspace(0.85, 0.995, 59)
_FEWEST = 20  # mails that pass, to believe a rate


@dataclass(frozen=True, slots=True)
class Trained:
    """A head with its weights, and the chances it gave each mail of its target without having seen
    its author."""

    target: Target
    matrix: Shares  # (rows, classes)
    intercept: Shares
    unseen: Shares  # (mails of the target, classes)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a head said of the mails at `places`, how sure it was, and what is true."""

    places: NDArray[np.int64]
    confidence: Shares
    said: NDArray[np.str_]
    truth: NDArray[np.str_]

    @property
    def right(self) -> NDArray[np.bool_]:
        right: NDArray[np.bool_] = self.said == self.truth
        return right


@dataclass(frozen=True, slots=True)
class Judged:
    """Thresholds by head, what was measured on unseen authors, and which of their mails each head
    got right (head → id of the mail → right)."""

    limits: dict[str, float]
    measured: dict[str, float]
    held_out: dict[str, dict[str, bool]]


def judge(trained: Mapping[str, Trained], mails: Sequence[LabelledMail]) -> Judged:
    """How well the heads do on authors that they have not seen, and from when on they may."""
    answers = {
        name: _answers(one)
        for name, one in trained.items()
        if name == "sender" or name.startswith("module:")
    }
    answers["type"], answers["priority"] = _requests(trained["request"], mails)
    limits = _limits(answers, len(mails))
    passed = _passed(answers, limits, len(mails))
    kept = _kept(answers, passed)
    measured = {"reviewed": 1 - float(passed.mean())}
    measured.update((f"unreviewed.{kind}", share) for kind, share in kept.items())
    measured["parents.f1"] = _parents(answers["sender"])
    for name, one in answers.items():
        found = score(one.truth.tolist(), one.said.tolist(), one.confidence.tolist())
        measured[f"{name}.accuracy"] = found.accuracy
        measured[f"{name}.macro_f1"] = found.macro_f1
        measured[f"{name}.calibration_error"] = found.calibration_error
    held_out = {
        name: {
            mails[place].id: bool(right) for place, right in zip(one.places, one.right, strict=True)
        }
        for name, one in answers.items()
    }
    return Judged(limits, measured, held_out)


def _answers(one: Trained) -> Answers:
    said = np.array(one.target.classes)[one.unseen.argmax(axis=1)]
    return Answers(one.target.mails, one.unseen.max(axis=1), said, one.target.answers)


def _parents(senders: Answers) -> float:
    found = score(senders.truth.tolist(), senders.said.tolist()).labels.get(Sender.PARENT)
    return found.f1 if found else 0.0


def _requests(one: Trained, mails: Sequence[LabelledMail]) -> tuple[Answers, Answers]:
    """Type, and priority as it is decided: over all types, then by the rules of the likeliest."""
    classes = one.target.classes
    names, chances = request.types(classes), request.of_types(classes, one.unseen)
    likely = request.of_priorities(classes, one.unseen)
    types = [names[place] for place in chances.argmax(axis=1)]
    labels = [
        rules.at_intake(dict(zip(Priority, chance.tolist(), strict=True)), type_)
        for chance, type_ in zip(likely, types, strict=True)
    ]
    every = np.arange(len(mails))
    return (
        Answers(
            every,
            chances.max(axis=1),
            np.array([str(one) for one in types]),
            np.array([str(mail.type) for mail in mails]),
        ),
        Answers(
            every,
            np.array([label.confidence for label in labels]),
            np.array([label.value for label in labels]),
            np.array([str(mail.priority) for mail in mails]),
        ),
    )


def _limits(answers: Mapping[str, Answers], mails: int) -> dict[str, float]:
    """The thresholds that keep the promise and leave the fewest mails to review."""
    by_share = [
        {name: threshold(one.confidence, one.right, share) for name, one in answers.items()}
        for share in _SHARES
    ]
    best, most = dict.fromkeys(answers, 1.0), 0.0
    for subject, urgency in product(by_share, by_share):
        limits = {**subject, "priority": urgency["priority"]}
        passed = _passed(answers, limits, mails)
        share = float(passed.mean())
        if share > most and _keeps(_kept(answers, passed)):
            best, most = limits, share
    return best


def _passed(
    answers: Mapping[str, Answers], limits: Mapping[str, float], mails: int
) -> NDArray[np.bool_]:
    passed = np.ones(mails, dtype=bool)
    for name, one in answers.items():
        passed[one.places] &= one.confidence >= limits[name]
    return passed


def _kept(answers: Mapping[str, Answers], passed: NDArray[np.bool_]) -> dict[str, float]:
    """The share of right answers among the mails that nobody would review, for each promise."""
    if passed.sum() < _FEWEST:
        return dict.fromkeys(PROMISE, 0.0)
    right = {kind: np.ones(len(passed), dtype=bool) for kind in PROMISE}
    for name, one in answers.items():
        right[name if name in right else "subject"][one.places] &= one.right
    return {kind: float(flags[passed].mean()) for kind, flags in right.items()}


def _keeps(kept: Mapping[str, float]) -> bool:
    return all(kept[kind] >= least for kind, least in PROMISE.items())
