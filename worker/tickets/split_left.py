"""What is left of a ticket when parts of its mails became tickets of their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, RowMapping

from config.codes import Priority, Type
from config.preset import Preset
from models import before, correction, history, life, part, ticket
from models.life import Event, Refused, Step
from models.part import OPEN, State
from worker.hand import Hand

_HEADS = ("module", "type", "priority")


def left_over(
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
    if stays is None or any(one["state"] in OPEN for one in rows):
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
    lines = [one for one in history.of_ticket(connection, row["id"]) if _is_step(one)]
    last = next((one for one in reversed(lines) if not one["detail"].get("undone")), None)
    if last is None or last["event"] != Event.WROTE.value or last["mail_id"] not in mails:
        return {}
    if "before" in last["detail"]:
        state = before.restored(last["detail"]["before"])
        ticket.stands(connection, row["id"], state, hand.now)
        return {"as_before": last["id"]}
    return {}


_STEPS = frozenset({event.value for event in Event} | {"corrected"})


def _is_step(line: RowMapping) -> bool:
    """A mail of the customer, or what changed how the ticket stands: no automatic answer."""
    return line["event"] == Event.WROTE.value or (
        line["event"] in _STEPS and "before" in line["detail"]
    )


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
