"""`meldpost view`: a mail or an attachment as agents may see it."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from worker.commands.options import as_option, config_option, settings_of, who_of


@click.command()
@click.argument("mail", type=click.IntRange(min=1), metavar="MAIL")
@click.option("--attachment", type=click.IntRange(min=0), metavar="N", help="that one, from 0")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="write it there"
)
@as_option
@config_option
def command(
    mail: int, attachment: int | None, out: Path, name: str | None, config_file: Path | None
) -> None:
    """Write the HTML of MAIL (a number of `meldpost vault list`), or one attachment, redacted.

    Screenshots and pages of PDFs have what was found painted over, of other files the text is
    written with masks. What was not examined is not shown. The reading is recorded.
    """
    from worker.intake.examine import Examiner
    from worker.privacy import vault, view

    settings = settings_of(config_file)
    who, now = who_of(name), datetime.now(UTC)
    with vault.opened(settings) as database, database.transaction() as connection:
        if attachment is None:
            found = view.page(connection, mail, who, now)
        else:
            with closing(Examiner(settings.limits.attachments)) as examiner:
                found = view.attachment(connection, mail, attachment, examiner, who, now)
    path = out if out.suffix else out.with_suffix(found.suffix)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(found.body)
    click.echo(f"{path}: {found.content_type.partition(';')[0]}, {len(found.body)} bytes")
