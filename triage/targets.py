"""Targets: which questions are learned, from which mails, with which answers.

Type and priority are one question, `request`, with answers such as `bug/high`: what is urgent
depends on what is wanted, and labels.md forbids most pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from config.codes import IDENTIFIER_KINDS, CheckCode, Sender
from triage.labelled import LabelledMail

FEWEST = 12  # positive examples; a check with fewer is left to its rules
_FUZZY = (
    CheckCode.NO_QUESTION,
    CheckCode.MULTIPLE_QUESTIONS,
    CheckCode.NO_CONCRETE_EXAMPLE,
    CheckCode.COPIED_PARENT_MAIL,
    CheckCode.RIGHTS_REQUEST,
    CheckCode.STAFF_DATA_REQUEST,
)
_POINTS_AT_A_CASE = frozenset(IDENTIFIER_KINDS) - {"ticket_reference"}
_LACKS_ONE = frozenset({CheckCode.MISSING_IDENTIFIER, CheckCode.MISSING_LINK})


@dataclass(frozen=True, slots=True)
class Target:
    """A head to train: `mails` are the places of the mails it learns from, `answers` theirs."""

    name: str
    mails: NDArray[np.int64]
    answers: NDArray[np.str_]

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.answers.tolist())))


def targets(mails: Sequence[LabelledMail]) -> list[Target]:
    """Every head that these mails can teach."""
    found = [
        _target("sender", mails, lambda mail: mail.sender),
        _target("request", mails, lambda mail: f"{mail.type}/{mail.priority}"),
    ]
    for preset in sorted({mail.preset for mail in mails}):
        found.append(_target(f"module:{preset}", mails, _module(preset)))
    for code in _FUZZY:
        found.append(_target(f"check:{code}", mails, _has(code)))
    found.append(_target("check:specific_case", mails, _specific))
    return [target for target in found if _teaches(target)]


def _target(
    name: str, mails: Sequence[LabelledMail], answer: Callable[[LabelledMail], str | None]
) -> Target:
    known = [(place, given) for place, mail in enumerate(mails) if (given := answer(mail))]
    places = np.array([place for place, _ in known], dtype=np.int64)
    return Target(name, places, np.array([str(given) for _, given in known]))


def _teaches(target: Target) -> bool:
    if target.name.startswith("check:"):
        return int((target.answers == "yes").sum()) >= FEWEST
    return len(target.mails) > 0


def _module(preset: str) -> Callable[[LabelledMail], str | None]:
    return lambda mail: mail.module if mail.preset == preset else None


def _has(code: CheckCode) -> Callable[[LabelledMail], str | None]:
    return lambda mail: "yes" if any(True for _ in _codes(mail, code)) else "no"


def _codes(mail: LabelledMail, code: CheckCode) -> Iterator[str]:
    return (check for check in mail.checks if check.partition(":")[0] == code)


def _specific(mail: LabelledMail) -> str | None:
    """Whether a customer writes about one case; told by what the mail has, or is said to lack."""
    if mail.sender is Sender.PARENT:
        return None
    if any(check.partition(":")[0] in _LACKS_ONE for check in mail.checks):
        return "yes"
    return "yes" if any(one.kind in _POINTS_AT_A_CASE for one in mail.identifiers) else "no"
