"""What the commands about one ticket share: its number, who acts and why, and the transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from worker.commands.options import as_option, config_option, hand_of, settings_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from config.preset import Preset
    from config.settings import Settings
    from models.life import Step
    from worker.desk import Desk
    from worker.hand import Hand
    from worker.post.tell import Post, Told, Untold
    from worker.tickets.looked import Looked
    from worker.tickets.words import Words


@dataclass(frozen=True, slots=True)
class Taken:
    """A ticket that a person has in hand, within one transaction; without `post` no mail goes."""

    connection: Connection
    row: RowMapping
    preset: Preset
    hand: Hand
    post: Post | None
    settings: Settings

    def step(self, one: Step, said: Said | None = None) -> None:
        """Take a step, tell the customer, and say how the ticket stands since."""
        from worker.tickets import say

        words = None if said is None else self._words(said)
        taken = say.step(self.connection, self.post, self.row, self.preset, one, self.hand, words)
        state = taken.state
        click.echo(f"{self.row['number']}: {state.status}, action required by {state.action_by}")
        tell(taken.mail)

    def _words(self, said: Said) -> Words:
        from ingest.message import Address
        from models import mail
        from worker.learning import names
        from worker.tickets import words
        from worker.tickets.looked import Known

        last = mail.last_of_person(self.connection, self.row["id"])
        boxes = [box for box in self.settings.mailbox if box.preset == self.preset.name]
        domains = [box.address.partition("@")[2] for box in boxes]
        writer = Address(self.hand.who.partition(":")[2], "")
        known = Known.of(self.preset, self.row, last, domains, writer)
        return words.looked_at(
            said.text,
            self.row,
            last,
            self.preset,
            files=[one.file(known) for one in said.files],
            names=names.load(self.settings),
            anyway=said.anyway,
        )

    def moved(self, number: str) -> None:
        """Mail a ticket to the group of its module, unless that knows of it; and say so."""
        from worker.tickets import group

        if (desk := self._desk()) is not None:
            told_inside(group.moved(self.connection, desk, number, self.hand.now))

    def handed(self, name: str) -> None:
        """Mail the ticket to who has it from now on, unless he took it himself; and say so."""
        from worker.tickets import group

        desk, number = self._desk(), self.row["number"]
        if desk is not None and self.hand.who != f"person:{name}":
            told_inside(group.handed(self.connection, desk, number, name, self.hand.now))

    def _desk(self) -> Desk | None:
        return self.post.desk_of(self.connection, self.row["number"]) if self.post else None


def told_inside(addresses: tuple[str, ...]) -> None:
    """Say who of the desk's own people gets a mail."""
    if addresses:
        click.echo(f"mailed to {', '.join(addresses)}")


def tell(mail: Told | Untold) -> None:
    """Say what became of the mail to the customer."""
    from worker.post.tell import Told

    if isinstance(mail, Told):
        click.echo(f"the customer gets the mail {mail.template} ({mail.language})")
    else:
        click.echo(f"no mail to the customer: {mail.reason}")


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody tells the customer, and what goes along; `anyway` whatever is in it."""

    text: str = field(repr=False)
    files: tuple[Looked, ...] = ()
    anyway: bool = False


def looked_into(config_file: Path | None, number: str, paths: Sequence[Path]) -> tuple[Looked, ...]:
    """The files for the customer of a ticket, with what stands in them."""
    from config import preset as presets
    from models import db
    from worker.tickets import attach, handle

    if not paths:
        return ()
    settings = settings_of(config_file)
    with db.ready(settings.database_url) as database, database.reading() as connection:
        row = handle.find(connection, number.upper())
    return attach.looked(paths, settings, presets.load(row["preset"], settings.preset_dirs))


def on_ticket(function: Callable[..., Any]) -> Callable[..., Any]:
    """The argument and the options that all of these commands have."""
    why = click.option("--why", default="", help="for the history of the ticket")
    return click.argument("number", metavar="NUMBER")(why(as_option(config_option(function))))


def quiet(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--quiet", is_flag=True, help="the customer gets no mail")(function)


@contextmanager
def taken(
    config_file: Path | None, number: str, name: str | None, why: str, *, quiet: bool = False
) -> Iterator[Taken]:
    from config import preset as presets
    from worker.tickets import handle, say

    settings = settings_of(config_file)
    hand = hand_of(name, why)
    with say.at_work(settings, quiet=quiet) as (connection, post):
        row = handle.find(connection, number.upper())
        preset = presets.load(row["preset"], settings.preset_dirs)
        yield Taken(connection, row, preset, hand, post, settings)
