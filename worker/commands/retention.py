"""`meldpost retention`: what is kept how long, what goes next, and letting it go."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import Moment, as_option, config_option, json_option, settings_of

if TYPE_CHECKING:
    from config.settings import Settings
    from worker.privacy.retention import Step


@click.group("retention")
def command() -> None:
    """How long things are kept: plan, apply.

    The rules stand in `[retention]` of the preset and of meldpost.toml; docs/privacy.md says what
    each means. `meldpost run` applies them every day, new or changed ones after a day's notice.
    """


@command.command()
@click.option("--at", type=Moment(), help="what will have to go by then [default: now]")
@config_option
@json_option
def plan(at: datetime | None, config_file: Path | None, as_json: bool) -> None:
    """Show what has to go by each rule, what a hold keeps, and when the next goes."""
    settings = settings_of(config_file)
    moment = datetime.now(UTC) if at is None else at if at.tzinfo else at.replace(tzinfo=UTC)
    _show(_planned(settings, moment), as_json=as_json)
    if not as_json:
        _overlooked(settings, moment)


@command.command()
@click.option("--dry-run", is_flag=True, help="show the plan, and remove nothing")
@click.option("--yes", is_flag=True, help="do not ask")
@as_option
@config_option
def apply(dry_run: bool, yes: bool, name: str | None, config_file: Path | None) -> None:
    """Remove now what has to go, for good. Shows the plan and asks first."""
    from worker.commands.options import who_of
    from worker.privacy import retention, vault

    settings = settings_of(config_file)
    steps = _planned(settings, datetime.now(UTC))
    _show(steps, as_json=False)
    due = sum(step.due.count for step in steps)
    if dry_run or not due:
        return
    if not yes:
        click.confirm(f"Remove {due} things for good?", abort=True)
    with vault.opened(settings) as database:
        done = retention.apply(
            database, settings, who=who_of(name), clock=lambda: datetime.now(UTC)
        )
    click.echo("removed " + ", ".join(f"{count} {what.value}" for what, count in done.items()))


def _planned(settings: Settings, at: datetime) -> list[Step]:
    from models import db
    from worker.privacy import retention

    with db.ready(settings.database_url) as database:
        return retention.plan(database, settings, at)


def _show(steps: Sequence[Step], *, as_json: bool) -> None:
    if as_json:
        for step in steps:
            click.echo(json.dumps(_shape(step)))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("desk", "what", "kept for"):
        table.add_column(column)
    for column in ("goes now", "since", "on hold", "stays", "next goes"):
        table.add_column(column, justify="right")
    for step in steps:
        table.add_row(*_cells(step), style="bold" if step.due.count else None)
    width = None if sys.stdout.isatty() else 110
    Console(width=width, highlight=False).print(table)


def _cells(step: Step) -> tuple[str, ...]:
    due = step.due
    size = f" ({due.size / 1e6:.1f} MB)" if due.size else ""
    return (
        step.scope.preset or "-",
        step.stored.value,
        str(step.period),
        f"{due.count}{size}" if due.count else "-",
        _day(due.oldest),
        str(due.on_hold or "-"),
        str(due.left or "-"),
        _day(step.next),
    )


def _day(at: datetime | None) -> str:
    return "-" if at is None else f"{at:%Y-%m-%d}"


def _overlooked(settings: Settings, now: datetime) -> None:
    """What no rule reaches, because nobody closed it."""
    from config.retention import Stored
    from models import db
    from models import retention as queries
    from worker.privacy.retention import rules

    with db.ready(settings.database_url) as database, database.reading() as connection:
        for preset in sorted(queries.presets(connection)):
            period = rules(settings, preset).of(Stored.TICKETS)
            before = period.before(now)
            if before and (count := queries.overlooked(connection, preset, before)):
                click.echo(f"{preset}: {count} open tickets are silent for {period}: close them")


def _shape(step: Step) -> dict[str, object]:
    due = step.due
    return {
        "preset": step.scope.preset or None,
        "what": step.stored.value,
        "kept_for": str(step.period),
        "due": due.count,
        "bytes": due.size,
        "oldest": due.oldest and due.oldest.isoformat(),
        "on_hold": due.on_hold,
        "left": due.left,
        "next": step.next and step.next.isoformat(),
    }
