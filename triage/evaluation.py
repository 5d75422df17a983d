"""A labelled file against what triage says of it: heads, identifiers, personal data, checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from config.codes import DataKind
from config.preset import Preset
from ingest.parse import written
from triage.baselines import truth_of
from triage.decision import HEADS, Label, Triage
from triage.labelled import LabelledMail
from triage.pipeline import triage
from triage.redact import TOKENS
from triage.review import Review, review
from triage.score import HeadScore, Score, score, score_sets
from triage.weights import Weights

SUREST = 20
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Mistake:
    """A head that was wrong about a mail, and how sure it was; subject and text are redacted."""

    id: str
    head: str
    truth: str
    said: str
    confidence: float
    subject: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well triage did. `review` is the share of mails that a person should look at.

    `unreviewed` is the share of the others that are right in module and type, `cost` what people
    have to look at. `mistakes` are the surest ones, the surest first. `false_alarms` is the share
    of clean mails with a finding, `learned` how many mails the weights had learned from: of those
    the figures say nothing.
    """

    mails: int
    heads: dict[str, HeadScore]
    sets: dict[str, dict[str, Score]]
    review: float
    unreviewed: float
    cost: Review
    false_alarms: float
    learned: int
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
    right = [_right(mail, d, "module") and _right(mail, d, "type") for mail, d in pairs]
    known = {mail for answers in weights.held_out.values() for mail in answers}
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
        unreviewed=_share([hit for hit, looked in zip(right, reviewed, strict=True) if not looked]),
        cost=review(reviewed, right, [d.module.confidence * d.type.confidence for _, d in pairs]),
        false_alarms=_share([bool(decided.findings) for decided in clean]),
        learned=sum(mail.id in known for mail, _ in pairs),
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


def _said(mail: LabelledMail, decided: Triage, head: str) -> tuple[str, float]:
    label: Label = getattr(decided, head)
    value = f"{mail.preset}/{label.value}" if head == "module" else label.value
    return value, label.confidence


def _right(mail: LabelledMail, decided: Triage, head: str) -> bool:
    return truth_of(mail, head) == _said(mail, decided, head)[0]


def _head(pairs: Sequence[Pair], head: str) -> HeadScore:
    said = [_said(mail, decided, head) for mail, decided in pairs]
    return score(
        [truth_of(mail, head) for mail, _ in pairs],
        [value for value, _ in said],
        [confidence for _, confidence in said],
    )


def _checks(decided: Triage) -> Iterable[tuple[str, str | None]]:
    return ((check.code, check.detail) for check in decided.checks)


def _code(check: tuple[str, str | None]) -> str:
    code, detail = check
    return f"{code}:{detail}" if detail else str(code)


def _surest(pairs: Sequence[Pair]) -> tuple[Mistake, ...]:
    wrong = [
        (_said(mail, decided, head), head, mail, decided)
        for mail, decided in pairs
        for head in HEADS
        if not _right(mail, decided, head)
    ]
    wrong.sort(key=lambda one: -one[0][1])
    return tuple(
        Mistake(
            mail.id,
            head,
            truth_of(mail, head),
            value,
            confidence,
            _hidden(decided.redacted.subject, mail),
            _hidden(decided.redacted.text, mail),
        )
        for (value, confidence), head, mail, decided in wrong[:SUREST]
    )


def _hidden(text: str, mail: LabelledMail) -> str:
    """A redacted text without the personal data that only its labels know of."""
    for one in mail.personal_data:
        if one.kind is not DataKind.PHOTO:
            text = text.replace(one.text, f"[{TOKENS[one.kind]}]")
    return text


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
