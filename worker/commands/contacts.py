"""`meldpost contacts`: the people of the organisations that write to a desk, and their roles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from config.codes import ContactRole
from worker.commands.options import (
    as_option,
    config_option,
    json_option,
    preset_of,
    preset_option,
    settings_of,
    who_of,
)

if TYPE_CHECKING:
    from models.contact import Contact
    from worker.people.carry_out import Hand
    from worker.people.entries import Read
    from worker.people.plan import Change
    from worker.people.table import Fault

_MOST_SHOWN = 20  # of each sort of change, unless --all
_ROLE = click.Choice([role.value for role in ContactRole])
_SIGNS = {"added": "+", "changed": "~", "removed": "-"}
why_option = click.option("--why", default="", metavar="TEXT", help="for the audit log")


@click.group()
def command() -> None:
    """Contacts: import, list, show, add, set-role, remove.

    Roles: superadmin, administrator, key_user, staff. Lists belong to one desk (--preset).
    """


@command.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--dry-run", is_flag=True, help="show what would change, and change nothing")
@click.option("--no-domains", is_flag=True, help="take no organisation's domain from its addresses")
@click.option("--replace", is_flag=True, help="remove contacts of earlier files that are not in it")
@click.option("--all", "every", is_flag=True, help="show every change, however many")
@why_option
@preset_option
@as_option
@config_option
@json_option
def import_(
    file: BinaryIO,
    dry_run: bool,
    no_domains: bool,
    replace: bool,
    every: bool,
    why: str,
    preset_name: str | None,
    name: str | None,
    config_file: Path | None,
    as_json: bool,
) -> None:
    """Take in a CSV FILE (- reads standard input): all of it, or nothing.

    Columns, in any order, in Dutch, French, English or German: organisation, number, domains,
    e-mail, name, role. Empty cells change nothing; the same file again changes nothing.
    """
    from models import db
    from worker.people import carry_out, entries

    settings = settings_of(config_file)
    preset = preset_of(settings, preset_name)
    said = entries.entries(file.read(), preset)
    _refuse(said.faults)
    derive = not no_domains
    with db.ready(settings.database_url) as database:
        if dry_run:
            with database.reading() as connection:
                changes, faults = carry_out.proposed(
                    connection, said.entries, preset, derive=derive, replace=replace
                )
        else:
            with database.transaction() as connection:
                changes, faults = carry_out.take_in(
                    connection,
                    said.entries,
                    preset,
                    hand_of(name, why),
                    derive=derive,
                    replace=replace,
                )
    _refuse(faults)
    if as_json:
        _print_json(changes)
    else:
        _tell(said, changes, every=every, dry_run=dry_run)


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

    with find.reading(config_file, preset_name) as (connection, preset):
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

    with find.reading(config_file, preset_name) as (connection, preset):
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
    from worker.people import by_hand, find

    with find.changing(config_file, preset_name) as (connection, preset):
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

    with find.changing(config_file, preset_name) as (connection, preset):
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

    with find.changing(config_file, preset_name) as (connection, preset):
        found = [find.contact(connection, preset.name, one) for one in addresses]
        carry_out.remove_contacts(connection, [one.id for one in found], hand_of(name, why))
    click.echo(f"removed {len(found)}")


def hand_of(name: str | None, why: str) -> Hand:
    """Who changes the lists now, and why."""
    from worker.people.carry_out import Hand
    from worker.privacy.reason import discreet

    return Hand(who_of(name), discreet(why), datetime.now(UTC))


def _refuse(faults: Sequence[Fault]) -> None:
    """Name every fault, and stop: nothing is half taken in."""
    if faults:
        for one in sorted(faults, key=lambda one: one.line or 0):
            click.echo(f"meldpost: {one}", err=True)
        lines = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}"
        click.echo(f"meldpost: nothing was taken in: {lines}", err=True)
        raise SystemExit(1)


def _tell(said: Read, changes: Sequence[Change], *, every: bool, dry_run: bool) -> None:
    """What changed, the headers that told nothing, and how much that was in all."""
    from desk.safe import safe

    for what in ("organisation", "domain", "contact"):
        some = [one for one in changes if one.what == what]
        shown = some if every else some[:_MOST_SHOWN]
        for one in shown:
            click.echo(safe(_line(one)))
        if len(some) > len(shown):
            click.echo(f"  and {len(some) - len(shown)} more of these (--all shows them)")
    if said.ignored:
        click.echo(safe(f"columns that are not kept: {', '.join(said.ignored)}"))
    end = "; a dry run: nothing was done" if dry_run else ""
    click.echo(f"{len(said.entries)} lines: {_counted(changes)}{end}")


def _line(one: Change) -> str:
    values = {key: value for key, value in one.values.items() if key != "organisation_id"}
    if one.did == "added" and one.what == "organisation":
        values.pop("name", None)
    said = ", ".join(f"{key} {value}" for key, value in values.items() if value != "")
    of = "" if one.what == "organisation" else f"  {one.of}"
    return f"{_SIGNS[one.did]} {one.what} {one.subject}{of}{f'  ({said})' if said else ''}"


def _counted(changes: Sequence[Change]) -> str:
    from collections import Counter

    counted = Counter((one.what, one.did) for one in changes)
    said = (f"{n} {what}{'s' if n > 1 else ''} {did}" for (what, did), n in counted.items())
    return ", ".join(said) or "nothing changes"


def _print_json(changes: Sequence[Change]) -> None:
    for one in changes:
        values = {key: value for key, value in one.values.items() if key != "organisation_id"}
        shape = {"did": one.did, "what": one.what, "subject": one.subject, "organisation": one.of}
        click.echo(json.dumps(shape | {"values": values}, ensure_ascii=False))


def _shape(one: Contact, of: str) -> dict[str, object]:
    return {
        "address": one.address,
        "name": one.name,
        "role": one.role,
        "organisation": of,
        "source": one.source,
        "since": one.since.isoformat(),
    }
