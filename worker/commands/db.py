"""`meldpost db`: the database."""

from __future__ import annotations

from pathlib import Path

import click

from worker.commands.options import config_option, settings_of


@click.group("db")
def command() -> None:
    """The database."""


@command.command()
@config_option
def upgrade(config_file: Path | None) -> None:
    """Bring the database to this version; an empty one gets its tables."""
    from models import db

    db.upgrade(settings_of(config_file).database_url)
    click.echo(f"the database is of this version ({db.VERSIONS[-1]})")
