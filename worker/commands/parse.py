"""`meldpost parse`: what the parser makes of a message."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.safe import safe
from worker.commands.options import config_option, json_option, settings_of
from worker.commands.reading import Read, complain, messages, print_json

if TYPE_CHECKING:
    from ingest.message import Message


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@config_option
@json_option
def command(files: tuple[str, ...], config_file: Path | None, as_json: bool) -> None:
    """What the parser makes of a message; stores nothing.

    FILE is an .eml, an Outlook .msg, an mbox, a Maildir, a folder of .eml files, or - for one
    message on standard input.
    """
    from desk.shapes import message_json

    failed = False
    for read in messages(files, settings_of(config_file)):
        failed = failed or read.message is None
        if as_json:
            print_json(read, message_json(read.message) if read.message else None)
        elif read.message is None:
            complain(read)
        else:
            click.echo(_page(read, read.message))
    if failed:
        raise SystemExit(1)


def _page(read: Read, message: Message) -> str:
    """The message for a person to read."""
    head = {
        "source": f"{read.source}[{read.index}]",
        "from": f"{message.from_.name} <{message.from_.address}>".strip(),
        "subject": message.subject,
        "date": message.date.isoformat() if message.date else "none",
        "kind": f"{message.kind} ({message.kind_reason})",
        "language": message.language,
        "attachments": ", ".join(one.label for one in message.attachments),
        "defects": ", ".join(message.defects),
    }
    lines = [f"{name:<12}{value}" for name, value in head.items() if value]
    for name, text in (
        ("reply", message.reply),
        ("quoted", message.quoted),
        ("signature", message.signature),
    ):
        if text:
            lines += [f"── {name} ".ljust(72, "─"), text]
    return safe("\n".join(lines)) + "\n"
