"""`meldpost evaluate`: how well triage agrees with a labelled file."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import Moment, at_desk, config_option, json_option, settings_of

if TYPE_CHECKING:
    from triage.evaluation import Evaluation
    from triage.score import Score


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option("--now", "now", type=Moment(), metavar="ISO", help="the moment of arrival")
@config_option
@json_option
def command(
    files: tuple[Path, ...],
    now: datetime | None,
    config_file: Path | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Precision, recall and F1 for each label of a labelled file, and the surest mistakes.

    FILE is JSON Lines as docs/interface.md says, for example a part of your own mail.
    """
    from config import preset as presets
    from config.errors import ConfigError
    from triage import labelled
    from triage.evaluation import evaluate
    from worker import weights

    settings = settings_of(config_file)
    mails = [mail for file in files for mail in labelled.read(file)]
    if not mails:
        raise ConfigError("there is no mail in it", path=files[0])
    desk = presets.load(settings.preset, settings.preset_dirs)
    learned = weights.load(settings)
    began = time.perf_counter()
    found = evaluate(
        mails,
        lambda name: presets.load(name, settings.preset_dirs),
        learned,
        at_desk(now, desk),
    )
    seconds = time.perf_counter() - began
    click.echo(json.dumps(_shape(found), ensure_ascii=False) if as_json else _page(found, seconds))


def _page(found: Evaluation, seconds: float) -> str:
    lines = [f"{found.mails} mails, {found.mails / seconds:.0f} a second", ""]
    for head, one in found.heads.items():
        lines += [
            f"{head}: accuracy {one.accuracy:.3f}, macro F1 {one.macro_f1:.3f}, "
            f"calibration error {one.calibration_error:.3f}"
        ]
        lines += _table(one.labels)
    for name, scores in found.sets.items():
        lines += [name, *_table(scores), *_table({"all together": _sum(scores)}), ""]
    lines += [
        f"for review: {found.review:.1%} of the mails; of the others {found.unreviewed:.1%} are "
        "right in module and type",
        f"clean mails with a false alarm: {found.false_alarms:.1%}",
        "",
        "surest mistakes",
    ]
    lines += [
        f"  {one.confidence:.2f}  {one.id:<12} {one.head}: {one.said}, truly {one.truth}"
        for one in found.mistakes
    ]
    return "\n".join(lines)


def _table(scores: Mapping[str, Score]) -> list[str]:
    return [
        f"  {name:<40} precision {one.precision:.3f}  recall {one.recall:.3f}  F1 {one.f1:.3f}"
        f"  of {one.support}"
        for name, one in sorted(scores.items())
    ]


def _sum(scores: Mapping[str, Score]) -> Score:

    from triage.score import overall

    return overall(scores.values())


def _shape(found: Evaluation) -> dict[str, object]:
    return {
        "mails": found.mails,
        "heads": {
            head: {
                "accuracy": one.accuracy,
                "macro_f1": one.macro_f1,
                "calibration_error": one.calibration_error,
                "labels": {name: _score(label) for name, label in one.labels.items()},
            }
            for head, one in found.heads.items()
        },
        **{
            name: {
                "all": _score(_sum(scores)),
                "labels": {label: _score(one) for label, one in scores.items()},
            }
            for name, scores in found.sets.items()
        },
        "review": found.review,
        "unreviewed_right": found.unreviewed,
        "false_alarms": found.false_alarms,
        "surest_mistakes": [
            {
                "id": one.id,
                "head": one.head,
                "truth": one.truth,
                "said": one.said,
                "confidence": one.confidence,
            }
            for one in found.mistakes
        ],
    }


def _score(one: Score) -> dict[str, float]:
    return {
        "precision": one.precision,
        "recall": one.recall,
        "f1": one.f1,
        "support": one.support,
    }
