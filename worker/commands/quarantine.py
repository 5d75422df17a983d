"""`meldpost quarantine`: mails that broke something, until a person decides."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import as_option, config_option, json_option, settings_of, who_of
from worker.commands.reveal import reveal

if TYPE_CHECKING:
    from models.db import Database
    from models.quarantine import Quarantined


@click.group("quarantine")
def command() -> None:
    """Mails that could not be read: list, show, retry, drop.

    Each is kept with its bytes and the reason. Looking at one, and dropping one, is written down.
    """


@command.command("list")
@config_option
@json_option
def list_(config_file: Path | None, as_json: bool) -> None:
    """What is set aside, the oldest first."""
    from worker.intake import quarantine

    with _database(config_file) as database:
        entries = quarantine.listed(database)
    if as_json:
        for entry in entries:
            click.echo(json.dumps(_shape(entry), ensure_ascii=False))
    elif not entries:
        click.echo("nothing is in quarantine")
    else:
        for entry in entries:
            place = f"{entry.place.mailbox}/{entry.place.folder}"
            click.echo(
                f"{entry.id:>5}  {entry.put_at:%Y-%m-%d %H:%M}  {place}  UID {entry.uid}  "
                f"{entry.size} bytes  {entry.attempts} tried  {entry.reason}"
            )


@command.command()
@click.argument("number", type=int)
@click.option("--reason", metavar="TEXT", help="what for; it is recorded")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="write it there")
@as_option
@config_option
def show(
    number: int, reason: str | None, out: Path | None, name: str | None, config_file: Path | None
) -> None:
    """Print the bytes of a mail, for those whose role may read it. Looking is written down."""
    from models import original

    reveal(
        settings_of(config_file),
        lambda connection: original.of_quarantine(connection, number),
        f"nothing with number {number} is in quarantine",
        reason=reason,
        out=out,
        who=who_of(name),
    )


@command.command()
@click.argument("numbers", type=int, nargs=-1, required=True)
@as_option
@config_option
def retry(numbers: tuple[int, ...], name: str | None, config_file: Path | None) -> None:
    """Read mails again, as if they had just come in."""
    from worker.intake import quarantine
    from worker.intake.guard import Broken
    from worker.line import opened

    failed = False
    with opened(settings_of(config_file)) as app:
        for number in numbers:
            outcome = quarantine.retry(app, number, who_of(name))
            broken = isinstance(outcome, Broken)
            failed = failed or broken
            click.echo(f"{number}: {outcome.reason if isinstance(outcome, Broken) else outcome}")
    if failed:
        raise SystemExit(1)


@command.command()
@click.argument("numbers", type=int, nargs=-1, required=True)
@click.option("--why", required=True, help="the reason, which is kept")
@as_option
@config_option
def drop(numbers: tuple[int, ...], why: str, name: str | None, config_file: Path | None) -> None:
    """Throw the bytes of mails away for good; the ledger keeps who did so, and why."""
    from worker.intake import quarantine

    with _database(config_file) as database:
        for number in numbers:
            quarantine.drop(database, number, who_of(name), why, lambda: datetime.now(UTC))
            click.echo(f"{number}: dropped")


def _database(config_file: Path | None) -> AbstractContextManager[Database]:
    from models import db

    return db.ready(settings_of(config_file).database_url)


def _shape(entry: Quarantined) -> dict[str, object]:
    return {
        "id": entry.id,
        "mailbox": entry.place.mailbox,
        "folder": entry.place.folder,
        "uidvalidity": entry.place.uidvalidity,
        "uid": entry.uid,
        "size": entry.size,
        "reason": entry.reason,
        "attempts": entry.attempts,
        "arrived_at": entry.arrived_at.isoformat(),
        "put_at": entry.put_at.isoformat(),
    }
