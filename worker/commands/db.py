"""`meldpost db`: the database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from worker.commands.options import config_option, settings_of


@click.group("db")
def command() -> None:
    """The database."""


@command.command()
@config_option
def upgrade(config_file: Path | None) -> None:
    """Bring the database to this version; an empty one gets its tables.

    Originals that an older version kept in the clear are sealed; that may be broken off.
    """
    from models import db
    from worker.privacy import rotate

    settings = settings_of(config_file)
    db.upgrade(settings.database_url)
    for progress in rotate.seal_what_is_clear(settings, lambda: datetime.now(UTC)):
        click.echo(f"sealed {progress.done} of {progress.total} originals", err=True)
    click.echo(f"the database is of this version ({db.VERSIONS[-1]})")
