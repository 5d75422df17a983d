"""Erasing what was found of one person, in one transaction; what a hold covers stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Table, select, update

from config.retention import Stored
from models import audit, columns, contact, raw, removal
from models.audit import Act
from models.columns import Masks
from models.mail import mail
from models.outbox import State, outbox
from models.quarantine import quarantine
from models.slices import slices
from triage.person import Person
from worker.privacy import copies
from worker.privacy import hold as holds
from worker.privacy.copies import Copy
from worker.privacy.hold import Covered
from worker.privacy.traces import Traces

MASK = "[gewist]"


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

    def add(self, more: Erased) -> None:
        """Another round erased that too."""
        self.mails |= more.mails
        self.tickets |= more.tickets
        self.answers |= more.answers
        self.quarantine |= more.quarantine
        self.contacts |= more.contacts
        self.values += more.values
        self.held = more.held
        self.copies += more.copies


def erase(
    connection: Connection, person: Person, found: Traces, request: Request, now: datetime
) -> Erased:
    """All of it in this transaction: originals, bodies of answers, entries, contacts, and words."""
    held = holds.covered(connection)
    free = unheld(connection, found, held)
    erased = Erased(
        mails=free.mails,
        tickets=free.tickets,
        answers=free.outbox,
        quarantine=free.quarantine,
        contacts=found.contacts - held.contacts,
        held=spared(found, held),
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
    for some in slices(erased.mails):
        removal.blur(connection, some)
    if erased:
        audit.write(connection, [_act(request, erased, now)])
    return erased


def spared(found: Traces, held: Covered) -> Covered:
    """What of it a hold covers."""
    return Covered(
        held.tickets & found.tickets,
        held.mails & found.mails,
        held.quarantine & found.quarantine,
        held.contacts & found.contacts,
    )


def unheld(connection: Connection, found: Traces, held: Covered) -> Traces:
    """What was found, without what a hold covers."""
    return Traces(
        mails=found.mails - held.mails,
        tickets=found.tickets - held.tickets,
        outbox=found.outbox - _of_tickets(connection, held.tickets),
        quarantine=found.quarantine - held.quarantine,
    )


def still_there(connection: Connection, found: Traces) -> list[Copy]:
    """The copies on mail servers of what was found; to be asked before it is erased."""
    lines = select(quarantine.c.ledger_id).where(quarantine.c.id.in_(sorted(found.quarantine)))
    return [
        *copies.of_mails(connection, found.mails),
        *copies.of_entries(connection, list(connection.scalars(lines))),
        *copies.of_answers(connection, found.outbox),
    ]


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
    for some in slices(answers):
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
    for some in slices(ids):
        query = select(table.c.raw_id).where(table.c.id.in_(some), table.c.raw_id.is_not(None))
        found += connection.scalars(query)
    return found


def _of_tickets(connection: Connection, tickets: Iterable[int]) -> set[int]:
    query = select(outbox.c.id).where(outbox.c.ticket_id.in_(sorted(tickets)))
    return set(connection.scalars(query))


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
