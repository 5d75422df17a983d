"""`meldpost train`: a new version of the weights, which decides if it is not worse."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import config_option, settings_of

if TYPE_CHECKING:
    from triage.duel import Verdict
    from worker.learning.training import Outcome


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE...]")
@click.option(
    "--installed", is_flag=True, help="just make sure that this installation has its weights"
)
@click.option("--force", is_flag=True, help="let the new version decide even if it is worse")
@click.option(
    "--names",
    "names_folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="train the pipeline of names alone, and write it there",
)
@config_option
def command(
    files: tuple[Path, ...],
    installed: bool,
    force: bool,
    names_folder: Path | None,
    config_file: Path | None,
) -> None:
    """Train the models from the corpus, the corrections, and labelled FILEs of your own.

    The new version is compared with the one that decides now, on mails whose authors neither has
    learned from and on the tickets that people corrected. It takes over unless it is worse on a
    head beyond chance. Every version is kept: see `meldpost weights`.
    """
    from config.settings import Settings
    from triage import labelled
    from worker.learning import names, training, weights

    if installed:
        click.echo(weights.describe(weights.load(Settings())))
        return
    if names_folder is not None:
        from worker.learning import name_pipeline

        name_pipeline.save(name_pipeline.train(weights.corpus()), names_folder)
        click.echo(f"the pipeline of names stands in {names_folder}")
        return
    settings = settings_of(config_file)
    own = [mail for file in files for mail in labelled.read(file)]
    corrected = training.judged(settings)
    click.echo(
        f"corpus, {len(own)} labelled mails of yours, {len(corrected.mails)} corrected tickets",
        err=True,
    )
    if corrected.left_out:
        click.echo(f"{corrected.left_out} tickets go beyond the rules of intake", err=True)
    began = time.monotonic()
    outcome = training.train(settings, own, corrected, _tell, force=force)
    click.echo(f"{weights.describe(outcome.made)}; {time.monotonic() - began:.1f} s")
    for line in _told(outcome):
        click.echo(line)
    if names.learn(settings, weights.corpus(), own):
        click.echo(f"names: learned from these mails as well; kept in {names.folder(settings)}")


def _told(outcome: Outcome) -> list[str]:
    """What was measured on unseen authors, the comparison, and who decides."""
    measured = sorted(outcome.made.measured.items())
    lines = [f"  {name:<28} {value:.3f}" for name, value in measured]
    if outcome.alone:
        lines.append(f"nothing to compare with: {outcome.alone}")
    if outcome.verdicts:
        lines.append("head                    mails  before     now  difference, 95 of 100 times")
    lines += [_verdict(one) for one in outcome.verdicts]
    if not outcome.crowned:
        worse = ", ".join(one.head for one in outcome.worse)
        return [
            *lines,
            f"version {outcome.version} is kept and does not decide: worse on {worse}",
            f"`meldpost weights use {outcome.version}` lets it decide all the same",
        ]
    return [*lines, f"version {outcome.version} decides from the next start of the worker"]


def _verdict(one: Verdict) -> str:
    mark = "  worse" if one.worse else "  better" if one.better else ""
    return (
        f"  {one.head:<20} {one.mails:>6}  {one.champion:>6.3f}  {one.challenger:>6.3f}"
        f"  {one.low:+.3f} to {one.high:+.3f}{mark}"
    )


def _tell(what: str, done: int, total: int) -> None:
    click.echo(f"  {done}/{total} {what}", err=True)
