"""`meldpost contacts import`: a list of contacts out of a CSV file, and what it changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from worker.commands.on_list import changing, reading, why_option
from worker.commands.options import as_option, config_option, hand_of, json_option, preset_option

if TYPE_CHECKING:
    from worker.people.entries import Read
    from worker.people.plan import Change
    from worker.people.table import Fault

_MOST_SHOWN = 20  # of each sort of change, unless --all
_SIGNS = {"added": "+", "changed": "~", "removed": "-"}


@click.command("import")
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
def command(
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
    from worker.people import carry_out, entries

    opened = reading if dry_run else changing
    with opened(config_file, preset_name) as (connection, preset):
        said = entries.entries(file.read(), preset)
        _refuse(said.faults)
        how = {"derive": not no_domains, "replace": replace}
        if dry_run:
            changes, faults = carry_out.proposed(connection, said.entries, preset, **how)
        else:
            hand = hand_of(name, why)
            changes, faults = carry_out.take_in(connection, said.entries, preset, hand, **how)
    _refuse(faults)
    if as_json:
        _print_json(changes)
    else:
        _tell(said, changes, every=every, dry_run=dry_run)


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
