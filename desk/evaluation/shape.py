"""Evaluation → JSON (docs/interface.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from triage.evaluation import Evaluation
from triage.score import HeadScore, Score, overall

Baselines = Mapping[str, Mapping[str, HeadScore]]


def shape(found: Evaluation, baselines: Baselines) -> dict[str, object]:
    """All figures, and the surest mistakes by their ids, without any text of a mail."""
    return {
        "mails": found.mails,
        "learned": found.learned,
        "heads": {
            head: {
                **_head(one),
                "calibration_error": one.calibration_error,
                "labels": {name: _score(label) for name, label in one.labels.items()},
                "confusion": [[*pair, count] for pair, count in sorted(one.confusion.items())],
                "reliability": [asdict(bin_) for bin_ in one.reliability],
                "baselines": {
                    name: _head(other) for name, other in baselines.get(head, {}).items()
                },
            }
            for head, one in found.heads.items()
        },
        **{
            name: {
                "all": _score(overall(scores.values())),
                "labels": {label: _score(one) for label, one in scores.items()},
            }
            for name, scores in found.sets.items()
        },
        "review": found.review,
        "unreviewed_right": found.unreviewed,
        "review_cost": asdict(found.cost),
        "false_alarms": found.false_alarms,
        "surest_mistakes": [
            {name: getattr(one, name) for name in ("id", "head", "truth", "said", "confidence")}
            for one in found.mistakes
        ],
    }


def _head(one: HeadScore) -> dict[str, float]:
    return {"accuracy": one.accuracy, "macro_f1": one.macro_f1}


def _score(one: Score) -> dict[str, float]:
    return {
        "precision": one.precision,
        "recall": one.recall,
        "f1": one.f1,
        "support": one.support,
    }
