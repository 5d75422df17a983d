"""`meldpost vault`: the originals of mails, and the key that seals them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import as_option, config_option, json_option, settings_of, who_of
from worker.commands.reveal import reveal

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from models.original import Original


@click.group("vault")
def command() -> None:
    """The originals of mails: open, list, key, rotate, abandon.

    Whoever opens one needs a role that may (`[[person]]` and `[vault] readers` in the settings) and
    a reason. Both, and each refusal, stand in the audit log.
    """


@command.command("open")
@click.argument("what", metavar="MAIL|TICKET")
@click.option("--reason", metavar="TEXT", help="what for; it is recorded, and holds for a while")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="write it there, for your eyes only; of several mails, a folder",
)
@as_option
@config_option
def open_(
    what: str, reason: str | None, out: Path | None, name: str | None, config_file: Path | None
) -> None:
    """Print or save the original of a mail (by its number in `list`), or of all of a ticket."""
    from models import original

    def wanted(connection: Connection) -> list[Original]:
        if what.isdecimal():
            return original.of_mail(connection, int(what))
        return original.of_ticket(connection, what.upper())

    reveal(
        settings_of(config_file),
        wanted,
        f"there is no mail or ticket {what}",
        reason=reason,
        out=out,
        who=who_of(name),
    )


@command.command("list")
@click.option("--last", type=click.IntRange(min=1), default=50, help="how many [default: 50]")
@config_option
@json_option
def list_(last: int, config_file: Path | None, as_json: bool) -> None:
    """What lies in the vault: sort, number, ticket, size, moment. Takes no key."""
    from models import db, original

    settings = settings_of(config_file)
    with db.ready(settings.database_url) as database, database.reading() as connection:
        found = original.newest(connection, last)
    for one in found:
        if as_json:
            click.echo(json.dumps(_shape(one)))
        else:
            gone = f"erased {one.erased_at:%Y-%m-%d}" if one.erased_at else ""
            click.echo(
                f"{one.what:<10} {one.what_id:>6}  {one.ticket or '-':<10} {one.size:>10} bytes  "
                f"{one.at:%Y-%m-%d %H:%M}  {gone}".rstrip()
            )
    if not found and not as_json:
        click.echo("the vault is empty")


@command.command()
def key() -> None:
    """Print a fresh key, for a file, a variable or a secret store. Nothing is stored."""
    from models.seal import Key

    click.echo(Key.fresh().text)


@command.command()
@as_option
@config_option
def rotate(name: str | None, config_file: Path | None) -> None:
    """Seal everything anew with a new key. Workers may run on; broken off, it goes on next time.

    A key file gets a new key in front. To a variable or a command add one yourself first, in front
    of the old one: `meldpost vault key` makes it.
    """
    from models import vault as vaults
    from worker.privacy import rotate as rotation
    from worker.privacy import vault

    settings = settings_of(config_file)
    with vault.opened(settings) as database:
        given = vaults.given_by(settings.vault_key)
        source = settings.vault_key
        for progress in rotation.rotate(
            database, given, source, who_of(name), lambda: datetime.now(UTC)
        ):
            click.echo(f"sealed anew {progress.done} of {progress.total} originals", err=True)
    click.echo(f"the vault is sealed with the key {progress.key}")
    for old in progress.before:
        click.echo(f"key {old} is not needed any more, except for backups from before")
    if progress.damaged:
        click.echo(f"cannot be read any more: originals {progress.damaged}", err=True)
        raise SystemExit(1)


@command.command()
@click.option("--reason", metavar="TEXT", required=True, help="how it was lost; it is recorded")
@click.confirmation_option("--yes", prompt="Erase every original that only the lost key opens?")
@as_option
@config_option
def abandon(reason: str, name: str | None, config_file: Path | None) -> None:
    """Go on after a key was lost: erase what only it opens, and seal with the key given now."""
    from models import db
    from worker.privacy.abandon import abandon as give_up
    from worker.privacy.reason import discreet

    settings = settings_of(config_file)
    with db.ready(settings.database_url) as database:
        who, why = who_of(name), discreet(reason)
        erased = give_up(database, settings.vault_key, who, why, datetime.now(UTC))
    click.echo(f"{erased} originals are erased; the vault is sealed with the key given now")


def _shape(one: Original) -> dict[str, object]:
    return {
        "what": one.what,
        "id": one.what_id,
        "ticket": one.ticket,
        "size": one.size,
        "at": one.at.isoformat(),
        "erased_at": one.erased_at and one.erased_at.isoformat(),
    }
