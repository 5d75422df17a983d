"""`meldpost hold`: what may neither expire nor be erased."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import as_option, config_option, json_option, settings_of, who_of
from worker.commands.whom import person_arguments, person_of, reader_of

if TYPE_CHECKING:
    from models.hold import Hold

_TICKET = re.compile(r"[A-Za-z]{1,6}-\d{1,12}")


@click.group("hold")
def command() -> None:
    """Legal holds: add, list, lift.

    While a hold stands, no rule of retention and no `meldpost forget` touches what it covers. Each
    is recorded with its reason.
    """


@command.command()
@person_arguments
@click.option("--reason", required=True, metavar="TEXT", help="on what ground; it is recorded")
@as_option
@config_option
def add(
    values: tuple[str, ...],
    values_file: Path | None,
    reason: str,
    name: str | None,
    config_file: Path | None,
) -> None:
    """Hold a ticket (KK-1042), or everything about a person, by values as for `forget`.

    Mail of that person that comes in later is covered too.
    """
    from worker.privacy import grants, hold, vault

    settings, who, now = settings_of(config_file), who_of(name), datetime.now(UTC)
    grants.need_reader(settings, who, "place a hold")
    with vault.opened(settings) as database, reader_of(settings) as contents:
        if len(values) == 1 and values_file is None and _TICKET.fullmatch(values[0]):
            number = values[0].upper()
            hold_id = hold.on_ticket(database, number, who=who, reason=reason, now=now)
            click.echo(f"hold {hold_id}: ticket {number}")
            return
        hold_id, found = hold.on_person(
            database,
            person_of(values, values_file),
            contents,
            who=who,
            reason=reason,
            now=now,
        )
    click.echo(
        f"hold {hold_id}: {len(found.tickets)} tickets, {len(found.mails)} mails, "
        f"{len(found.quarantine)} in quarantine, {len(found.contacts)} contacts"
    )


@command.command("list")
@click.option("--all", "every", is_flag=True, help="lifted ones too")
@config_option
@json_option
def list_(every: bool, config_file: Path | None, as_json: bool) -> None:
    """The holds that stand."""
    from desk.safe import safe
    from models import db, hold

    with (
        db.ready(settings_of(config_file).database_url) as database,
        database.reading() as connection,
    ):
        found = hold.all_holds(connection, standing=not every)
    for one in found:
        lifted = f"  lifted {one.lifted_at:%Y-%m-%d}" if one.lifted_at else ""
        told = (
            f"{one.id:>5}  {one.placed_at:%Y-%m-%d}  {one.of}  covers {one.covers}  "
            f"{one.who}  {one.reason}{lifted}"
        )
        click.echo(json.dumps(_shape(one), ensure_ascii=False) if as_json else safe(told))
    if not found and not as_json:
        click.echo("nothing is on hold")


@command.command()
@click.argument("number", type=int)
@click.option("--reason", required=True, metavar="TEXT", help="why it is over; it is recorded")
@as_option
@config_option
def lift(number: int, reason: str, name: str | None, config_file: Path | None) -> None:
    """End a hold. What it covered follows the rules again; what is overdue goes the next day."""
    from models import db
    from worker.privacy import grants, hold

    settings, who = settings_of(config_file), who_of(name)
    grants.need_reader(settings, who, "lift a hold")
    with db.ready(settings.database_url) as database:
        hold.lift(database, number, who=who, reason=reason, now=datetime.now(UTC))
    click.echo(f"hold {number} is lifted")


def _shape(one: Hold) -> dict[str, object]:
    return {
        "id": one.id,
        "of": one.of,
        "placed_at": one.placed_at.isoformat(),
        "who": one.who,
        "reason": one.reason,
        "covers": one.covers,
        "lifted_at": one.lifted_at and one.lifted_at.isoformat(),
    }
