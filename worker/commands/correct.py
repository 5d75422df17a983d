"""`meldpost correct`: a person puts right what the machine decided, or confirms it."""

from __future__ import annotations

from typing import Any

import click

from worker.commands.on_ticket import on_ticket, quiet, taken, tell


@click.command()
@click.option("--module", metavar="CODE", help="the module it is really about")
@click.option("--type", "type_", metavar="CODE", help="bug, usage_question, …")
@click.option("--priority", metavar="CODE", help="critical, high, medium or low")
@click.option("--sender", metavar="CODE", help="customer, parent or unknown")
@click.option("--confirm", is_flag=True, help="all the rest is right as it is")
@quiet
@on_ticket
def command(
    module: str | None,
    type_: str | None,
    priority: str | None,
    sender: str | None,
    confirm: bool,
    quiet: bool,
    **given: Any,  # noqa: ANN401  # click's options
) -> None:
    """Put right what was decided about ticket NUMBER (KK-1042), or confirm it.

    A new type or priority gives new deadlines from the same start, and the customer a mail that
    says so, with the rule of the support page. A ticket of another module is mailed to the group
    of that one. What the machine had said is kept beside it, and `meldpost train` learns from it.
    """
    heads = {"module": module, "type": type_, "priority": priority, "sender": sender}
    truth = {head: value for head, value in heads.items() if value is not None}
    if not truth and not confirm:
        raise click.UsageError("say what is right, or --confirm that it is")
    from worker.tickets import say
    from worker.tickets.correct import Judgement, correct

    given["why"] = given["why"] or "looked at"
    with taken(**given, quiet=quiet and module is None) as ticket:
        connection, row, hand = ticket.connection, ticket.row, ticket.hand
        judged = Judgement(hand.who, hand.why, truth, confirm)
        changed = correct(connection, ticket.preset, row["number"], judged, hand.now)
        post = None if quiet else ticket.post
        told = say.weighed_again(connection, post, row, changed, hand.now)
        for head, (before, now) in changed.items():
            click.echo(f"{row['number']}: {head} is {now}, was {before}")
        if not changed:
            click.echo(f"{row['number']}: right as it was")
        if told is not None:
            tell(told)
        if "module" in changed:
            ticket.moved(row["number"])
