"""`meldpost tickets`: the tickets that stand, with what was decided. The desk of the terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from worker.commands.options import config_option, json_option, settings_of


@click.command()
@click.argument("numbers", metavar="[NUMBER]...", nargs=-1)
@click.option("--last", type=click.IntRange(min=1), default=50, help="how many [default: 50]")
@click.option("--preset", "preset_name", metavar="NAME", help="those of one desk only")
@config_option
@json_option
def command(
    numbers: tuple[str, ...],
    last: int,
    preset_name: str | None,
    config_file: Path | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """The newest tickets: module, type, priority, numbers, what is missing, deadlines, reply.

    With a NUMBER (KK-1042) that ticket whole, with what the mail tells and what it does not.
    Personal data is named by its kind alone.
    """
    from config import preset as presets
    from config.errors import PermanentError
    from desk import rows
    from desk.ticket_shape import shape
    from models import db

    settings = settings_of(config_file)
    with db.ready(settings.database_url) as database, database.reading() as connection:
        if numbers:
            found = rows.named_tickets(connection, [number.upper() for number in numbers])
        else:
            found = rows.newest_tickets(connection, last, preset=preset_name)
    if missing := {number.upper() for number in numbers} - {row.number for row in found}:
        raise PermanentError(f"there is no ticket {', '.join(sorted(missing))}")
    if as_json:
        for row in found:
            click.echo(json.dumps(shape(row), ensure_ascii=False))
        return
    from rich.console import Console

    from desk import terminal

    width = None if sys.stdout.isatty() else terminal.WIDTH
    console = Console(width=width, highlight=False, emoji=False)
    for name in sorted({row.preset for row in found}):
        preset = presets.load(name, settings.preset_dirs)
        of_desk = [row for row in found if row.preset == name]
        if numbers:
            console.print(*(terminal.card(row, preset) for row in of_desk), sep="\n")
        else:
            console.print(terminal.tickets_table(of_desk, preset))
        console.print()
    if not found:
        click.echo("no tickets yet")
