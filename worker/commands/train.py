"""`meldpost train`: the models from the corpus."""

from __future__ import annotations

import time
from pathlib import Path

import click

from worker.commands.options import config_option, settings_of


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE...]")
@click.option(
    "--installed", is_flag=True, help="just make sure that this installation has its weights"
)
@config_option
def command(
    files: tuple[Path, ...],
    installed: bool,  # noqa: FBT001
    config_file: Path | None,
) -> None:
    """Train the models from the corpus, and from labelled FILEs of your own beside it.

    What is made goes into the data folder and is used from then on.
    """
    from config.settings import Settings
    from triage import labelled
    from worker import weights

    if installed:
        click.echo(weights.describe(weights.load(Settings())))
        return
    settings = settings_of(config_file)
    own = [mail for file in files for mail in labelled.read(file)]
    mails = [*weights.corpus(), *own]
    known = {mail.preset for mail in weights.corpus()} | {mail.preset for mail in own}
    click.echo(f"{len(mails)} labelled mails of {', '.join(sorted(known))}", err=True)
    began = time.monotonic()
    made = weights.train(mails, _tell)
    path = weights.trained_file(settings)
    weights.save(made, path)
    click.echo(f"{weights.describe(made)}; {time.monotonic() - began:.1f} s; kept in {path}")
    for name, value in sorted(made.measured.items()):
        click.echo(f"  {name:<28} {value:.3f}")


def _tell(what: str, done: int, total: int) -> None:
    click.echo(f"  {done}/{total} {what}", err=True)
