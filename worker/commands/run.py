"""`meldpost run`: the scheduled worker, or one pass of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import config_option, settings_of

if TYPE_CHECKING:
    from worker.app import App


@click.command()
@click.option("--once", is_flag=True, help="one pass over every mailbox and the outbox, then exit")
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

    settings = settings_of(config_file)
    log.set_up(settings.log)
    with line.opened(settings) as app:
        if not once:
            schedule.run(app)
        elif not _pass(app, thorough=thorough):
            raise SystemExit(1)


def _pass(app: App, *, thorough: bool) -> bool:
    """One pass; a mailbox or server with a fault does not keep the others from their turn."""
    from config.errors import MeldpostError
    from worker import app as apps
    from worker.intake.poll import poll
    from worker.post.deliver import deliver

    well = True
    for mailbox in apps.mailboxes(app.settings):
        try:
            tally = poll(app, mailbox, thorough=thorough)
        except MeldpostError as error:
            click.echo(f"meldpost: {error}", err=True)
            well = False
        else:
            counted = ", ".join(f"{count} {what}" for what, count in tally.outcomes.items())
            click.echo(f"{mailbox.name}: {counted or 'nothing new'}")
    delivered = deliver(app)
    click.echo(f"outbox: {delivered.sent} sent, {delivered.later} later, {delivered.failed} failed")
    if delivered.trouble is not None:
        click.echo(f"meldpost: {delivered.trouble}", err=True)
    return well and delivered.trouble is None
