"""`meldpost tickets`: the tickets that stand, with what was decided. The desk of the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import config_option, json_option, settings_of

if TYPE_CHECKING:
    from rich.console import Console
    from sqlalchemy import Connection

    from config.settings import Settings
    from desk.rows import Ticket


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
    as_json: bool,
) -> None:
    """The newest tickets: module, type, priority, numbers, what is missing, deadlines, reply.

    With a NUMBER (KK-1042) that ticket whole: what the mail tells, the discussion, how the
    deadlines came about, and every change with who and why.
    Personal data is named by its kind alone.
    """
    from desk import rows
    from models import db

    settings = settings_of(config_file)
    with db.ready(settings.database_url) as database, database.reading() as connection:
        if numbers:
            _whole(connection, settings, dict.fromkeys(map(str.upper, numbers)), as_json=as_json)
        else:
            newest = rows.newest_tickets(connection, last, preset=preset_name)
            _list(newest, settings, as_json=as_json)


def _list(found: Sequence[Ticket], settings: Settings, *, as_json: bool) -> None:
    """A line for each ticket, desk by desk."""
    from config import preset as presets
    from desk import terminal
    from desk.ticket_shape import shape

    if as_json:
        for row in found:
            click.echo(json.dumps(shape(row), ensure_ascii=False))
        return
    console = _console()
    for name in sorted({row.preset for row in found}):
        of_desk = [row for row in found if row.preset == name]
        preset = presets.load(name, settings.preset_dirs)
        console.print(terminal.tickets_table(of_desk, preset))
        console.print()
    if not found:
        click.echo("no tickets yet")


def _whole(
    connection: Connection, settings: Settings, numbers: Collection[str], *, as_json: bool
) -> None:
    """Each ticket with its conversation, history and clock. PermanentError if one is not there."""
    from config import preset as presets
    from config.errors import PermanentError
    from desk import conversation, rows, terminal, ticket_page
    from desk.ticket_shape import whole
    from models import ticket

    found = rows.named_tickets(connection, list(numbers))
    if missing := set(numbers) - {row.number for row in found}:
        raise PermanentError(f"there is no ticket {', '.join(sorted(missing))}")
    console = _console()
    for row in found:
        preset = presets.load(row.preset, settings.preset_dirs)
        kept = ticket.by_number(connection, row.number)
        if kept is None:
            continue
        told = conversation.of_ticket(connection, kept, preset)
        if as_json:
            click.echo(json.dumps(whole(row, told), ensure_ascii=False))
        else:
            page = ticket_page.page(told, preset.hours.zone)
            console.print(terminal.card(row, preset), *page, sep="\n")
            console.print()


def _console() -> Console:
    from rich.console import Console

    from desk import terminal

    width = None if sys.stdout.isatty() else terminal.WIDTH
    return Console(width=width, highlight=False, emoji=False)
