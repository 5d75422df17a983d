"""`meldpost export`: a person's own data, for that person."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from worker.commands.options import as_option, config_option, settings_of, who_of
from worker.commands.whom import person_arguments, person_of, reader_of


@click.command("export")
@person_arguments
@click.option("--reason", required=True, metavar="TEXT", help="on what request; it is recorded")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="a new folder, for your eyes only",
)
@as_option
@config_option
def command(
    values: tuple[str, ...],
    values_file: Path | None,
    reason: str,
    out: Path,
    name: str | None,
    config_file: Path | None,
) -> None:
    """Gather what is stored of one person into a folder: index.html, data.json, originals.

    Values are given as for `forget`. In mails of others that name the person, everybody else is
    redacted; read it before you hand it over all the same.
    """
    from config.errors import PermanentError
    from models import audit
    from worker.privacy import export, grants, traces, vault
    from worker.privacy.reason import discreet

    settings, who, why = settings_of(config_file), who_of(name), discreet(reason)
    grants.need_reader(settings, who, "export a person's data")
    person, now = person_of(values, values_file), datetime.now(UTC)
    if out.exists():
        raise PermanentError(f"{out} is there already: name a new folder")
    with vault.opened(settings) as database, reader_of(settings) as contents:
        found = traces.trace(database, person, contents)
        with database.transaction() as connection:
            audit.write(connection, [traces.recorded(found, who, why, now)])
        made = export.gather(database, settings, person, found, contents, who=who, why=why, now=now)
    export.write(made, out)
    told = made.dossier
    click.echo(
        f"request {told.number}: {len(told.mails)} mails, {len(told.answers)} answers, "
        f"{len(told.tickets)} tickets in {out / 'index.html'}"
    )
    if found.sealed:
        lines = ", ".join(map(str, sorted(found.sealed)))
        click.echo(f"not in it: lines {lines} of the audit log, which name the person")
    if told.unread:
        click.echo(f"not in it: {told.unread} mails in quarantine: look at them yourself")
    if found.unread:
        named = ", ".join(f"{what} {id_}" for what, id_ in sorted(found.unread))
        click.echo(f"attachments that could not be examined: {named}")
