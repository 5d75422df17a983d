"""The lists of a desk at hand: an organisation by name or number, a contact by address."""

from __future__ import annotations

from sqlalchemy import Connection

from config.errors import PermanentError
from models import contact as contacts
from models import organisation as organisations
from models.contact import Contact
from models.organisation import Organisation
from worker.intake.domains import folded
from worker.people.entries import called


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
