"""`meldpost correct`: a person puts right what the machine decided, or confirms it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from worker.commands.options import as_option, config_option, settings_of, who_of


@click.command()
@click.argument("number", metavar="NUMBER")
@click.option("--module", metavar="CODE", help="the module it is really about")
@click.option("--type", "type_", metavar="CODE", help="bug, usage_question, …")
@click.option("--priority", metavar="CODE", help="critical, high, medium or low")
@click.option("--sender", metavar="CODE", help="customer, parent or unknown")
@click.option("--confirm", is_flag=True, help="all the rest is right as it is")
@click.option("--why", default="", help="for the history of the ticket")
@click.option("--quiet", is_flag=True, help="the customer gets no mail about it")
@as_option
@config_option
def command(
    number: str,
    module: str | None,
    type_: str | None,
    priority: str | None,
    sender: str | None,
    confirm: bool,  # noqa: FBT001
    why: str,
    quiet: bool,  # noqa: FBT001
    name: str | None,
    config_file: Path | None,
) -> None:
    """Put right what was decided about ticket NUMBER (KK-1042), or confirm it.

    A new type or priority gives new deadlines from the same start, and the customer a mail that
    says so, with the rule of the support page. What the machine had said is
    kept beside it, and `meldpost train` learns from it.
    """
    from config import preset as presets
    from worker.commands.on_ticket import tell
    from worker.privacy.reason import discreet
    from worker.tickets import handle, say
    from worker.tickets.correct import Judgement, correct

    given = {"module": module, "type": type_, "priority": priority, "sender": sender}
    truth = {head: value for head, value in given.items() if value is not None}
    if not truth and not confirm:
        raise click.UsageError("say what is right, or --confirm that it is")
    settings, number, at = settings_of(config_file), number.upper(), datetime.now(UTC)
    with say.at_work(settings, quiet=quiet) as (connection, post):
        row = handle.find(connection, number)
        preset = presets.load(row["preset"], settings.preset_dirs)
        judged = Judgement(who_of(name), discreet(why or "looked at"), truth, confirm)
        changed = correct(connection, preset, number, judged, at)
        told = say.weighed_again(connection, post, row, changed, at)
    for head, (before, now) in changed.items():
        click.echo(f"{number}: {head} is {now}, was {before}")
    if not changed:
        click.echo(f"{number}: right as it was")
    elif told is not None:
        tell(told)
