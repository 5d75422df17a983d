"""`meldpost sla`: the deadlines of a ticket that arrives then."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from config.codes import Priority, Type
from triage.decision import Terms
from worker.commands.options import (
    Moment,
    at_desk,
    config_option,
    json_option,
    preset_of,
    preset_option,
    settings_of,
)


@click.command()
@click.option(
    "--type", "type_", required=True, type=click.Choice([one.value for one in Type]),
    metavar="TYPE", help=", ".join(Type),
)  # fmt: skip
@click.option(
    "--priority", required=True, type=click.Choice([one.value for one in Priority]),
    metavar="PRIORITY", help=", ".join(Priority),
)  # fmt: skip
@click.option(
    "--at", "arrived", required=True, type=Moment(), metavar="ISO",
    help="the moment the mail reached the mailbox",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="tell step by step how they come about")
@preset_option
@config_option
@json_option
def command(
    type_: str,
    priority: str,
    arrived: datetime,
    explain: bool,
    preset_name: str | None,
    config_file: Path | None,
    as_json: bool,
) -> None:
    """The deadlines of a ticket of this type and priority."""
    from triage import explain_terms, sla

    preset = preset_of(settings_of(config_file), preset_name)
    asked = Type(type_), Priority(priority), at_desk(arrived, preset), preset
    try:
        found = sla.terms(*asked)
    except (OverflowError, ValueError):  # datetime knows the years 1 to 9999
        raise click.BadParameter("lies too far in the future", param_hint="--at") from None
    steps = explain_terms.explain(*asked) if explain else []
    if as_json:
        click.echo(json.dumps({**_shape(found), **({"steps": steps} if explain else {})}))
        return
    if explain:
        click.echo("\n".join(steps))
        return
    click.echo(f"starts   {_said(found.starts_at)}")
    click.echo(f"respond  {_said(found.respond_by)}")
    click.echo(f"solve    {_said(found.solve_by)}")
    click.echo(f"reason   {found.reason}")


def _shape(terms: Terms) -> dict[str, str | None]:
    return {
        "starts_at": _iso(terms.starts_at),
        "respond_by": _iso(terms.respond_by),
        "solve_by": _iso(terms.solve_by),
        "reason": terms.reason,
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _said(moment: datetime | None) -> str:
    return "no term" if moment is None else f"{moment:%a %Y-%m-%d %H:%M %Z}"
