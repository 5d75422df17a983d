"""`meldpost run`: the scheduled worker, or one pass of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import config_option, settings_of

if TYPE_CHECKING:
    from worker.once import Pass


@click.command()
@click.option(
    "--once", is_flag=True, help="one pass: every mailbox, what is due, the outbox; then exit"
)
@click.option(
    "--thorough",
    is_flag=True,
    help="with --once: take what the ledger lacks, at the cost of a look",
)
@config_option
def command(once: bool, thorough: bool, config_file: Path | None) -> None:
    """Poll every mailbox, triage, answer; until SIGTERM."""
    if thorough and not once:
        raise click.UsageError("--thorough goes with --once; without it, it happens every day")
    from worker import line, log, schedule
    from worker.once import once as one_pass

    settings = settings_of(config_file)
    log.set_up(settings.log)
    with line.opened(settings) as app:
        if not once:
            schedule.run(app)
            return
        done = one_pass(app, thorough=thorough)
    _tell(done)
    if not done.well:
        raise SystemExit(1)


def _tell(done: Pass) -> None:
    for name, tally in done.mails.items():
        counted = ", ".join(f"{count} {what}" for what, count in tally.outcomes.items())
        click.echo(f"{name}: {counted or 'nothing new'}")
    sent = done.delivered
    click.echo(f"outbox: {sent.sent} sent, {sent.later} later, {sent.failed} failed")
    for error in (*done.trouble.values(), *([sent.trouble] if sent.trouble else [])):
        click.echo(f"meldpost: {error}", err=True)
