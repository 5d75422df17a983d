"""`meldpost contacts`: the people of the organisations that write to a desk, and their roles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.codes import ContactRole
from worker.commands import contacts_import
from worker.commands.on_list import changing, reading, why_option
from worker.commands.options import as_option, config_option, hand_of, json_option, preset_option

if TYPE_CHECKING:
    from models.contact import Contact

_ROLE = click.Choice([role.value for role in ContactRole])


@click.group()
def command() -> None:
    """Contacts: import, list, show, add, set-role, remove.

    Roles: superadmin, administrator, key_user, staff. Lists belong to one desk (--preset).
    """


command.add_command(contacts_import.command)


@command.command("list")
@click.option("--organisation", "of", metavar="NAME", help="those of one organisation")
@preset_option
@config_option
@json_option
def list_(
    of: str | None,
    preset_name: str | None,
    config_file: Path | None,
    as_json: bool,
) -> None:
    """The contacts of a desk, by organisation."""
    from desk.safe import safe
    from models import contact, organisation
    from worker.people import find

    with reading(config_file, preset_name) as (connection, preset):
        wanted = None if of is None else find.organisation(connection, preset.name, of).id
        found = contact.all_of(connection, preset.name, organisation_id=wanted)
        names = {one.id: one.name for one in organisation.all_of(connection, preset.name)}
    for one in sorted(found, key=lambda one: (names[one.organisation_id].casefold(), one.address)):
        shape = _shape(one, names[one.organisation_id])
        if as_json:
            click.echo(json.dumps(shape, ensure_ascii=False))
        else:
            told = f"{one.address:<40}  {one.role:<13}  {names[one.organisation_id]}"
            click.echo(safe(f"{told}  ({one.name})" if one.name else told))
    if not found and not as_json:
        click.echo("no contacts yet")


@command.command()
@click.argument("address")
@preset_option
@config_option
@json_option
def show(
    address: str,
    preset_name: str | None,
    config_file: Path | None,
    as_json: bool,
) -> None:
    """How the desk knows an ADDRESS: as a contact, by its domain, or not at all."""
    from desk.safe import safe
    from ingest.message import Address
    from models import organisation
    from worker.intake.directory import Directory
    from worker.people import find

    with reading(config_file, preset_name) as (connection, preset):
        who = Directory.load(connection, preset.name, [address]).of(Address("", address))
        stands = find.contact_or_none(connection, preset.name, address)
        ids = [] if who.organisation_id is None else [who.organisation_id]
        of = organisation.all_of(connection, preset.name, ids)
    name = of[0].name if of else None
    since = stands.since.isoformat() if stands else None
    shape = {
        "known": who.known or "stranger",
        "organisation": name,
        "role": who.role,
        "name": stands.name if stands else None,
        "source": stands.source if stands else None,
        "since": since,
    }
    if as_json:
        click.echo(json.dumps(shape, ensure_ascii=False))
        return
    for key, value in shape.items():
        if value:
            click.echo(safe(f"{key:<13} {value}"))


@command.command()
@click.argument("address")
@click.option("--organisation", "of", required=True, metavar="NAME", help="its name or number")
@click.option("--role", type=_ROLE, default=ContactRole.STAFF.value, show_default=True)
@click.option("--name", "full_name", default="", metavar="NAME", help="whose address it is")
@why_option
@preset_option
@as_option
@config_option
def add(
    address: str,
    of: str,
    role: str,
    full_name: str,
    why: str,
    preset_name: str | None,
    name: str | None,
    config_file: Path | None,
) -> None:
    """Add one contact by hand; a file with --replace does not remove it."""
    from worker.people import by_hand

    with changing(config_file, preset_name) as (connection, preset):
        one = by_hand.Person(address, full_name, ContactRole(role))
        by_hand.add(connection, preset, one, of, hand_of(name, why))
    click.echo("added")


@command.command("set-role")
@click.argument("address")
@click.argument("role", type=_ROLE)
@why_option
@preset_option
@as_option
@config_option
def set_role(
    address: str,
    role: str,
    why: str,
    preset_name: str | None,
    name: str | None,
    config_file: Path | None,
) -> None:
    """Give a contact another ROLE."""
    from worker.people import carry_out, find

    with changing(config_file, preset_name) as (connection, preset):
        one = find.contact(connection, preset.name, address)
        carry_out.set_role(connection, preset, one, ContactRole(role), hand_of(name, why))
    click.echo(f"{one.role} became {role}")


@command.command()
@click.argument("addresses", metavar="ADDRESS...", nargs=-1, required=True)
@why_option
@preset_option
@as_option
@config_option
def remove(
    addresses: tuple[str, ...],
    why: str,
    preset_name: str | None,
    name: str | None,
    config_file: Path | None,
) -> None:
    """Take contacts off the list, all of them or none. Their tickets stay as they are."""
    from worker.people import carry_out, find

    with changing(config_file, preset_name) as (connection, preset):
        found = [find.contact(connection, preset.name, one) for one in addresses]
        carry_out.remove_contacts(connection, [one.id for one in found], hand_of(name, why))
    click.echo(f"removed {len(found)}")


def _shape(one: Contact, of: str) -> dict[str, object]:
    return {
        "address": one.address,
        "name": one.name,
        "role": one.role,
        "organisation": of,
        "source": one.source,
        "since": one.since.isoformat(),
    }
