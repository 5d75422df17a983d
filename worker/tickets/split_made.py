"""The ticket that is made of a part of a mail."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, update

from config.codes import CheckCode, Priority, Type
from config.errors import PermanentError
from config.preset import Preset
from ingest.message import Address
from models import audit, counter, history, link, mail, part, ticket
from models.audit import Act
from models.history import Change
from models.life import ActionBy
from models.link import Kind as LinkKind
from models.link import Link
from models.part import State
from models.ticket import FIRST_NUMBER, Ticket, Writer
from triage import sla
from triage.decision import Label
from worker.hand import Hand
from worker.intake.thread import organisation_of


def make(
    connection: Connection, row: RowMapping, one: RowMapping, preset: Preset, hand: Hand
) -> tuple[int, str]:
    """The ticket of a part: its id and number. Its terms run from when the mail came in."""
    came = mail.by_id(connection, one["mail_id"])
    if came is None:
        raise PermanentError(f"{row['number']}: the mail of this part is gone")
    (id_,) = counter.reserve(connection, "ticket", 1)
    prefix = preset.ticket_prefix
    (count,) = counter.reserve(connection, f"number:{prefix}", 1, first=FIRST_NUMBER)
    number = f"{prefix}-{count}"
    ticket.write(connection, [_ticket(id_, number, row, one, came, preset)])
    if one["whole"]:
        _move(connection, came["id"], id_)
    link.write(connection, Link(id_, row["id"], LinkKind.SPLIT_FROM, hand.now, hand.who))
    part.decide(connection, [one["id"]], State.CONFIRMED, hand.who, hand.now, made_id=id_)
    why = f"split from {row['number']}"
    history.tell(connection, [Change(id_, hand.now, hand.who, "created", why, came["id"])])
    audit.write(connection, [Act(hand.now, hand.who, "created", "ticket", id_, why, {})])
    return id_, number


def _ticket(
    id_: int, number: str, row: RowMapping, one: RowMapping, came: RowMapping, preset: Preset
) -> Ticket:
    labels = {head: Label(said[0], said[1], tuple(said[2])) for head, said in one["labels"].items()}
    type_, priority = Type(labels["type"].value), Priority(labels["priority"].value)
    arrived = came["arrived_at"]
    waits = one["waits"]
    return Ticket(
        id=id_,
        number=number,
        preset=row["preset"],
        title=one["title"],
        subject=one["subject"],
        facts=one["facts"],
        language=came["language"],
        requester=came["sender"],
        organisation=row["organisation"] or organisation_of(Address("", came["sender"])),
        sender=labels["sender"],
        module=labels["module"],
        type=labels["type"],
        priority=labels["priority"],
        needs_review=one["needs_review"],
        action_required_by=ActionBy.ORGANISATION if waits else ActionBy.DESK,
        terms=sla.waiting(waits) if waits else sla.terms(type_, priority, arrived, preset),
        suspected_id=None,
        created_at=arrived,
        writer=_writer(row, one, came),
    )


def _writer(row: RowMapping, one: RowMapping, came: RowMapping) -> Writer:
    """What is known of who asked: of another person than began the ticket only the organisation;
    the organisation's own say is wanted where this part asks for rights."""
    if came["sender"].lower() != row["requester"].lower():
        return Writer(row["organisation_id"])
    codes = {code for code, _ in one["checks"]}
    consent = row["consent"] if CheckCode.RIGHTS_REQUEST.value in codes else None
    return Writer(row["organisation_id"], row["known"], row["role"], consent)


def _move(connection: Connection, mail_id: int, ticket_id: int) -> None:
    """The whole mail is in the new ticket from now on. What we answered to it stays in the old one,
    whose number it names: an answer to that one is about the old ticket."""
    moved = update(mail.mail).where(mail.mail.c.id == mail_id).values(ticket_id=ticket_id)
    connection.execute(moved)
