"""`meldpost report`: what people answer for, on a page, on paper, in a sheet or as JSON."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import (
    as_option,
    config_option,
    preset_of,
    preset_option,
    settings_of,
    who_of,
)

if TYPE_CHECKING:
    from config.preset import Preset
    from desk.reports.period import Period


_OF_REPORTS = ("html", "pdf", "csv", "json")
_OF_LETTERS = ("txt", "html", "pdf")


class _Day(click.ParamType[date]):
    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date such as 2026-10-31", param, ctx)


@click.group("report")
def command() -> None:
    """Reports: privacy."""


@command.command()
@click.option("--from", "first", type=_Day(), help="first day [default: that of last month]")
@click.option("--to", "last", type=_Day(), help="last day, within it [default: that of the month]")
@preset_option
@click.option(
    "--format",
    "format_",
    type=click.Choice([*_OF_REPORTS, "txt"]),
    help="[default: by the name of --out, else html; of a letter txt]",
)
@click.option(
    "--letter",
    "organisation",
    metavar="ORGANISATION",
    help="a letter to this one (its domain) instead",
)
@click.option(
    "--language", type=click.Choice(["nl", "fr", "en", "de"]), help="[default: the desk's]"
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="none is written over")
@as_option
@config_option
def privacy(
    first: date | None,
    last: date | None,
    preset_name: str | None,
    format_: str | None,
    organisation: str | None,
    language: str | None,
    out: Path | None,
    name: str | None,
    config_file: Path | None,
) -> None:
    """The register of violations of a period, with trend, organisations and what was not examined.

    It never holds a value. Whoever reads it needs the role compliance or operator ([[person]] in
    the settings); that it was read stands in the audit log. `csv` is the register, a line for each
    finding; `json` is all of it (docs/interface.md). `--letter` writes to an organisation that
    keeps sending such data: which kinds, how often, and what to send instead.
    """
    from models import db
    from notify.voice import Voice
    from worker.clock import letter, report

    settings = settings_of(config_file)
    preset = preset_of(settings, preset_name)
    now = datetime.now(UTC)
    period = _period(first, last, preset, now)
    wanted = _wanted(format_, out, letters=organisation is not None)
    spoken = Voice.of(preset, language or preset.language).language
    detail: dict[str, object] = {
        "preset": preset.name,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "format": wanted,
    }
    with db.ready(settings.database_url) as database:
        report.admit(database, settings, who_of(name), now, detail)
        with database.reading() as connection:
            found = report.rows(connection, settings, preset, period)
    if organisation is not None:
        draft = letter.draft(found, preset, period, organisation, spoken)
        _give(letter.rendered(draft, wanted, now), out)
        return
    made = report.told(found, settings, preset, period, language=spoken, now=now)
    _give(report.rendered(made, report.Format(wanted)), out)


def _period(first: date | None, last: date | None, preset: Preset, now: datetime) -> Period:
    """The days that were asked for; where one end is left out, that of the other's month."""
    from desk.reports.period import Period, last_month

    usual = last_month(now, preset.hours.zone)
    if first is None and last is not None:
        first = last.replace(day=1)
    if last is None and first is not None:
        last = max(now.astimezone(preset.hours.zone).date(), first)
    try:
        return Period(first or usual.first, last or usual.last, preset.hours.zone)
    except ValueError as error:
        raise click.BadParameter(f"{error}", param_hint="--to") from error


def _wanted(format_: str | None, out: Path | None, *, letters: bool) -> str:
    """The format that was asked for, else that of the file's name, else the first there is."""
    known = _OF_LETTERS if letters else _OF_REPORTS
    suffix = "" if out is None else out.suffix.lstrip(".").lower()
    wanted = format_ or (suffix if suffix in known else known[0])
    if wanted not in known:
        what = "a letter" if letters else "a report"
        raise click.BadParameter(f"{what} is {' or '.join(known)}", param_hint="--format")
    if wanted == "pdf" and out is None and sys.stdout.isatty():
        raise click.UsageError("a PDF is not for a terminal: --out FILE takes it")
    return wanted


def _give(body: bytes, out: Path | None) -> None:
    from config.errors import PermanentError
    from models.keys import private

    if out is None:
        sys.stdout.buffer.write(body)
        return
    try:
        with open(out, "xb", opener=private) as file:
            file.write(body)
    except OSError as error:
        raise PermanentError(f"{out} cannot be written: {error.strerror}") from None
    click.echo(str(out))
