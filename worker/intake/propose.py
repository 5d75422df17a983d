"""What a mail leaves that asks several things, or something new in an old ticket: proposals, or, as
the preset chooses, tickets at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from config.codes import Sender
from ingest.message import Message
from models import before, finding, history, part, ticket
from models.history import Change, Who
from models.intake import Intake
from models.ledger import Outcome
from models.life import ActionBy, Event, Status
from models.mail import mail
from models.part import Kind, State
from models.part import Part as Row
from triage.decision import Part, Triage
from triage.strays import Known, strays
from worker.desk import Desk
from worker.hand import Hand
from worker.intake.aliases import Aliases
from worker.intake.labels import discreet
from worker.post.tell import Post
from worker.tickets import group, split


@dataclass(frozen=True, slots=True)
class Arrived:
    """A person's mail that was just stored."""

    message: Message
    triage: Triage
    intake: Intake


def propose(connection: Connection, desk: Desk, one: Arrived, now: datetime) -> None:
    """Store what deserves a ticket of its own, and make the tickets where the preset says so."""
    stored = one.intake.mail
    if stored is None or stored.ticket_id is None or one.triage.sender.value == Sender.PARENT:
        return
    kind = Kind.STRAY if one.intake.line.outcome is Outcome.FOLLOW_UP else Kind.SEVERAL
    choice = desk.preset.split.new_question if kind is Kind.STRAY else desk.preset.split.several
    if choice == "off" or one.intake.line.outcome not in (Outcome.TICKET, Outcome.FOLLOW_UP):
        return
    if kind is Kind.SEVERAL and len(one.triage.parts) < 2:
        return
    row = ticket.by_id(connection, stored.ticket_id)
    rows = _parts(connection, desk, one, row, kind, now)
    proposed = [each for each in rows if each.state is State.PROPOSED]
    if not proposed:
        return
    ids = part.write(connection, rows)
    why = f"{_REASON[kind]}: {', '.join(proposed[0].why)}"
    told = Change(row["id"], now, Who.MACHINE, "split_proposed", why, stored.id, {"parts": ids})
    history.tell(connection, [told])
    if choice == "do":
        hand = Hand(Who.MACHINE, why, now)
        for each in split.confirm(connection, Post((desk,)), row, desk.preset, hand):
            group.moved(connection, desk, each.number, now)


def _parts(
    connection: Connection, desk: Desk, one: Arrived, row: RowMapping, kind: Kind, now: datetime
) -> list[Row]:
    """The parts as rows: of several questions the first one stays."""
    found, whole = one.triage.parts, False
    if kind is Kind.STRAY:
        known = _known(connection, row, one.intake)
        found = strays(one.message, one.triage, desk.preset, known)
        whole = len(one.triage.parts) < 2
    named, _ = Aliases(connection).named(row["id"], replace(one.triage, parts=found))
    return [
        _row(one, row, kind, each, now, first=kind is Kind.SEVERAL and not place, whole=whole)
        for place, each in enumerate(named.parts)
    ]


def _row(
    one: Arrived,
    row: RowMapping,
    kind: Kind,
    found: Part,
    now: datetime,
    *,
    first: bool,
    whole: bool,
) -> Row:
    stored = one.intake.mail
    if stored is None:
        raise ValueError("a part of a mail that is not stored")
    return Row.of(
        found.triage,
        {head: discreet(label, one.triage) for head, label in found.triage.labels.items()},
        ticket_id=row["id"],
        mail_id=stored.id,
        kind=kind,
        state=State.STAYS if first else State.PROPOSED,
        whole=whole,
        text=found.text,
        stretches=found.stretches,
        confidence=found.confidence,
        why=found.why,
        at=now,
    )


def _known(connection: Connection, row: RowMapping, intake: Intake) -> Known:
    """The ticket as it stood before this mail."""
    wrote = next((one for one in intake.changes if one.event == Event.WROTE.value), None)
    stood = ticket.state_of(row)
    if wrote is not None and "before" in wrote.detail:
        stood = before.restored(wrote.detail["before"])
    named = finding.identifier
    query = (
        select(named.c.kind, named.c.value)
        .join(mail, mail.c.id == named.c.mail_id)
        .where(mail.c.ticket_id == row["id"], mail.c.id != intake.line.mail_id)
    )
    return Known(
        subject=row["subject"],
        module=row["module"],
        sure=row["module_confidence"],
        numbers=frozenset((kind, value) for kind, value in connection.execute(query)),
        closed=stood.status is Status.CLOSED,
        awaited=stood.action_by is ActionBy.ORGANISATION,
    )


_REASON = {
    Kind.SEVERAL: "asks several things",
    Kind.STRAY: "asks something new",
    Kind.HAND: "by hand",
}
