"""`meldpost audit`: who saw, changed, exported, erased what, when and why."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import Moment, config_option, json_option, settings_of

if TYPE_CHECKING:
    from models.chain import Head, Line


@click.group("audit")
def command() -> None:
    """The audit log: list, verify, head.

    Its lines form a chain and are never changed. A head that was written down elsewhere proves
    later that nothing before it was redone, and that the end was not cut off.
    """


@command.command()
@config_option
def head(config_file: Path | None) -> None:
    """Print the last line's number and hash, to be kept elsewhere."""
    from models import audit, db

    with (
        db.ready(settings_of(config_file).database_url) as database,
        database.reading() as connection,
    ):
        click.echo(str(audit.head(connection)))


class _Head(click.ParamType["Head"]):
    name = "head"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Head:
        from models.chain import Head

        line, _, digest = str(value).strip().partition(":")
        if not line.isdecimal() or len(digest) != 64:
            self.fail(f"{value!r} is no head as `meldpost audit head` prints it", param, ctx)
        return Head(int(line), digest.lower())


@command.command()
@click.option(
    "--head", "heads", type=_Head(), multiple=True, metavar="LINE:HASH", help="written down earlier"
)
@config_option
@json_option
def verify(heads: tuple[Head, ...], config_file: Path | None, as_json: bool) -> None:
    """Go through the whole log; names each line that was changed, removed, put in or moved."""
    from models import audit, db

    with (
        db.ready(settings_of(config_file).database_url) as database,
        database.reading() as connection,
    ):
        end = audit.head(connection)
        broken = False
        for fault in audit.verify(connection, heads):
            broken = True
            told = json.dumps({"line": fault.line, "fault": fault.says})
            click.echo(told if as_json else f"line {fault.line} {fault.says}")
    if broken:
        raise SystemExit(1)
    if as_json:
        click.echo(json.dumps({"line": end.line, "hash": end.hash, "fault": None}))
    else:
        click.echo(f"the log is whole up to line {end.line}: {end}")


@command.command("list")
@click.option("--since", type=Moment(), help="from this moment on [ISO 8601; UTC without a zone]")
@click.option(
    "--what", metavar="WORD", help="what was done (showed, erased …) or to what (mail, vault …)"
)
@click.option("--who", metavar="NAME", help="what this person did, or `machine`")
@config_option
@json_option
def list_(
    since: datetime | None,
    what: str | None,
    who: str | None,
    config_file: Path | None,
    as_json: bool,
) -> None:
    """The lines, the oldest first."""
    from models import audit, db

    table = audit.audit.c
    where = []
    if since:
        where.append(table.at >= (since if since.tzinfo else since.replace(tzinfo=UTC)))
    if what:
        where.append((table.did == what) | (table.what == what))
    if who:
        where.append(table.who.in_([who, f"person:{who}"]))
    with (
        db.ready(settings_of(config_file).database_url) as database,
        database.reading() as connection,
    ):
        for line in audit.lines(connection, *where):
            click.echo(json.dumps(_shape(line), ensure_ascii=False) if as_json else _said(line))


def _said(line: Line) -> str:
    from desk.safe import safe

    told = f"{line.what} {line.what_id}" if line.what_id is not None else line.what
    told = f"{line.id:>6}  {line.at:%Y-%m-%d %H:%M:%S}  {line.who}  {line.did}  {told}  {line.why}"
    return safe(f"{told}  {json.dumps(line.detail)}" if line.detail else told).rstrip()


def _shape(line: Line) -> dict[str, object]:
    return {
        "line": line.id,
        "at": line.at.isoformat(),
        "who": line.who,
        "did": line.did,
        "what": line.what,
        "what_id": line.what_id,
        "why": line.why,
        "detail": line.detail,
        "hash": line.hash,
    }
