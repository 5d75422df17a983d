"""`meldpost ticket`: what people do with a ticket, each with who and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from worker.commands import ticket_split
from worker.commands.on_ticket import Said, looked_into, on_ticket, quiet, taken, tell
from worker.commands.options import Moment, at_desk

# Steps that need nothing but the ticket: command, event, whether it says something, its help.
SIMPLE = (
    ("answer", "answered", True, "Answer the customer; the ticket stays open."),
    ("ask", "asked", True, "Ask the customer something; the ticket waits for the answer."),
    ("close", "closed", True, "Close a ticket; the mail repeats the --text, or the last answer."),
    ("reopen", "reopened", True, "Open a closed ticket again; both terms start anew."),
    ("resume", "resumed", False, "End a pause; both terms start anew."),
    ("invoice", "invoiced", True, "Name the price of an extra request: the organisation approves."),
    ("approve", "approved", False, "The organisation approves the price."),
    ("decline", "declined", False, "The organisation refuses the price."),
)


def _saying(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that says something to the customer."""
    text = click.option("--text", metavar="TEXT", help="what the customer reads")
    file = click.option(
        "--file",
        "file",
        type=click.File(encoding="utf-8"),
        metavar="FILE",
        help="the same from a file; - reads what is typed or piped",
    )
    attach = click.option(
        "--attach",
        "paths",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        multiple=True,
        help="a file that goes along, searched for personal data first; repeatable",
    )
    anyway = click.option(
        "--anyway",
        is_flag=True,
        help="send it although it holds personal data or cannot be searched; needs --why",
    )
    return text(file(attach(anyway(function))))


def _said(given: dict[str, Any]) -> Said | None:
    """What the options of `_saying` say, taken out of all that are given."""
    text, file, paths, anyway = (given.pop(name) for name in ("text", "file", "paths", "anyway"))
    if text is not None and file is not None:
        raise click.UsageError("--text or --file, not both")
    if anyway and not given["why"].strip():
        raise click.UsageError("--anyway needs --why")
    told = file.read() if file is not None else text
    if told is None and paths:
        raise click.UsageError("--attach goes with --text or --file")
    if told is None:
        return None
    return Said(told, looked_into(given["config_file"], given["number"], paths), anyway)


@click.group()
def command() -> None:
    """Answer, ask, close, reopen, pause, hand over, invoice, merge, split, link a ticket; and undo.

    NUMBER is that of the ticket (KK-1042). A step that cannot be taken is refused with the reason.
    The customer gets a mail of it, in the language that he wrote in; --quiet keeps it back.
    """


def _simple(name: str, event: str, purpose: str, *, says: bool) -> None:
    def run(**given: Any) -> None:  # noqa: ANN401  # click's options
        from models.life import Event, Step

        said = _said(given) if says else None
        with taken(**given) as ticket:
            ticket.step(Step(Event(event)), said)

    command.command(name, help=purpose)(on_ticket(quiet(_saying(run) if says else run)))


for each in SIMPLE:
    _simple(each[0], each[1], each[3], says=each[2])


@command.command()
@click.option("--until", type=Moment(), metavar="ISO", help="when it resumes by itself")
@_saying
@quiet
@on_ticket
def pause(until: datetime | None, **given: Any) -> None:  # noqa: ANN401
    """Lay a ticket aside, until a date or until somebody resumes it."""
    from models.life import Event, Step

    said = _said(given)
    with taken(**given) as ticket:
        end = None if until is None else at_desk(until, ticket.preset)
        ticket.step(Step(Event.PAUSED, until=end), said)


@command.command("hand-over")
@click.option("--to", metavar="NAME", help="a person or a group [default: nobody has it]")
@on_ticket
def hand_over(to: str | None, **given: Any) -> None:  # noqa: ANN401
    """Give a ticket to somebody of the desk, who is mailed it; the customer hears nothing."""
    from worker.tickets import handle

    with taken(**given) as ticket:
        handle.hand_over(ticket.connection, ticket.row, to, ticket.hand)
        click.echo(f"{ticket.row['number']}: {'nobody has it' if to is None else f'{to} has it'}")
        if to is not None:
            ticket.handed(to)


@command.command()
@click.argument("into", metavar="INTO")
@quiet
@on_ticket
def merge(into: str, **given: Any) -> None:  # noqa: ANN401
    """Put the mails of NUMBER into the ticket INTO; answers to either come there."""
    from worker.tickets import handle, say

    with taken(**given) as ticket:
        other = handle.find(ticket.connection, into.upper())
        told = say.merge(
            ticket.connection, ticket.post, ticket.row, other, ticket.preset, ticket.hand
        )
    click.echo(f"{given['number'].upper()} is part of {into.upper()}")
    tell(told)


@command.command()
@click.argument("other", metavar="OTHER")
@on_ticket
def link(other: str, **given: Any) -> None:  # noqa: ANN401
    """Say that two tickets are related."""
    from models.link import Kind
    from worker.tickets import handle

    with taken(**given, quiet=True) as ticket:
        found = handle.find(ticket.connection, other.upper())
        handle.join(ticket.connection, ticket.row, found, Kind.RELATED, ticket.hand)
    click.echo(f"{given['number'].upper()} and {other.upper()} are related")


@command.command()
@on_ticket
def undo(**given: Any) -> None:  # noqa: ANN401
    """Take back the last step that can be taken back; a mail that has not left is kept back."""
    from worker.tickets import handle

    with taken(**given, quiet=True) as ticket:
        event = handle.undo(ticket.connection, ticket.row, ticket.hand)
    click.echo(f"{given['number'].upper()}: undone: {event.replace('_', ' ')}")


command.add_command(ticket_split.command)
