"""`meldpost drift`: whether the mail has changed since some time ago."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import (
    config_option,
    json_option,
    preset_of,
    preset_option,
    settings_of,
)

if TYPE_CHECKING:
    from triage.drift import Shift
    from worker.learning.drift import Drift

_MARKS = {"too_few": "too few mails", "steady": "steady", "moved": "moved", "changed": "CHANGED"}
_SHOWN = 3  # labels of a trait


@click.command()
@click.option("--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="lately")
@click.option(
    "--beside", type=click.IntRange(1, 3650), default=90, show_default=True, help="days before that"
)
@preset_option
@config_option
@json_option
def command(
    days: int,
    beside: int,
    preset_name: str | None,
    config_file: Path | None,
    as_json: bool,
) -> None:
    """Whether the mail of the last days is other mail than that before it.

    Modules, types, priorities, senders, languages, lengths and how sure triage is, each with the
    population stability index (from 0.10 it moved, from 0.25 it changed); the share for review; and
    how often people had to correct what was decided. After a change, correct some tickets and run
    `meldpost train`.
    """
    from models import db
    from worker.learning.drift import drift

    settings = settings_of(config_file)
    preset = preset_of(settings, preset_name)
    now = datetime.now(UTC)
    middle = now - timedelta(days=days)
    with db.ready(settings.database_url) as database, database.reading() as connection:
        found = drift(connection, preset.name, middle - timedelta(days=beside), middle)
    if as_json:
        click.echo(json.dumps(_shape(found), ensure_ascii=False))
        return
    click.echo(
        f"{found.preset}: {found.now} tickets in {days} days, {found.before} in the {beside} before"
    )
    for shift in found.shifts:
        click.echo(
            f"  {shift.trait:<11} {shift.index:6.3f}  {_MARKS[shift.mark]:<13}  {_moves(shift)}"
        )
    click.echo(f"  for review  {found.review_before:.0%} before, {found.review_now:.0%} now")
    for one in found.corrected:
        click.echo(f"  {one.head:<11} people judged {one.judged}, put right {one.wrong}")


def _moves(shift: Shift) -> str:
    """The labels that moved most, where something moved."""
    if shift.mark not in ("moved", "changed"):
        return ""
    return ", ".join(
        f"{one.label} {one.before:.0%} → {one.now:.0%}" for one in shift.shares[:_SHOWN]
    )


def _shape(found: Drift) -> dict[str, object]:
    return {
        "preset": found.preset,
        "before": found.before,
        "now": found.now,
        "changed": found.changed,
        "traits": [
            {
                "trait": one.trait,
                "index": round(one.index, 4),
                "mark": one.mark,
                "shares": {
                    share.label: [round(share.before, 4), round(share.now, 4)]
                    for share in one.shares
                },
            }
            for one in found.shifts
        ],
        "review": [round(found.review_before, 4), round(found.review_now, 4)],
        "corrected": {
            one.head: {"judged": one.judged, "wrong": one.wrong} for one in found.corrected
        },
    }
