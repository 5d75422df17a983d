"""Forgetting one person: searched, erased in one transaction, wiped from the disk, searched again.

The originals in which the person stands are destroyed. The tickets stay, with the redacted words,
and the person masked in them: what is left is about a matter, and about nobody. What a hold covers
stays as it is. A contact is taken off the list. Broken off anywhere, it is simply begun again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Table, select, update

from config.retention import Stored
from models import audit, columns, contact, counter, db, raw, removal
from models.audit import Act
from models.columns import Masks
from models.db import Database
from models.mail import mail
from models.outbox import State, outbox
from models.quarantine import quarantine
from triage.person import Person
from worker.intake.examined import Contents
from worker.privacy import copies, traces
from worker.privacy import hold as holds
from worker.privacy.copies import Copy
from worker.privacy.hold import Covered
from worker.privacy.traces import Traces
from worker.steps import reached

MASK = "[gewist]"
_ROUNDS = 3  # mail of the person may come in meanwhile
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for it on whose behalf, and why; `number` is how it is known from then on."""

    number: int
    who: str
    why: str

    @property
    def address(self) -> str:
        """What stands for every address of the person."""
        return f"gewist-{self.number}@gewist.invalid"


@dataclass(slots=True)
class Erased:
    """What was erased, by ids; `values` counts changed columns. `held` were spared: tickets,
    mails and entries of quarantine that a hold covers."""

    mails: set[int] = field(default_factory=set)
    tickets: set[int] = field(default_factory=set)
    answers: set[int] = field(default_factory=set)
    quarantine: set[int] = field(default_factory=set)
    contacts: set[int] = field(default_factory=set)
    values: int = 0
    held: Covered = field(default_factory=lambda: Covered(frozenset(), frozenset(), frozenset()))
    copies: list[Copy] = field(default_factory=list)

    def __bool__(self) -> bool:
        rows = self.mails or self.answers or self.quarantine or self.contacts
        return bool(rows or self.values)


@dataclass(slots=True)
class Outcome:
    """A request carried out: what was erased in all, and what a search found afterwards."""

    request: Request
    erased: Erased
    left: Traces


def forget(
    database: Database,
    person: Person,
    found: Traces,
    contents: Contents,
    *,
    who: str,
    why: str,
    clock: Callable[[], datetime],
    tell: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Erase what `traces.trace` found, and what came in since; wipe; and search again."""
    request: Request | None = None
    every = Erased()
    for _ in range(_ROUNDS):
        with database.transaction() as connection:
            request = request or _numbered(connection, who, why)
            erased = _erase(connection, person, found, request, clock())
            reached("forget.erased")
        reached("forget.committed")
        _add(every, erased)
        db.compact(database, *(table.name for table in _wiped()))
        found = traces.trace(database, person, contents, clean=found.known, tell=tell)
        if not (erased and _erasable(found, every.held)):
            break
    assert request is not None  # noqa: S101  # there is one round at least
    with database.transaction() as connection:
        audit.write(connection, [_proved(request, found, clock())])
    return Outcome(request, every, found)


def spared(connection: Connection, found: Traces) -> Covered:
    """What of it a hold covers."""
    every = holds.covered(connection)
    return Covered(
        every.tickets & found.tickets,
        every.mails & found.mails,
        every.quarantine & found.quarantine,
        every.contacts & found.contacts,
    )


def still_there(connection: Connection, found: Traces) -> list[Copy]:
    """The copies on mail servers of what was found; to be asked before it is erased."""
    lines = select(quarantine.c.ledger_id).where(quarantine.c.id.in_(sorted(found.quarantine)))
    return [
        *copies.of_mails(connection, found.mails),
        *copies.of_entries(connection, list(connection.scalars(lines))),
        *copies.of_answers(connection, found.outbox),
    ]


def not_held(connection: Connection, found: Traces) -> list[Copy]:
    """The same, without what a hold covers."""
    return still_there(connection, _free(connection, found, holds.covered(connection)))


def is_left(outcome: Outcome) -> bool:
    """Whether anything is left that neither a hold nor the chain of the audit log keeps."""
    return _erasable(outcome.left, outcome.erased.held)


def seen_by(connection: Connection, mails: Iterable[int]) -> list[tuple[str, int, datetime]]:
    """(who, mail, when): people to whom one of these originals was shown, or for whom it was
    exported, and who may have a copy."""
    table = audit.audit.c
    shown = audit.lines(connection, table.what == "mail", table.did.in_(["showed", "exported"]))
    wanted = set(mails)
    return [
        (line.who, line.what_id, line.at)
        for line in shown
        if line.what_id in wanted and line.what_id is not None
    ]


# -- one transaction ------------------------------------------------------------------------------


def _erase(
    connection: Connection, person: Person, found: Traces, request: Request, now: datetime
) -> Erased:
    held = holds.covered(connection)
    free = _free(connection, found, held)
    erased = Erased(
        mails=free.mails,
        tickets=free.tickets,
        answers=free.outbox,
        quarantine=free.quarantine,
        contacts=found.contacts - held.contacts,
        held=spared(connection, found),
        copies=still_there(connection, free),
    )
    raw.erase(connection, _bodies(connection, mail, erased.mails), now)
    raw.erase(connection, _bodies(connection, outbox, erased.answers), now)
    _stop(connection, erased.answers)
    if erased.quarantine:
        entries = sorted(erased.quarantine)
        why = f"erased on request {request.number}"
        removal.remove(connection, Stored.QUARANTINE, entries, why=why, now=now)
    contact.remove(connection, erased.contacts)
    erased.values = _mask(connection, person, found, request, held)
    for some in _pages(erased.mails):
        removal.blur(connection, some)
    if erased:
        audit.write(connection, [_act(request, erased, now)])
    return erased


def _mask(
    connection: Connection, person: Person, found: Traces, request: Request, held: Covered
) -> int:
    """Take the person out of every row; in rows of the tickets and mails found, close by too."""
    known = person.known_as(found.names)
    sure = Masks(lambda text: person.masked(text, MASK), person.owns, request.address)
    close = Masks(lambda text: known.masked(text, MASK, close=True), known.owns, request.address)
    done: set[tuple[str, tuple[object, ...]]] = set()
    changed = 0
    for table in columns.tables():
        if table is audit.audit:
            continue
        about = columns.about(connection, table, mails=found.mails, tickets=found.tickets)
        keys = [row.key for (name, _), row in found.rows.items() if name == table.name]
        far = columns.fresh(connection, table, keys)
        for row, masks in [(row, close) for row in about] + [(row, sure) for row in far]:
            if not held.covers(row) and (table.name, row.key) not in done:
                changed += columns.change(connection, row, masks)
                done.add((table.name, row.key))
    return changed


def _stop(connection: Connection, answers: set[int]) -> None:
    """A mail that is not on its way yet will not go."""
    waiting = (State.WAITING.value, State.SENDING.value)
    for some in _pages(answers):
        connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(some), outbox.c.state.in_(waiting))
            .values(state=State.FAILED.value, error="erased on request")
        )
        connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(some), outbox.c.filing == "pending")
            .values(filing="none")
        )


def _bodies(connection: Connection, table: Table, ids: set[int]) -> list[int]:
    found: list[int] = []
    for some in _pages(ids):
        query = select(table.c.raw_id).where(table.c.id.in_(some), table.c.raw_id.is_not(None))
        found += connection.scalars(query)
    return found


def _of_tickets(connection: Connection, tickets: Iterable[int]) -> set[int]:
    query = select(outbox.c.id).where(outbox.c.ticket_id.in_(sorted(tickets)))
    return set(connection.scalars(query))


def _free(connection: Connection, found: Traces, held: Covered) -> Traces:
    """What was found and is not held."""
    return Traces(
        mails=found.mails - held.mails,
        tickets=found.tickets - held.tickets,
        outbox=found.outbox - _of_tickets(connection, held.tickets),
        quarantine=found.quarantine - held.quarantine,
    )


def _erasable(found: Traces, held: Covered) -> bool:
    """Whether another round can do more: not where a hold or the chain of the log forbids it."""
    rows = [row for (name, _), row in found.rows.items() if name != audit.audit.name]
    return bool(
        [row for row in rows if not held.covers(row)]
        or found.mails - held.mails
        or found.quarantine - held.quarantine
    )


def _add(every: Erased, more: Erased) -> None:
    every.mails |= more.mails
    every.tickets |= more.tickets
    every.answers |= more.answers
    every.quarantine |= more.quarantine
    every.contacts |= more.contacts
    every.values += more.values
    every.held = more.held
    every.copies += more.copies


def _numbered(connection: Connection, who: str, why: str) -> Request:
    (number,) = counter.reserve(connection, "request", 1)
    return Request(number, who, why)


def _act(request: Request, erased: Erased, now: datetime) -> Act:
    detail: dict[str, object] = {
        "mails": sorted(erased.mails),
        "tickets": sorted(erased.tickets),
        "answers": sorted(erased.answers),
        "quarantine": sorted(erased.quarantine),
        "contacts": sorted(erased.contacts),
        "values": erased.values,
    }
    return Act(now, request.who, "erased", "person", request.number, request.why, detail)


def _proved(request: Request, left: Traces, now: datetime) -> Act:
    detail: dict[str, object] = {
        "texts": left.texts,
        "originals": left.originals,
        "left": len(left.rows) + len(left.mails) + len(left.outbox) + len(left.quarantine),
    }
    return Act(now, request.who, "searched", "person", request.number, request.why, detail)


def _wiped() -> list[Table]:
    """The tables of which earlier rows may hold the person."""
    return [raw.raw, *(table for table in columns.tables() if table is not audit.audit)]


def _pages(ids: set[int]) -> Iterator[list[int]]:
    every = sorted(ids)
    return (every[start : start + _PAGE] for start in range(0, len(every), _PAGE))
