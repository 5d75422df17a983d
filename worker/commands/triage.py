"""`meldpost triage`: what triage makes of a message, and the reply it would send."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.codes import MessageKind
from ingest.sources.batches import batches
from worker.commands.options import (
    Moment,
    at_desk,
    config_option,
    json_option,
    preset_of,
    preset_option,
    settings_of,
)
from worker.commands.reading import Read, complain, messages, print_json

if TYPE_CHECKING:
    from config.preset import Preset
    from ingest.message import Message
    from notify.reply import Reply
    from triage.decision import Triage
    from worker.learning.decide import Decide

BATCH = 100


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--now",
    "now",
    type=Moment(),
    metavar="ISO",
    help="the moment of arrival [default: the present]",
)
@click.option("--reveal", is_flag=True, help="show personal data as written")
@preset_option
@config_option
@json_option
def command(
    files: tuple[str, ...],
    now: datetime | None,
    reveal: bool,
    preset_name: str | None,
    config_file: Path | None,
    as_json: bool,
) -> None:
    """What triage makes of a message, and the reply it would send; stores and sends nothing.

    FILE is an .eml, an Outlook .msg, an mbox, a Maildir, a folder of .eml files, or - for one
    message on standard input.
    """
    from desk.shapes import triage_json
    from desk.triage_page import page
    from worker.intake.examine import Examiner
    from worker.learning import names, weights
    from worker.learning.decide import decider

    settings = settings_of(config_file)
    preset = preset_of(settings, preset_name)
    examiner = Examiner(settings.limits.attachments)
    click.get_current_context().call_on_close(examiner.close)
    decide = decider(
        weights.load(settings), names.load(settings), examiner, roles=names.roles(settings)
    )
    arrived = at_desk(now, preset)
    own_domains = frozenset(preset.own_domains)
    failed = False
    for batch in batches(messages(files, settings, own_domains=own_domains), BATCH):
        for read, decided, reply in _decided(batch, preset, decide, arrived):
            failed = failed or read.message is None
            if as_json:
                print_json(
                    read,
                    triage_json(read.message, preset, decided, reply, reveal=reveal)
                    if read.message
                    else None,
                )
            elif read.message is None:
                complain(read)
            else:
                source = f"{read.source}[{read.index}]"
                click.echo(page(source, read.message, decided, reply, preset, reveal=reveal))
    if failed:
        raise SystemExit(1)


def _decided(
    batch: Sequence[Read],
    preset: Preset,
    decide: Decide,
    arrived: datetime,
) -> list[tuple[Read, Triage | None, Reply | None]]:
    """Each mail with its triage and its reply; people's mails go through triage together."""
    people = [
        read.message for read in batch if read.message and read.message.kind is MessageKind.HUMAN
    ]
    decided_of = decide(people, preset, [arrived] * len(people))
    decisions = dict(zip(map(id, people), decided_of, strict=True))
    found = []
    for read in batch:
        decided = decisions.get(id(read.message))
        reply = _reply(read.message, decided, preset) if read.message and decided else None
        found.append((read, decided, reply))
    return found


def _reply(message: Message, decided: Triage, preset: Preset) -> Reply | None:
    from notify.compose import compose
    from notify.guard import Refused, may_answer
    from notify.reply import NoReply, TicketFacts

    if isinstance(may_answer(message), Refused):
        return None
    reply = compose(message, decided, preset, TicketFacts())
    return None if isinstance(reply, NoReply) else reply
