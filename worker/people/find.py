"""The lists of a desk at hand: an organisation by name or number, a contact by address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from config.errors import PermanentError
from config.preset import Preset
from models import contact as contacts
from models import db
from models import organisation as organisations
from models.contact import Contact
from models.organisation import Organisation
from worker.commands.options import preset_of, settings_of
from worker.intake.domains import folded
from worker.people.entries import called


@contextmanager
def reading(
    config_file: Path | None, preset_name: str | None
) -> Iterator[tuple[Connection, Preset]]:
    """The database to read from, and the desk."""
    settings = settings_of(config_file)
    preset = preset_of(settings, preset_name)
    with db.ready(settings.database_url) as database, database.reading() as connection:
        yield connection, preset


@contextmanager
def changing(
    config_file: Path | None, preset_name: str | None
) -> Iterator[tuple[Connection, Preset]]:
    """The same within a transaction."""
    settings = settings_of(config_file)
    preset = preset_of(settings, preset_name)
    with db.ready(settings.database_url) as database, database.transaction() as connection:
        yield connection, preset


def organisation(connection: Connection, preset: str, named: str) -> Organisation:
    """The organisation with this number or name; PermanentError if there is none, or several."""
    every = organisations.all_of(connection, preset)
    found = [one for one in every if one.number == named]
    found = found or [one for one in every if called(one.name) == called(named)]
    if not found:
        raise PermanentError("there is no such organisation (`meldpost organisations list`)")
    if len(found) > 1:
        raise PermanentError("several organisations have this name: give the number")
    return found[0]


def contact(connection: Connection, preset: str, address: str) -> Contact:
    """The contact with this address; PermanentError if there is none."""
    found = contact_or_none(connection, preset, address)
    if found is None:
        raise PermanentError("there is no contact with this address")
    return found


def contact_or_none(connection: Connection, preset: str, address: str) -> Contact | None:
    found = contacts.all_of(connection, preset, addresses=[folded(address)])
    return found[0] if found else None
