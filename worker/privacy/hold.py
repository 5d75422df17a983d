"""Legal holds: placed on a ticket or a person, kept up to date, lifted; each recorded.

The values of a person are sealed in the vault for as long as the hold stands: a hold has to know
whom it is about, also in the mail of tomorrow.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from config.errors import PermanentError
from models import audit, counter, hold, part, raw, ticket
from models.audit import Act
from models.columns import Row
from models.contact import contact
from models.db import Database
from models.hold import Hold
from models.mail import mail
from models.quarantine import quarantine
from models.raw import pack
from triage.person import Person
from worker.intake.examined import Contents
from worker.privacy import traces
from worker.privacy.reason import discreet
from worker.privacy.traces import Traces


@dataclass(frozen=True, slots=True)
class Covered:
    """What the holds that stand cover, by ids; the mails of the tickets are among the mails."""

    tickets: frozenset[int]
    mails: frozenset[int]
    quarantine: frozenset[int]
    contacts: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.tickets or self.mails or self.quarantine or self.contacts)

    def covers(self, row: Row) -> bool:
        """Whether a row is about something that is held."""
        return (
            row.mail_id in self.mails
            or row.ticket_id in self.tickets
            or (row.table is quarantine and row.key[0] in self.quarantine)
            or (row.table is contact and row.key[0] in self.contacts)
        )


def on_ticket(database: Database, number: str, *, who: str, reason: str, now: datetime) -> int:
    """Hold a ticket, and those that were merged into it; the number of the hold."""
    reason = _said(reason)
    with database.transaction() as connection:
        row = ticket.by_number(connection, number)
        if row is None:
            raise PermanentError(f"there is no ticket {number}")
        table = ticket.ticket
        merged = connection.scalars(select(table.c.id).where(table.c.merged_into_id == row["id"]))
        (hold_id,) = counter.reserve(connection, "hold", 1)
        hold.place(connection, hold_id, "ticket", who=who, reason=reason, now=now)
        tickets = (row["id"], *merged)
        mails = {id_ for one in tickets for id_ in connection.scalars(part.mails_of(one))}
        held = [("ticket", id_) for id_ in tickets] + [("mail", id_) for id_ in sorted(mails)]
        hold.cover(connection, hold_id, held)
        _record(connection, "held", hold_id, who, reason, now, of="ticket", ticket=row["id"])
    return hold_id


def on_person(
    database: Database, person: Person, contents: Contents, *, who: str, reason: str, now: datetime
) -> tuple[int, Traces]:
    """Hold everything in which a person stands, now and later."""
    reason = _said(reason)
    values = json.dumps([one.text for one in person.values]).encode()
    with database.transaction() as connection:
        (hold_id,) = counter.reserve(connection, "hold", 1)
        (raw_id,) = counter.reserve(connection, "raw", 1)
        raw.put(connection, [(raw_id, pack(values))])
        hold.place(connection, hold_id, "person", who=who, reason=reason, now=now, raw_id=raw_id)
        _record(connection, "held", hold_id, who, reason, now, of="person")
        mails, entries = _newest(connection)
    found = traces.trace(database, person, contents)
    with database.transaction() as connection:
        _cover(connection, hold_id, found)
        hold.seen(connection, hold_id, mail=mails, entry=entries)
        audit.write(connection, [traces.recorded(found, who, reason, now)])
    return hold_id, found


def refresh(database: Database, contents: Contents) -> None:
    """Let the holds on persons cover what came in since they were looked at last."""
    with database.reading() as connection:
        standing = [one for one in hold.all_holds(connection, standing=True) if one.raw_id]
        mails, entries = _newest(connection)
    for one in standing:
        if (one.seen_mail, one.seen_entry) == (mails, entries):
            continue
        person = _person(database, one)
        found = traces.recent(
            database, person, contents, mail_id=one.seen_mail, entry=one.seen_entry
        )
        with database.transaction() as connection:
            _cover(connection, one.id, found)
            hold.seen(connection, one.id, mail=mails, entry=entries)


def lift(database: Database, hold_id: int, *, who: str, reason: str, now: datetime) -> None:
    """Let it go; what it covered follows the rules again, from the next day on."""
    reason = _said(reason)
    with database.transaction() as connection:
        found = [one for one in hold.all_holds(connection) if one.id == hold_id]
        if not found or found[0].lifted_at is not None:
            raise PermanentError(f"no hold {hold_id} stands")
        hold.lift(connection, hold_id, who=who, reason=reason, now=now)
        if found[0].raw_id is not None:
            raw.drop(connection, found[0].raw_id)
        _record(connection, "lifted", hold_id, who, reason, now)


def covered(connection: Connection) -> Covered:
    """Everything that is held."""
    tickets = frozenset(connection.scalars(hold.ids("ticket")))
    mails = set(connection.scalars(hold.ids("mail")))
    mails |= set(connection.scalars(select(mail.c.id).where(mail.c.ticket_id.in_(tickets))))
    others = (frozenset(connection.scalars(hold.ids(what))) for what in ("quarantine", "contact"))
    return Covered(tickets, frozenset(mails), *others)


def _cover(connection: Connection, hold_id: int, found: Traces) -> None:
    things = [("ticket", id_) for id_ in found.tickets]
    things += [("mail", id_) for id_ in found.mails]
    things += [("quarantine", id_) for id_ in found.quarantine]
    things += [("contact", id_) for id_ in found.contacts]
    hold.cover(connection, hold_id, things)


def _person(database: Database, one: Hold) -> Person:
    with database.reading() as connection:
        return Person.of(json.loads(raw.get(connection, one.raw_id or 0)))


def _newest(connection: Connection) -> tuple[int, int]:
    mails = connection.scalar(select(func.max(mail.c.id))) or 0
    return mails, connection.scalar(select(func.max(quarantine.c.id))) or 0


def _said(reason: str) -> str:
    if not (said := discreet(reason)):
        raise PermanentError("a hold has a reason: --reason says which")
    return said


def _record(
    connection: Connection,
    did: str,
    hold_id: int,
    who: str,
    why: str,
    now: datetime,
    **detail: object,
) -> None:
    audit.write(connection, [Act(now, who, did, "hold", hold_id, why, detail)])
