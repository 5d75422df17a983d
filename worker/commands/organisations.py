"""`meldpost organisations`: who writes to a desk, by number and domains."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.on_list import changing, reading, why_option
from worker.commands.options import config_option, hand_of, json_option, preset_option

if TYPE_CHECKING:
    from models.organisation import Organisation

_as = click.option("--as", "who", metavar="NAME", help="who you are [default: your login name]")
_number = click.option("--number", metavar="NUMBER", help="what the desk knows it by (debtor)")
_domain = click.option(
    "--domain", "domains", metavar="DOMAIN", multiple=True, help="its own; may be given again"
)


@click.group()
def command() -> None:
    """Organisations: list, show, add, set, remove. NAME is a name or a number.

    `meldpost contacts import` fills both lists from a file.
    """


@command.command("list")
@preset_option
@config_option
@json_option
def list_(
    preset_name: str | None,
    config_file: Path | None,
    as_json: bool,
) -> None:
    """The organisations of a desk, with how many contacts they have."""
    from collections import Counter

    from desk.safe import safe
    from models import contact, organisation

    with reading(config_file, preset_name) as (connection, preset):
        found = organisation.all_of(connection, preset.name)
        people = Counter(one.organisation_id for one in contact.all_of(connection, preset.name))
    for one in found:
        shape = _shape(one) | {"contacts": people[one.id]}
        told = f"{one.name}  ({one.number or 'no number'})  {', '.join(one.domains) or '-'}"
        told = f"{people[one.id]:>4} contacts  {told}"
        click.echo(json.dumps(shape, ensure_ascii=False) if as_json else safe(told))
    if not found and not as_json:
        click.echo("no organisations yet")


@command.command()
@click.argument("name")
@preset_option
@config_option
@json_option
def show(
    name: str,
    preset_name: str | None,
    config_file: Path | None,
    as_json: bool,
) -> None:
    """One organisation with its domains and contacts."""
    from desk.safe import safe
    from models import contact
    from worker.people import find

    with reading(config_file, preset_name) as (connection, preset):
        one = find.organisation(connection, preset.name, name)
        people = contact.all_of(connection, preset.name, organisation_id=one.id)
    if as_json:
        listed = [{"address": each.address, "role": each.role} for each in people]
        click.echo(json.dumps(_shape(one) | {"contacts": listed}, ensure_ascii=False))
        return
    click.echo(safe(f"{one.name}  ({one.number or 'no number'})  since {one.since:%Y-%m-%d}"))
    for domain in one.domains:
        click.echo(safe(f"  domain   {domain}"))
    for each in people:
        click.echo(safe(f"  contact  {each.address}  {each.role}  {each.name}".rstrip()))


@command.command()
@click.argument("name")
@_number
@_domain
@why_option
@preset_option
@_as
@config_option
def add(
    name: str,
    number: str | None,
    domains: tuple[str, ...],
    why: str,
    preset_name: str | None,
    who: str | None,
    config_file: Path | None,
) -> None:
    """Add an organisation."""
    from worker.people import by_hand

    with changing(config_file, preset_name) as (connection, preset):
        news = by_hand.News(name, number, domains)
        by_hand.add_organisation(connection, preset, news, hand_of(who, why))
    click.echo("added")


@command.command("set")
@click.argument("name")
@click.option("--name", "new_name", metavar="NAME", help="its new name")
@_number
@_domain
@click.option("--no-domain", "without", metavar="DOMAIN", multiple=True, help="its own no longer")
@why_option
@preset_option
@_as
@config_option
def set_(
    name: str,
    new_name: str | None,
    number: str | None,
    domains: tuple[str, ...],
    without: tuple[str, ...],
    why: str,
    preset_name: str | None,
    who: str | None,
    config_file: Path | None,
) -> None:
    """Change the name or number of an organisation, or its domains."""
    from worker.people import by_hand, find

    with changing(config_file, preset_name) as (connection, preset):
        one = find.organisation(connection, preset.name, name)
        news = by_hand.News(new_name, number, domains, without)
        by_hand.change(connection, preset, one, news, hand_of(who, why))
    click.echo("changed")


@command.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="do not ask")
@why_option
@preset_option
@_as
@config_option
def remove(
    name: str,
    yes: bool,
    why: str,
    preset_name: str | None,
    who: str | None,
    config_file: Path | None,
) -> None:
    """Take an organisation off the list, with its contacts. Their tickets stay as they are."""
    from worker.people import carry_out, find

    if not yes:
        click.confirm("Take the organisation and its contacts off the list?", abort=True)
    with changing(config_file, preset_name) as (connection, preset):
        one = find.organisation(connection, preset.name, name)
        people = carry_out.remove_organisation(connection, preset.name, one, hand_of(who, why))
    click.echo(f"removed, with {people} contacts")


def _shape(one: Organisation) -> dict[str, object]:
    return {
        "name": one.name,
        "number": one.number,
        "domains": list(one.domains),
        "since": one.since.isoformat(),
    }
