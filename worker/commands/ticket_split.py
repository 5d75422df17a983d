"""`meldpost ticket split`: a question that deserves a ticket of its own gets one, or does not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from worker.commands.on_ticket import Taken, on_ticket, quiet, taken, tell
from worker.commands.options import json_option

if TYPE_CHECKING:
    from desk.parts import Part


@click.command("split")
@click.option("--confirm", is_flag=True, help="make tickets of the proposals")
@click.option("--refuse", is_flag=True, help="leave the questions in the ticket")
@click.option(
    "--part", "parts", type=click.IntRange(min=1), multiple=True, help="this one alone; repeatable"
)
@click.option("--mail", "mail_id", type=click.IntRange(min=1), help="this whole mail, by hand")
@json_option
@quiet
@on_ticket
def command(
    confirm: bool,
    refuse: bool,
    parts: tuple[int, ...],
    mail_id: int | None,
    as_json: bool,
    **given: Any,  # noqa: ANN401  # click's options
) -> None:
    """Questions that deserve a ticket of their own: show them, --confirm or --refuse them.

    Each new ticket gets a number, deadlines from when the mail came in, and a mail to the customer;
    `undo` takes it back. --mail N makes a ticket of a mail that nobody proposed; N is its number as
    in `meldpost vault list`.
    """
    if confirm and refuse:
        raise click.UsageError("--confirm or --refuse, not both")
    if mail_id is not None and (refuse or parts):
        raise click.UsageError("--mail stands by itself")
    quiet = given.pop("quiet")
    with taken(**given, quiet=not (confirm or mail_id)) as ticket:
        found = _parts(ticket)
        if mail_id is not None:
            _confirm(ticket, [_by_hand(ticket, mail_id)], quiet=quiet)
        elif confirm:
            _confirm(ticket, _chosen(found, parts), quiet=quiet)
        elif refuse:
            from worker.tickets import split

            split.refuse(ticket.connection, ticket.row, ticket.hand, _chosen(found, parts))
            click.echo(f"{ticket.row['number']}: the questions stay in it")
        else:
            _show(ticket, found, as_json=as_json)


def _parts(ticket: Taken) -> tuple[Part, ...]:
    from desk.parts import parts_of

    return parts_of(ticket.connection, ticket.row["id"])


def _chosen(found: tuple[Part, ...], numbers: tuple[int, ...]) -> list[int]:
    """The ids of the parts with these numbers; none: of those that wait."""
    known = {one.number: one.id for one in found}
    if missing := [number for number in numbers if number not in known]:
        raise click.UsageError(f"there is no part {missing[0]}")
    return [known[number] for number in numbers]


def _confirm(ticket: Taken, ids: list[int], *, quiet: bool) -> None:
    from worker.tickets import split

    post = None if quiet else ticket.post
    made = split.confirm(ticket.connection, post, ticket.row, ticket.preset, ticket.hand, ids)
    for one in made:
        click.echo(f"{one.number}: split from {ticket.row['number']}")
        tell(one.mail)
        ticket.moved(one.number)


def _by_hand(ticket: Taken, mail_id: int) -> int:
    from worker.learning import names, weights
    from worker.learning.decide import decider
    from worker.tickets.split_by_hand import by_hand

    settings = ticket.settings
    decide = decider(weights.load(settings), names.load(settings), roles=names.roles(settings))
    return by_hand(ticket.connection, ticket.row, ticket.preset, mail_id, decide, ticket.hand)


def _show(ticket: Taken, found: tuple[Part, ...], *, as_json: bool) -> None:
    from desk.parts import shape

    if as_json:
        for one in found:
            click.echo(json.dumps(shape(one), ensure_ascii=False))
        return
    if not found:
        click.echo(f"{ticket.row['number']}: nothing to split")
        return
    from rich.console import Console

    from desk.cells import part

    console = Console(highlight=False, emoji=False, soft_wrap=True)
    for one in found:
        console.print(part(one, ticket.preset))
        console.print(f"   {', '.join(one.why)}; {one.type.replace('_', ' ')}, {one.priority}")
        for line in one.text.splitlines():
            console.print(f"   | {line}".rstrip(), markup=False)
