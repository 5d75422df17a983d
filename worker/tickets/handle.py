"""What people do with a ticket: every step with who and why, and each can be taken back.

The state before a step stands in its line of the history. A step is undone by the newest line that
can be undone; what came of it outside (a mail that has left) cannot be called back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, Table, select, update

from config.errors import PermanentError
from config.preset import Preset
from models import before, history, lacking, life, link, mail, outbox, ticket
from models.life import Event, Impossible, Refused, State, Status, Step
from models.link import Kind, Link
from worker.hand import Hand, record
from worker.tickets import correct
from worker.tickets.rejoin import again, rejoin


class NothingToUndo(PermanentError):
    """No step of the ticket can be taken back."""


def find(connection: Connection, number: str) -> RowMapping:
    """The ticket with this number; PermanentError if there is none."""
    row = ticket.by_number(connection, number)
    if row is None:
        raise PermanentError(f"there is no ticket {number}")
    return row


def step(
    connection: Connection,
    row: RowMapping,
    preset: Preset,
    one: Step,
    hand: Hand,
    *,
    anyway: Sequence[str] = (),
) -> State:
    """Take a step; PermanentError with the reason if it cannot be taken.

    `anyway` are the kinds of personal data that its words hold, and that were sent all the same.
    """
    state = ticket.state_of(row)
    after = life.take(state, one, preset, hand.now)
    if isinstance(after, Refused):
        raise Impossible(row["number"], after)
    if row["merged_into_id"] is not None:
        raise PermanentError(f"{row['number']}: it is part of another ticket: undo the merge first")
    ticket.stands(connection, row["id"], after, hand.now)
    detail: dict[str, object] = {"before": before.kept(state)}
    if one.until is not None:
        detail["until"] = one.until.isoformat()
    if one.type is not None:
        detail["type"] = [state.type.value, one.type.value]
    if one.priority is not None:
        detail["priority"] = [state.priority.value, one.priority.value]
    if anyway:
        detail["anyway"] = list(anyway)
    record(connection, row["id"], one.event.value, hand, detail, audited=("anyway",))
    return after


def hand_over(connection: Connection, row: RowMapping, to: str | None, hand: Hand) -> None:
    """Give the ticket to a person or a group of the desk, or to nobody."""
    ticket.assign(connection, row["id"], to, hand.now)
    record(connection, row["id"], "handed_over", hand, {"to": to, "from": row["assignee"]})


def join(
    connection: Connection, row: RowMapping, other: RowMapping, kind: Kind, hand: Hand
) -> None:
    """Link two tickets of one desk."""
    _same_desk(row, other)
    link.write(connection, Link(row["id"], other["id"], kind, hand.now, hand.who))
    record(connection, row["id"], "linked", hand, {"other": other["number"], "kind": kind.value})


def merge(
    connection: Connection, row: RowMapping, into: RowMapping, preset: Preset, hand: Hand
) -> None:
    """Put the mails of one ticket into another and close it; answers to either come there.

    Refused where one of them is merged already, or a price waits to be approved.
    """
    _same_desk(row, into)
    if row["merged_into_id"] is not None or into["merged_into_id"] is not None:
        raise PermanentError("one of them is merged into another ticket already: undo that first")
    state = ticket.state_of(row)
    closed = state
    if state.status is not Status.CLOSED:
        taken = life.take(state, Step(Event.CLOSED), preset, hand.now)
        if isinstance(taken, Refused):
            raise Impossible(row["number"], taken)
        closed = replace(taken, answered_at=state.answered_at)
    mails = _moved(connection, mail.mail, row["id"], into["id"])
    sent = _moved(connection, outbox.outbox, row["id"], into["id"])
    ticket.stands(connection, row["id"], closed, hand.now)
    ticket.merged(connection, row["id"], into["id"], hand.now)
    link.write(connection, Link(row["id"], into["id"], Kind.MERGED_INTO, hand.now, hand.who))
    detail: dict[str, object] = {"before": before.kept(state), "into": into["number"]}
    detail |= {"mails": mails, "sent": sent}
    record(connection, row["id"], "merged", hand, detail)
    record(connection, into["id"], "took_in", hand, {"from": row["number"]})


def undo(connection: Connection, row: RowMapping, hand: Hand) -> str:
    """Take back the newest step that can be; which one it was. PermanentError if there is none.

    The mail that told it is kept back, if it has not left yet."""
    last = next(
        (line for line in reversed(history.of_ticket(connection, row["id"])) if _undoable(line)),
        None,
    )
    if last is None:
        raise NothingToUndo(f"{row['number']}: there is nothing to undo")
    detail = last["detail"]
    if last["event"] == "handed_over":
        ticket.assign(connection, row["id"], detail["from"], hand.now)
    elif last["event"] == "linked":
        other = find(connection, detail["other"])
        link.drop(connection, row["id"], other["id"], Kind(detail["kind"]))
    elif last["event"] in correct.JUDGED:
        correct.take_back(connection, row, detail, hand)
    else:
        ticket.stands(connection, row["id"], before.restored(detail["before"]), hand.now)
    _undo_more(connection, row, last, hand)
    outbox.withdraw(connection, row["id"], last["at"])
    history.undone(connection, last["id"])
    record(connection, row["id"], "undid", hand, {"line": last["id"], "event": last["event"]})
    return str(last["event"])


def _undo_more(connection: Connection, row: RowMapping, last: RowMapping, hand: Hand) -> None:
    """What a step did besides to how the ticket stands."""
    detail = last["detail"]
    match last["event"]:
        case Event.SUPPLIED.value:
            lacking.take_back(connection, last["mail_id"])
        case "merged":
            _part(connection, row, detail, hand)
        case "split":
            rejoin(connection, row, detail, last["at"], hand)
        case "split_refused":
            again(connection, detail, hand)


UNDOABLE = frozenset(
    {
        "handed_over",
        "linked",
        "merged",
        "split",
        "split_refused",
        *correct.JUDGED,
        *(event.value for event in Event),
    }
)


def _undoable(line: RowMapping) -> bool:
    if line["event"] not in UNDOABLE or line["detail"].get("undone"):
        return False
    return "before" in line["detail"] or line["event"] in ("handed_over", "linked")


def _part(
    connection: Connection, row: RowMapping, detail: dict[str, list[int] | str], hand: Hand
) -> None:
    """Give a ticket its mails back that were merged into another."""
    into = find(connection, str(detail["into"]))
    for table, ids in ((mail.mail, detail["mails"]), (outbox.outbox, detail["sent"])):
        connection.execute(update(table).where(table.c.id.in_(ids)).values(ticket_id=row["id"]))
    ticket.merged(connection, row["id"], None, hand.now)
    link.drop(connection, row["id"], into["id"], Kind.MERGED_INTO)


def _moved(connection: Connection, table: Table, source: int, target: int) -> list[int]:
    """Give the rows of one ticket to another; their ids."""
    ids = list(connection.scalars(select(table.c.id).where(table.c.ticket_id == source)))
    connection.execute(update(table).where(table.c.id.in_(ids)).values(ticket_id=target))
    return ids


def _same_desk(one: RowMapping, other: RowMapping) -> None:
    if one["id"] == other["id"]:
        raise PermanentError("these are one and the same ticket")
    if one["preset"] != other["preset"]:
        raise PermanentError("the tickets are of two desks")
