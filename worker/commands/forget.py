"""`meldpost forget`: erases one person, proves it by search, and says what it cannot reach."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import as_option, config_option, settings_of, who_of
from worker.commands.whom import person_arguments, person_of, reader_of

if TYPE_CHECKING:
    from config.settings import Settings
    from models.db import Database
    from triage.person import Person
    from worker.privacy.copies import Copy
    from worker.privacy.erase import Erased
    from worker.privacy.forget import Outcome
    from worker.privacy.hold import Covered
    from worker.privacy.traces import Traces


@click.command("forget")
@person_arguments
@click.option("--reason", required=True, metavar="TEXT", help="on what request; it is recorded")
@click.option("--dry-run", is_flag=True, help="search and tell, and erase nothing")
@click.option("--on-server", is_flag=True, help="delete the mails on the mail server too")
@click.option("--yes", is_flag=True, help="do not ask")
@as_option
@config_option
def command(
    values: tuple[str, ...],
    values_file: Path | None,
    reason: str,
    dry_run: bool,
    on_server: bool,
    yes: bool,
    name: str | None,
    config_file: Path | None,
) -> None:
    """Erase one person, by addresses, names, numbers, dates: everything you know.

    Give the values in a file, on standard input (`--values -`), or when asked: on the command line
    they end in the history of your shell. Originals in which the person stands are destroyed;
    tickets stay with the person masked. What a hold covers is spared. Exit status 1 if anything is
    left in the database.
    """
    from worker.privacy import forget, grants, traces, vault
    from worker.privacy.reason import discreet

    settings, who, why = settings_of(config_file), who_of(name), discreet(reason)
    grants.need_reader(settings, who, "erase a person")
    person = person_of(values, values_file)
    with vault.opened(settings) as database, reader_of(settings) as contents:
        found = traces.trace(database, person, contents, tell=_progress)
        _record(database, found, who, why)
        _show(database, person, found)
        if dry_run:
            return
        if found.found and not yes:
            click.confirm("Erase this person for good?", abort=True)
        gone, left = _on_server(database, settings, found) if on_server else ([], None)
        outcome = forget.forget(
            database,
            person,
            found,
            contents,
            who=who,
            why=why,
            clock=lambda: datetime.now(UTC),
            tell=_progress,
        )
        _tell(database, settings, person, outcome)
        _tell_copies(outcome.erased.copies if left is None else left, gone)
        if forget.is_left(outcome):
            raise SystemExit(1)


def _show(database: Database, person: Person, found: Traces) -> None:
    """What was found, before anything is done."""
    from models import ticket
    from worker.privacy import erase, hold

    click.echo(f"searched {found.texts} texts and {found.originals} originals; found")
    for number, (value, hits) in enumerate(zip(person.values, found.hits, strict=True), 1):
        sure = "" if value.is_sure else ", close by the others only"
        click.echo(f"  value {number} ({value.sort.value}{sure}): in {hits} places")
    click.echo(
        f"  {len(found.mails)} mails, {len(found.tickets)} tickets, {len(found.outbox)} answers, "
        f"{len(found.quarantine)} in quarantine, {len(found.contacts)} contacts"
    )
    with database.reading() as connection:
        numbers = ticket.numbers(connection, found.tickets)
        held = erase.spared(found, hold.covered(connection))
    if numbers:
        click.echo(f"  tickets {', '.join(numbers)}")
    learned = [one for one in found.names if not person.named(one)]
    if learned:
        click.echo(
            f"  {len(learned)} names and addresses stand beside these in the mails of the "
            "person; there they go too. To have them searched everywhere, give them as well"
        )
    if held:
        click.echo(f"  on hold, and spared: {_counted(held)}")


def _tell(database: Database, settings: Settings, person: Person, outcome: Outcome) -> None:
    from worker.privacy import forget, wiped

    erased, left = outcome.erased, outcome.left
    click.echo(f"request {outcome.request.number}: erased {_of(erased)}")
    click.echo(
        f"searched again: {left.texts} texts, {left.originals} originals that had changed or were "
        f"new, {len(left.known)} that had not"
    )
    if erased.held:
        click.echo(f"kept, for a hold: {_counted(erased.held)}")
    if forget.is_left(outcome):
        where = sorted({table for table, _ in left.rows})
        click.echo(f"STILL THERE: {', '.join(where) or 'originals'}", err=True)
    else:
        but = " but what is on hold" if erased.held else ""
        click.echo(f"nothing is left in the database{but}")
    if not erased.held and not left.sealed:
        for path in wiped.betraying(wiped.files(settings, database), person):
            click.echo(f"a value stands in {path}: end other programs that read it, and repeat")
    with database.reading() as connection:
        seen = forget.seen_by(connection, erased.mails)
    click.echo("\nWhat this cannot reach:")
    for line in _out_of_reach(database, left, seen):
        click.echo(f"- {line}")


def _out_of_reach(
    database: Database, left: Traces, seen: Sequence[tuple[str, int, datetime]]
) -> list[str]:
    lines = []
    if left.sealed:
        numbers = ", ".join(map(str, sorted(left.sealed)))
        lines.append(f"lines {numbers} of the audit log: nobody can change them; they go by rule")
    if left.unread:
        named = ", ".join(f"{what} {id_}" for what, id_ in sorted(left.unread))
        lines.append(f"attachments that could not be examined, of {named}")
    if left.lost:
        named = ", ".join(f"{what} {id_}" for what, id_ in sorted(left.lost))
        lines.append(f"originals that no key opens: {named}")
    lines += [
        f"mail {mail} was shown to or exported by {who} on {at:%Y-%m-%d}" for who, mail, at in seen
    ]
    if not database.is_sqlite:
        lines.append("the write-ahead log and the replicas of PostgreSQL, until they are recycled")
    return [
        *lines,
        "pictures without words: nobody's face is searched for",
        "backups of the data folder or database: restore none without repeating this request",
        "mails that were sent already, in the mailboxes of those who got them",
        "weights of classifiers that learned from redacted words: `meldpost train` makes new ones",
    ]


def _on_server(
    database: Database, settings: Settings, found: Traces
) -> tuple[list[Copy], list[Copy]]:
    """Before the Message-IDs go: without them no mail that was moved is found again."""
    from worker.privacy import copies, forget
    from worker.tokens import token_cache

    with database.reading() as connection:
        there = forget.not_held(connection, found)
    return copies.delete(settings, token_cache(settings), there)


def _tell_copies(left: Sequence[Copy], gone: Sequence[Copy]) -> None:
    if gone:
        click.echo(f"- deleted on the mail server: {len(gone)} mails")
    if left:
        click.echo("- mails on the mail server (--on-server deletes them):")
        for one in left:
            click.echo(f"    {one}")


def _record(database: Database, found: Traces, who: str, why: str) -> None:
    from models import audit
    from worker.privacy import traces

    with database.transaction() as connection:
        audit.write(connection, [traces.recorded(found, who, why, datetime.now(UTC))])


def _of(erased: Erased) -> str:
    return (
        f"{len(erased.mails)} originals of mails, {len(erased.answers)} of answers, "
        f"{len(erased.quarantine)} from quarantine, {len(erased.contacts)} contacts; "
        f"{erased.values} values in {len(erased.tickets)} tickets and elsewhere"
    )


def _counted(held: Covered) -> str:
    return (
        f"{len(held.tickets)} tickets, {len(held.mails)} mails, "
        f"{len(held.quarantine)} in quarantine, {len(held.contacts)} contacts"
    )


def _progress(originals: int) -> None:
    if originals and originals % 500 == 0 and sys.stderr.isatty():
        click.echo(f"searched {originals} originals", err=True)
