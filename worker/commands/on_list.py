"""What the commands about contacts and organisations share: the lists of a desk, and whose hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import preset_of, settings_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from config.preset import Preset

why_option = click.option("--why", default="", metavar="TEXT", help="for the audit log")


@contextmanager
def reading(
    config_file: Path | None, preset_name: str | None
) -> Iterator[tuple[Connection, Preset]]:
    """The database to read from, and the desk."""
    from models import db

    settings = settings_of(config_file)
    preset = preset_of(settings, preset_name)
    with db.ready(settings.database_url) as database, database.reading() as connection:
        yield connection, preset


@contextmanager
def changing(
    config_file: Path | None, preset_name: str | None
) -> Iterator[tuple[Connection, Preset]]:
    """The same within a transaction."""
    from models import db

    settings = settings_of(config_file)
    preset = preset_of(settings, preset_name)
    with db.ready(settings.database_url) as database, database.transaction() as connection:
        yield connection, preset
