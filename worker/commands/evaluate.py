"""`meldpost evaluate`: how well triage agrees with a labelled file."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import Moment, at_desk, config_option, json_option, settings_of

if TYPE_CHECKING:
    from desk.evaluation.shape import Baselines
    from triage.evaluation import Evaluation


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option("--now", "now", type=Moment(), metavar="ISO", help="the moment of arrival")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="also a page with pictures (index.html) and the figures (evaluation.json), in this folder",
)
@click.option("--baselines", "beside", is_flag=True, help="the two simplest ways to answer as well")
@config_option
@json_option
def command(
    files: tuple[Path, ...],
    now: datetime | None,
    out: Path | None,
    beside: bool,
    config_file: Path | None,
    as_json: bool,
) -> None:
    """Precision, recall and F1 for each label of a labelled file, and the surest mistakes.

    FILE is JSON Lines as docs/interface.md says, for example a part of your own mail. The page
    shows confusion matrices, reliability plots and what review costs; in it, personal data is
    hidden, and all else that the misread mails say is not.
    """
    from config import preset as presets
    from config.errors import ConfigError
    from desk.evaluation.shape import shape
    from desk.evaluation.text import text
    from triage import labelled
    from triage.baselines import baselines
    from triage.decision import HEADS
    from triage.evaluation import evaluate
    from worker.learning import weights

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
    others = baselines(weights.corpus(), mails, HEADS) if beside else {}
    if out is not None:
        _write(out, found, others, tuple(file.name for file in files))
    figures = json.dumps(shape(found, others), ensure_ascii=False)
    click.echo(figures if as_json else text(found, others, seconds))


def _write(out: Path, found: Evaluation, others: Baselines, files: tuple[str, ...]) -> None:
    from config.errors import TransientError
    from desk.evaluation.page import render
    from desk.evaluation.shape import shape

    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "index.html").write_bytes(render(found, others, files, datetime.now(UTC)))
        figures = json.dumps(shape(found, others), ensure_ascii=False, indent=1)
        (out / "evaluation.json").write_text(figures + "\n", encoding="utf-8")
    except OSError as error:
        raise TransientError(f"{out}: cannot be written: {error.strerror}") from error
    click.echo(f"written: {out / 'index.html'}", err=True)
