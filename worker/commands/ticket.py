"""`meldpost ticket`: what people do with a ticket, each with who and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from worker.commands.options import Moment, as_option, at_desk, config_option, settings_of, who_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from config.preset import Preset
    from models.life import Step
    from worker.handle import Hand

# Steps that need nothing but the ticket: command, event, what its help says.
SIMPLE = (
    ("close", "closed", "Close a ticket: solved, answered, delivered, or not agreed upon."),
    ("reopen", "reopened", "Open a closed ticket again; both terms start anew."),
    ("resume", "resumed", "End a pause; both terms start anew."),
    ("invoice", "invoiced", "A price was named for an extra request: the organisation approves."),
    ("approve", "approved", "The organisation approves the price."),
    ("decline", "declined", "The organisation refuses the price."),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A ticket that a person has in hand, within one transaction."""

    connection: Connection
    row: RowMapping
    preset: Preset
    hand: Hand

    def step(self, one: Step) -> None:
        """Take a step and say how the ticket stands since."""
        from worker.handle import step

        state = step(self.connection, self.row, self.preset, one, self.hand)
        click.echo(f"{self.row['number']}: {state.status}, action required by {state.action_by}")


def _on_ticket(function: Callable[..., Any]) -> Callable[..., Any]:
    """The argument and the options that all of these commands have."""
    why = click.option("--why", default="", help="for the history of the ticket")
    return click.argument("number", metavar="NUMBER")(why(as_option(config_option(function))))


@contextmanager
def _taken(config_file: Path | None, number: str, name: str | None, why: str) -> Iterator[Taken]:
    from config import preset as presets
    from models import db
    from worker import handle

    settings = settings_of(config_file)
    hand = handle.Hand(who_of(name), why, datetime.now(UTC))
    with db.ready(settings.database_url) as database, database.transaction() as connection:
        row = handle.find(connection, number.upper())
        preset = presets.load(row["preset"], settings.preset_dirs)
        yield Taken(connection, row, preset, hand)


@click.group()
def command() -> None:
    """Close, reopen, pause, hand over, invoice, merge or link a ticket; and undo each of them.

    NUMBER is that of the ticket (KK-1042). A step that cannot be taken is refused with the reason.
    """


def _simple(name: str, event: str, purpose: str) -> None:
    @command.command(name, help=purpose)
    @_on_ticket
    def run(**given: Any) -> None:  # noqa: ANN401  # click's options
        from models.life import Event, Step

        with _taken(**given) as ticket:
            ticket.step(Step(Event(event)))


for each in SIMPLE:
    _simple(*each)


@command.command()
@click.option("--until", type=Moment(), metavar="ISO", help="when it resumes by itself")
@_on_ticket
def pause(until: datetime | None, **given: Any) -> None:  # noqa: ANN401
    """Lay a ticket aside, until a date or until somebody resumes it."""
    from models.life import Event, Step

    with _taken(**given) as ticket:
        end = None if until is None else at_desk(until, ticket.preset)
        ticket.step(Step(Event.PAUSED, until=end))


@command.command("hand-over")
@click.option("--to", metavar="NAME", help="a person or a group [default: nobody has it]")
@_on_ticket
def hand_over(to: str | None, **given: Any) -> None:  # noqa: ANN401
    """Give a ticket to somebody of the desk."""
    from worker import handle

    with _taken(**given) as ticket:
        handle.hand_over(ticket.connection, ticket.row, to, ticket.hand)
    click.echo(f"{given['number'].upper()}: {'nobody has it' if to is None else f'{to} has it'}")


@command.command()
@click.argument("into", metavar="INTO")
@_on_ticket
def merge(into: str, **given: Any) -> None:  # noqa: ANN401
    """Put the mails of NUMBER into the ticket INTO; answers to either come there."""
    from worker import handle

    with _taken(**given) as ticket:
        other = handle.find(ticket.connection, into.upper())
        handle.merge(ticket.connection, ticket.row, other, ticket.preset, ticket.hand)
    click.echo(f"{given['number'].upper()} is part of {into.upper()}")


@command.command()
@click.argument("other", metavar="OTHER")
@_on_ticket
def link(other: str, **given: Any) -> None:  # noqa: ANN401
    """Say that two tickets are related."""
    from models.link import Kind
    from worker import handle

    with _taken(**given) as ticket:
        found = handle.find(ticket.connection, other.upper())
        handle.join(ticket.connection, ticket.row, found, Kind.RELATED, ticket.hand)
    click.echo(f"{given['number'].upper()} and {other.upper()} are related")


@command.command()
@_on_ticket
def undo(**given: Any) -> None:  # noqa: ANN401
    """Take back the last step that can be taken back; mails that went out stay sent."""
    from worker import handle

    with _taken(**given) as ticket:
        event = handle.undo(ticket.connection, ticket.row, ticket.hand)
    click.echo(f"{given['number'].upper()}: undone: {event.replace('_', ' ')}")
