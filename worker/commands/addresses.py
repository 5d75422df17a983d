"""`meldpost addresses`: those that get no mail from us, because it came back or by a person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import as_option, config_option, hand_of, json_option, settings_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from worker.hand import Hand

_why_option = click.option(
    "--why", required=True, metavar="TEXT", help="for the audit log and the ticket's history"
)


@click.group("addresses")
def command() -> None:
    """Addresses that get no mail: list, clear, mark; and mail that was stopped: resume.

    An address is marked when a mail of ours comes back because nobody is there, or when it refused
    several. Nothing goes there, neither answers nor reminders, until somebody clears it.
    """


@command.command("list")
@config_option
@json_option
def list_(config_file: Path | None, as_json: bool) -> None:
    """The addresses that are marked, the newest first."""
    from desk.safe import safe
    from models import db, marked

    with (
        db.ready(settings_of(config_file).database_url) as database,
        database.reading() as connection,
    ):
        found = marked.every(connection)
    for row in found:
        of = f"  {row['number']}" if row["number"] else ""
        told = f"{row['since']:%Y-%m-%d}  {row['address']}{of}  {row['who']}  {row['why']}"
        click.echo(json.dumps(_shape(row), ensure_ascii=False) if as_json else safe(told))
    if not found and not as_json:
        click.echo("mail may go to every address")


@command.command()
@click.argument("address")
@_why_option
@as_option
@config_option
def clear(address: str, why: str, name: str | None, config_file: Path | None) -> None:
    """Let mail go to ADDRESS again. What was kept back meanwhile is not sent."""
    from worker.post import addresses

    with _hand(config_file, name, why) as (connection, hand):
        addresses.clear(connection, address, hand)
    click.echo("mail may go there again")


@command.command()
@click.argument("address")
@_why_option
@as_option
@config_option
def mark(address: str, why: str, name: str | None, config_file: Path | None) -> None:
    """Send nothing more to ADDRESS."""
    from worker.post import addresses

    if "@" not in address:
        raise click.UsageError("that is no mail address")
    with _hand(config_file, name, why) as (connection, hand):
        addresses.mark(connection, address, hand)
    click.echo("no mail goes there until it is cleared")


@command.command()
@click.argument("about", metavar="NUMBER|ADDRESS")
@_why_option
@as_option
@config_option
def resume(about: str, why: str, name: str | None, config_file: Path | None) -> None:
    """Send again what somebody stopped by mail: reminders of a ticket, reports to an address."""
    from worker.post import addresses

    with _hand(config_file, name, why) as (connection, hand):
        addresses.resume(connection, about, hand)
    click.echo("it is sent again")


@contextmanager
def _hand(
    config_file: Path | None, name: str | None, why: str
) -> Iterator[tuple[Connection, Hand]]:
    from models import db

    if not why.strip():
        raise click.UsageError("--why must say something")
    with (
        db.ready(settings_of(config_file).database_url) as database,
        database.transaction() as connection,
    ):
        yield connection, hand_of(name, why)


def _shape(row: RowMapping) -> dict[str, object]:
    return {
        "address": row["address"],
        "since": row["since"].isoformat(),
        "status": row["status"],
        "ticket": row["number"],
        "who": row["who"],
        "why": row["why"],
    }
