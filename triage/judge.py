"""How well heads do on authors that they have not seen, and from which confidence on they may.

What nobody reviews must be right: sender, module with type, and priority, each in 95 of 100. Every
head gets the threshold from which on it alone would be right in some share of cases; of the shares
with which the mails that pass all thresholds keep the promise, the one that most pass is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from config.codes import Type
from triage import rules
from triage.calibrate import softmax, threshold
from triage.labelled import LabelledMail
from triage.score import score
from triage.targets import Target

Shares = NDArray[np.float64]
PROMISE = 0.95
_SHARES = np.linspace(0.85, 0.995, 30)
_FEWEST = 20  # mails that pass, to believe a rate


@dataclass(frozen=True, slots=True)
class Trained:
    """A head with its weights, and the scores it gave each mail without having seen its author."""

    target: Target
    matrix: Shares  # (rows, classes)
    intercept: Shares
    unseen: Shares  # (mails, classes)
    temperature: float

    def shares(self) -> Shares:
        """The calibrated probabilities for unseen authors."""
        return softmax(self.unseen / self.temperature)


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
        if name in {"sender", "type"} or name.startswith("module:")
    }
    answers["priority"] = _priorities(trained, mails)
    limits = _limits(answers, len(mails))
    measured = {
        "reviewed": 1 - float(_passed(answers, limits, len(mails)).mean()),
        "unreviewed.right": _kept_promise(answers, limits, len(mails)),
    }
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
    shares = one.shares()[one.target.mails]
    classes = np.array(one.target.classes)
    said = classes[shares.argmax(axis=1)]
    return Answers(one.target.mails, shares.max(axis=1), said, one.target.answers)


def _priorities(trained: Mapping[str, Trained], mails: Sequence[LabelledMail]) -> Answers:
    """Priority as it is decided: over all types, then by the rules of the type that was chosen."""
    types = trained["type"].target.classes
    of_types = trained["type"].shares()
    heads = [trained[f"priority:{name}"] for name in types]
    asked = [(head.target.classes, head.shares()) for head in heads]
    labels = []
    for place in range(len(mails)):
        given = (
            (codes, chance * shares[place])
            for chance, (codes, shares) in zip(of_types[place], asked, strict=True)
        )
        type_ = Type(types[of_types[place].argmax()])
        labels.append(rules.at_intake(rules.mixed(given), type_))
    return Answers(
        np.arange(len(mails)),
        np.array([label.confidence for label in labels]),
        np.array([label.value for label in labels]),
        np.array([mail.priority.value for mail in mails]),
    )


def _limits(answers: Mapping[str, Answers], mails: int) -> dict[str, float]:
    """The thresholds that keep the promise and leave the fewest mails to review."""
    best, most = dict.fromkeys(answers, 1.0), 0.0
    for share in _SHARES:
        limits = {
            name: threshold(one.confidence, one.right, share) for name, one in answers.items()
        }
        passed = float(_passed(answers, limits, mails).mean())
        if passed > most and _kept_promise(answers, limits, mails) >= PROMISE:
            best, most = limits, passed
    return best


def _passed(
    answers: Mapping[str, Answers], limits: Mapping[str, float], mails: int
) -> NDArray[np.bool_]:
    passed = np.ones(mails, dtype=bool)
    for name, one in answers.items():
        passed[one.places] &= one.confidence >= limits[name]
    return passed


def _kept_promise(answers: Mapping[str, Answers], limits: Mapping[str, float], mails: int) -> float:
    """The least share of right answers, of three, among the mails that nobody would review."""
    passed = _passed(answers, limits, mails)
    if passed.sum() < _FEWEST:
        return 0.0
    right = {kind: np.ones(mails, dtype=bool) for kind in ("sender", "subject", "priority")}
    for name, one in answers.items():
        right[name if name in right else "subject"][one.places] &= one.right
    return float(min(kind[passed].mean() for kind in right.values()))
