"""`meldpost ticket`: what people do with a ticket, each with who and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from worker.commands.options import Moment, as_option, at_desk, config_option, settings_of, who_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from config.preset import Preset
    from config.settings import Settings
    from models.life import Step
    from worker.handle import Hand
    from worker.tell import Post, Told, Untold
    from worker.words import Words

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


@dataclass(frozen=True, slots=True)
class Taken:
    """A ticket that a person has in hand, within one transaction; without `post` no mail goes."""

    connection: Connection
    row: RowMapping
    preset: Preset
    hand: Hand
    post: Post | None
    settings: Settings

    def step(self, one: Step, text: str | None = None, *, anyway: bool = False) -> None:
        """Take a step, tell the customer, and say how the ticket stands since."""
        from worker import say

        words = None if text is None else self._words(text, anyway=anyway)
        taken = say.step(self.connection, self.post, self.row, self.preset, one, self.hand, words)
        state = taken.state
        click.echo(f"{self.row['number']}: {state.status}, action required by {state.action_by}")
        tell(taken.mail)

    def _words(self, text: str, *, anyway: bool) -> Words:
        from models import mail
        from worker import names, words

        last = mail.last_of_person(self.connection, self.row["id"])
        known = names.load(self.settings)
        return words.looked_at(text, self.row, last, self.preset, names=known, anyway=anyway)


def tell(mail: Told | Untold) -> None:
    """Say what became of the mail to the customer."""
    from worker.tell import Told

    if isinstance(mail, Told):
        click.echo(f"the customer gets the mail {mail.template} ({mail.language})")
    else:
        click.echo(f"no mail to the customer: {mail.reason}")


def _on_ticket(function: Callable[..., Any]) -> Callable[..., Any]:
    """The argument and the options that all of these commands have."""
    why = click.option("--why", default="", help="for the history of the ticket")
    return click.argument("number", metavar="NUMBER")(why(as_option(config_option(function))))


def _quiet(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--quiet", is_flag=True, help="the customer gets no mail")(function)


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
    anyway = click.option(
        "--anyway", is_flag=True, help="send it although it holds personal data; needs --why"
    )
    return text(file(anyway(function)))


def _said(text: str | None, file: TextIO | None, why: str, *, anyway: bool) -> str | None:
    if text is not None and file is not None:
        raise click.UsageError("--text or --file, not both")
    if anyway and not why.strip():
        raise click.UsageError("--anyway needs --why")
    return file.read() if file is not None else text


@contextmanager
def _taken(
    config_file: Path | None, number: str, name: str | None, why: str, *, quiet: bool = False
) -> Iterator[Taken]:
    from config import preset as presets
    from worker import handle, say
    from worker.reason import discreet

    settings = settings_of(config_file)
    hand = handle.Hand(who_of(name), discreet(why), datetime.now(UTC))
    with say.at_work(settings, quiet=quiet) as (connection, post):
        row = handle.find(connection, number.upper())
        preset = presets.load(row["preset"], settings.preset_dirs)
        yield Taken(connection, row, preset, hand, post, settings)


@click.group()
def command() -> None:
    """Answer, ask, close, reopen, pause, hand over, invoice, merge or link a ticket; and undo.

    NUMBER is that of the ticket (KK-1042). A step that cannot be taken is refused with the reason.
    The customer gets a mail of it, in the language that he wrote in; --quiet keeps it back.
    """


def _simple(name: str, event: str, purpose: str, *, says: bool) -> None:
    def run(**given: Any) -> None:  # noqa: ANN401  # click's options
        from models.life import Event, Step

        said, anyway = None, False
        if says:
            anyway = given.pop("anyway")
            said = _said(given.pop("text"), given.pop("file"), given["why"], anyway=anyway)
        with _taken(**given) as ticket:
            ticket.step(Step(Event(event)), said, anyway=anyway)

    command.command(name, help=purpose)(_on_ticket(_quiet(_saying(run) if says else run)))


for each in SIMPLE:
    _simple(each[0], each[1], each[3], says=each[2])


@command.command()
@click.option("--until", type=Moment(), metavar="ISO", help="when it resumes by itself")
@_saying
@_quiet
@_on_ticket
def pause(
    until: datetime | None,
    text: str | None,
    file: TextIO | None,
    anyway: bool,  # noqa: FBT001
    **given: Any,  # noqa: ANN401
) -> None:
    """Lay a ticket aside, until a date or until somebody resumes it."""
    from models.life import Event, Step

    said = _said(text, file, given["why"], anyway=anyway)
    with _taken(**given) as ticket:
        end = None if until is None else at_desk(until, ticket.preset)
        ticket.step(Step(Event.PAUSED, until=end), said, anyway=anyway)


@command.command("hand-over")
@click.option("--to", metavar="NAME", help="a person or a group [default: nobody has it]")
@_on_ticket
def hand_over(to: str | None, **given: Any) -> None:  # noqa: ANN401
    """Give a ticket to somebody of the desk."""
    from worker import handle

    with _taken(**given, quiet=True) as ticket:
        handle.hand_over(ticket.connection, ticket.row, to, ticket.hand)
    click.echo(f"{given['number'].upper()}: {'nobody has it' if to is None else f'{to} has it'}")


@command.command()
@click.argument("into", metavar="INTO")
@_quiet
@_on_ticket
def merge(into: str, **given: Any) -> None:  # noqa: ANN401
    """Put the mails of NUMBER into the ticket INTO; answers to either come there."""
    from worker import handle, say

    with _taken(**given) as ticket:
        other = handle.find(ticket.connection, into.upper())
        told = say.merge(
            ticket.connection, ticket.post, ticket.row, other, ticket.preset, ticket.hand
        )
    click.echo(f"{given['number'].upper()} is part of {into.upper()}")
    tell(told)


@command.command()
@click.argument("other", metavar="OTHER")
@_on_ticket
def link(other: str, **given: Any) -> None:  # noqa: ANN401
    """Say that two tickets are related."""
    from models.link import Kind
    from worker import handle

    with _taken(**given, quiet=True) as ticket:
        found = handle.find(ticket.connection, other.upper())
        handle.join(ticket.connection, ticket.row, found, Kind.RELATED, ticket.hand)
    click.echo(f"{given['number'].upper()} and {other.upper()} are related")


@command.command()
@_on_ticket
def undo(**given: Any) -> None:  # noqa: ANN401
    """Take back the last step that can be taken back; a mail that has not left is kept back."""
    from worker import handle

    with _taken(**given, quiet=True) as ticket:
        event = handle.undo(ticket.connection, ticket.row, ticket.hand)
    click.echo(f"{given['number'].upper()}: undone: {event.replace('_', ' ')}")
