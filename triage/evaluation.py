"""A labelled file against what triage says of it: heads, identifiers, personal data, checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from config.preset import Preset
from ingest.parse import written
from triage.decision import Label, Triage
from triage.labelled import LabelledMail
from triage.pipeline import triage
from triage.score import HeadScore, Score, score, score_sets
from triage.weights import Weights

HEADS = ("sender", "module", "type", "priority")
SETS = ("identifiers", "personal_data", "checks")
SUREST = 20
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Mistake:
    """A head that was wrong about a mail, and how sure it was."""

    id: str
    head: str
    truth: str
    said: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well triage did. `review` is the share of mails that a person should look at.

    `unreviewed` is the share of the others that are right in module and type. `mistakes` are the
    surest ones, the surest first. `false_alarms` is the share of clean mails with a finding.
    """

    mails: int
    heads: dict[str, HeadScore]
    sets: dict[str, dict[str, Score]]
    review: float
    unreviewed: float
    false_alarms: float
    mistakes: tuple[Mistake, ...] = field(repr=False)


def evaluate(
    mails: Sequence[LabelledMail],
    preset_of: Callable[[str], Preset],
    weights: Weights,
    now: datetime,
) -> Evaluation:
    """Triage every mail as if it arrived `now`, and compare."""
    pairs = list(_decided(mails, preset_of, weights, now))
    heads = {head: _head(pairs, head) for head in HEADS}
    reviewed = [decided.needs_review for _, decided in pairs]
    settled = [pair for pair, review in zip(pairs, reviewed, strict=True) if not review]
    clean = [decided for mail, decided in pairs if not mail.personal_data]
    return Evaluation(
        mails=len(pairs),
        heads=heads,
        sets={
            "identifiers": score_sets(
                [[(one.kind, one.value) for one in mail.identifiers] for mail, _ in pairs],
                [{(s.kind, s.text) for s in decided.identifiers} for _, decided in pairs],
            ),
            "personal_data": score_sets(
                [[(one.kind, one.text) for one in mail.personal_data] for mail, _ in pairs],
                [{(f.kind, f.span.text) for f in decided.findings} for _, decided in pairs],
            ),
            "checks": score_sets(
                [[(check, "") for check in mail.checks] for mail, _ in pairs],
                [{(_code(code), "") for code in _checks(decided)} for _, decided in pairs],
            ),
        },
        review=_share(reviewed),
        unreviewed=_share(
            [_right(mail, d, "module") and _right(mail, d, "type") for mail, d in settled]
        ),
        false_alarms=_share([bool(decided.findings) for decided in clean]),
        mistakes=_surest(pairs),
    )


Pair = tuple[LabelledMail, Triage]


def _decided(
    mails: Sequence[LabelledMail],
    preset_of: Callable[[str], Preset],
    weights: Weights,
    now: datetime,
) -> Iterable[Pair]:
    for name, group in groupby(
        sorted(mails, key=lambda mail: mail.preset), lambda mail: mail.preset
    ):
        of_preset = list(group)
        for start in range(0, len(of_preset), _BATCH):
            batch = of_preset[start : start + _BATCH]
            messages = [
                written(
                    subject=mail.subject,
                    body=mail.body,
                    from_name=mail.from_name,
                    from_addr=mail.from_addr,
                )
                for mail in batch
            ]
            decided = triage(messages, preset_of(name), weights, [now] * len(batch))
            yield from zip(batch, decided, strict=True)


def _truth(mail: LabelledMail, head: str) -> str:
    value = str(getattr(mail, head))
    return f"{mail.preset}/{value}" if head == "module" else value


def _said(mail: LabelledMail, decided: Triage, head: str) -> tuple[str, float]:
    label: Label = getattr(decided, head)
    value = f"{mail.preset}/{label.value}" if head == "module" else label.value
    return value, label.confidence


def _right(mail: LabelledMail, decided: Triage, head: str) -> bool:
    return _truth(mail, head) == _said(mail, decided, head)[0]


def _head(pairs: Sequence[Pair], head: str) -> HeadScore:
    said = [_said(mail, decided, head) for mail, decided in pairs]
    return score(
        [_truth(mail, head) for mail, _ in pairs],
        [value for value, _ in said],
        [confidence for _, confidence in said],
    )


def _checks(decided: Triage) -> Iterable[tuple[str, str | None]]:
    return ((check.code, check.detail) for check in decided.checks)


def _code(check: tuple[str, str | None]) -> str:
    code, detail = check
    return f"{code}:{detail}" if detail else str(code)


def _surest(pairs: Sequence[Pair]) -> tuple[Mistake, ...]:
    found = []
    for mail, decided in pairs:
        for head in HEADS:
            value, confidence = _said(mail, decided, head)
            if value != _truth(mail, head):
                found.append(Mistake(mail.id, head, _truth(mail, head), value, confidence))
    return tuple(sorted(found, key=lambda one: -one.confidence)[:SUREST])


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
