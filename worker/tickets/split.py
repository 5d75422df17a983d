"""A part of a mail becomes a ticket of its own, by an agent's act or the preset's choice; undone.

The mail stays in its ticket, unless all of it is new: then it moves, and the old ticket stands as
if it had not come. The customer gets a mail of each new ticket; an answer to that one joins the new
ticket, and an answer to an older mail the old one, for the nearest mail that is named decides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, update

from config.codes import CheckCode, Priority, Type
from config.errors import PermanentError
from config.preset import Preset
from ingest.message import Address
from models import (
    audit,
    before,
    correction,
    counter,
    history,
    life,
    link,
    mail,
    outbox,
    part,
    ticket,
)
from models.audit import Act
from models.history import Change
from models.life import ActionBy, Event, Refused, Step
from models.link import Kind as LinkKind
from models.link import Link
from models.part import State
from models.ticket import FIRST_NUMBER, Ticket, Writer
from notify.news import Split
from triage import sla
from triage.decision import Label
from worker.intake.thread import organisation_of
from worker.post.tell import Post, Told, Untold
from worker.tickets.handle import Hand

_OPEN = (State.PROPOSED.value, State.REFUSED.value, State.UNDONE.value)
_HEADS = ("module", "type", "priority")
_SAID = frozenset(  # by the mail of a split, or for nobody
    code.value
    for code in (
        CheckCode.MULTIPLE_QUESTIONS,
        CheckCode.VAGUE_SUBJECT,
        CheckCode.MISSING_IDENTIFIER,
        CheckCode.MISSING_LINK,
        CheckCode.NO_CONCRETE_EXAMPLE,
    )
)
_QUIET = Untold("it is not to be told")


class NothingProposed(PermanentError):
    """No part of the ticket waits for a decision."""


@dataclass(frozen=True, slots=True)
class Made:
    """A ticket that was made of a part, and the mail about it."""

    number: str
    mail: Told | Untold


def proposals(
    connection: Connection, row: RowMapping, only: Collection[int] = ()
) -> list[RowMapping]:
    """The parts of the ticket's mails that wait for a decision; with `only` the ids of some, also
    those that were refused or undone. PermanentError if there is none, or one has no such id."""
    every = part.of_ticket(connection, row["id"])
    if not only:
        waiting = [one for one in every if one["state"] == State.PROPOSED.value]
        if not waiting:
            raise NothingProposed(f"{row['number']}: there is no proposal")
        return waiting
    found = [one for one in every if one["id"] in only and one["state"] in _OPEN]
    if missing := set(only) - {one["id"] for one in found}:
        told = ", ".join(str(one) for one in sorted(missing))
        raise PermanentError(f"{row['number']}: there is no proposal {told}")
    return found


def confirm(
    connection: Connection,
    post: Post | None,
    row: RowMapping,
    preset: Preset,
    hand: Hand,
    only: Collection[int] = (),
) -> list[Made]:
    """Make a ticket of each proposal, or of those with these ids, and tell the customer.

    One act, which one `undo` of the old ticket takes back. Without a `post` nobody is told."""
    if row["merged_into_id"] is not None:
        raise PermanentError(f"{row['number']}: it is merged into another ticket: split that one")
    chosen = proposals(connection, row, only)
    stood = ticket.state_of(row)
    made = [_make(connection, row, one, preset, hand) for one in chosen]
    detail: dict[str, object] = {
        "before": before.kept(stood),
        "parts": [one["id"] for one in chosen],
        "to": [number for _, number in made],
    }
    detail |= _left(connection, row, chosen, preset, hand)
    ids = {one["mail_id"] for one in chosen}
    _record(connection, row["id"], "split", hand, detail, min(ids))
    return [
        Made(number, _told(connection, post, row, number, one, hand))
        for (_, number), one in zip(made, chosen, strict=True)
    ]


def refuse(
    connection: Connection, row: RowMapping, hand: Hand, only: Collection[int] = ()
) -> list[int]:
    """The questions stay in the ticket; the ids of the proposals."""
    ids = [one["id"] for one in proposals(connection, row, only)]
    part.decide(connection, ids, State.REFUSED, hand.who, hand.now)
    detail: dict[str, object] = {"before": before.kept(ticket.state_of(row)), "parts": ids}
    _record(connection, row["id"], "split_refused", hand, detail, None)
    return ids


def _make(
    connection: Connection, row: RowMapping, one: RowMapping, preset: Preset, hand: Hand
) -> tuple[int, str]:
    """The ticket of a part: its id and number. Its terms run from when the mail came in."""
    came = mail.by_id(connection, one["mail_id"])
    if came is None:
        raise PermanentError(f"{row['number']}: the mail of this part is gone")
    (id_,) = counter.reserve(connection, "ticket", 1)
    name = f"number:{preset.ticket_prefix}"
    number = (
        f"{preset.ticket_prefix}-{counter.reserve(connection, name, 1, first=FIRST_NUMBER).start}"
    )
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


# -- what is left of the old ticket ----------------------------------------------------------------


def _left(
    connection: Connection,
    row: RowMapping,
    chosen: Sequence[RowMapping],
    preset: Preset,
    hand: Hand,
) -> dict[str, object]:
    """The old ticket without the parts that left it: once only the first question is left, it has
    the title, the facts and the labels of that one. Gives what an undo has to know."""
    if any(one["whole"] for one in chosen):
        return _as_before(connection, row, {one["mail_id"] for one in chosen}, hand)
    mails = {one["mail_id"] for one in chosen}
    rows = [one for one in part.of_ticket(connection, row["id"]) if one["mail_id"] in mails]
    stays = next((one for one in rows if one["state"] == State.STAYS.value), None)
    if stays is None or any(one["state"] in _OPEN for one in rows):
        return {}  # other questions are in it still
    if correction.first_said(connection, row["id"]):
        return {}  # a person's judgement stands
    part.swap(connection, stays["id"], row["id"])
    labels = _relabelled(connection, row, stays["labels"], preset, hand)
    return {"swapped": stays["id"]} | labels


def _as_before(
    connection: Connection, row: RowMapping, mails: Collection[int], hand: Hand
) -> dict[str, object]:
    """A mail that is not about the ticket neither reopened it nor ended its wait, if nothing else
    happened since. Gives the line of the history before which the ticket stood so."""
    steps = {event.value for event in Event}
    lines = [one for one in history.of_ticket(connection, row["id"]) if one["event"] in steps]
    last = next((one for one in reversed(lines) if not one["detail"].get("undone")), None)
    if last is None or last["event"] != Event.WROTE.value or last["mail_id"] not in mails:
        return {}
    if "before" in last["detail"]:
        state = before.restored(last["detail"]["before"])
        ticket.stands(connection, row["id"], state, hand.now)
        return {"as_before": last["id"]}
    return {}


def _relabelled(
    connection: Connection,
    row: RowMapping,
    labels: Mapping[str, Sequence[object]],
    preset: Preset,
    hand: Hand,
) -> dict[str, object]:
    """The old ticket has the labels of the part that stays, as the machine saw it."""
    said = {head: str(labels[head][0]) for head in _HEADS}
    step = Step(Event.RELABELLED, type=Type(said["type"]), priority=Priority(said["priority"]))
    state = life.take(ticket.state_of(row), step, preset, hand.now)
    if isinstance(state, Refused):
        return {}
    ticket.stands(connection, row["id"], state, hand.now)
    sure = {head: float(str(labels[head][1])) for head in _HEADS}
    review = bool(row["needs_review"])
    ticket.relabel(connection, row["id"], said, hand.now, sure=sure, needs_review=review)
    return {
        "labels": {head: row[head] for head in _HEADS},
        "sure": {head: row[f"{head}_confidence"] for head in _HEADS},
        "review": review,
        "type": [row["type"], said["type"]],
        "priority": [row["priority"], said["priority"]],
    }


# -- telling ---------------------------------------------------------------------------------------


def _told(
    connection: Connection,
    post: Post | None,
    row: RowMapping,
    number: str,
    one: RowMapping,
    hand: Hand,
) -> Told | Untold:
    """The mail of the new ticket, in place of the answer to a mail that is wholly in it."""
    if post is None:
        return _QUIET
    came = mail.by_id(connection, one["mail_id"])
    news = Split(row["number"], _missing(one))
    told = post.customer(connection, number, news, hand.now, last=came)
    if isinstance(told, Told) and one["whole"] and not _must_be_told(one):
        outbox.withdraw_answer(connection, one["mail_id"], "the mail of the split says it")
    return told


def _missing(one: RowMapping) -> tuple[str, ...]:
    """The kinds of identifiers without which the question cannot be answered."""
    named = [detail for code, detail in one["checks"] if code == CheckCode.MISSING_IDENTIFIER.value]
    if any(code == CheckCode.MISSING_LINK.value for code, _ in one["checks"]):
        named.append("link")
    return tuple(dict.fromkeys(kind for kind in named if kind))


def _must_be_told(one: RowMapping) -> bool:
    """Whether the answer to the mail says what the mail of the split does not."""
    return bool({code for code, _ in one["checks"]} - _SAID)


def _record(
    connection: Connection,
    ticket_id: int,
    event: str,
    hand: Hand,
    detail: dict[str, object],
    mail_id: int | None,
) -> None:
    history.tell(
        connection, [Change(ticket_id, hand.now, hand.who, event, hand.why, mail_id, detail)]
    )
    known = {name: detail[name] for name in ("to",) if name in detail}
    act = Act(hand.now, hand.who, event, "ticket", ticket_id, hand.why, known)
    audit.write(connection, [act])
