"""A person's judgement of a ticket: what the machine decided is put right, or confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping

from config.codes import Priority, Sender, Type
from config.errors import PermanentError
from config.preset import Preset
from models import audit, before, correction, history, life, ticket
from models.audit import Act
from models.correction import Correction
from models.history import Change
from models.life import Event, Impossible, Refused, State, Step
from triage.decision import HEADS
from worker.hand import Hand

JUDGED = frozenset({"corrected", "confirmed"})  # the events of a history that this file makes
_COLUMNS = {"sender": "sender_kind", "module": "module", "type": "type", "priority": "priority"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The heads that a person put right; `confirmed` says that the others are right as they are."""

    who: str
    why: str
    truth: Mapping[str, str] = field(default_factory=dict)
    confirmed: bool = False


def correct(
    connection: Connection, preset: Preset, number: str, judged: Judgement, now: datetime
) -> dict[str, tuple[str, str]]:
    """Record the judgement and carry it out: labels, deadlines, history, audit.

    Gives what changed, head → (before, now). PermanentError if there is no such ticket at this
    desk, or no such label.
    """
    row = ticket.by_number(connection, number)
    if row is None or row["preset"] != preset.name:
        raise PermanentError(f"there is no ticket {number} at the desk {preset.name}")
    truth = dict(judged.truth)
    _check(truth, preset)
    if judged.confirmed:
        truth = {head: row[_COLUMNS[head]] for head in HEADS} | truth
    changed = {
        head: (row[_COLUMNS[head]], value)
        for head, value in truth.items()
        if row[_COLUMNS[head]] != value
    }
    correction.write(connection, _corrections(connection, row, truth, judged, now))
    if changed.keys() & {"type", "priority"}:
        ticket.stands(connection, row["id"], _relabelled(row, truth, preset, now), now)
    ticket.relabel(connection, row["id"], {head: truth.get(head) for head in HEADS}, now)
    event = "corrected" if changed else "confirmed"
    detail: dict[str, object] = {head: list(pair) for head, pair in changed.items()}
    kept = detail | _as_it_stood(row)
    history.tell(connection, [Change(row["id"], now, judged.who, event, judged.why, None, kept)])
    audit.write(connection, [Act(now, judged.who, event, "ticket", row["id"], judged.why, detail)])
    return changed


def take_back(
    connection: Connection, row: RowMapping, detail: Mapping[str, Any], hand: Hand
) -> None:
    """Undo a judgement: labels and deadlines are as they were. Training learns that it was none."""
    changed = {head: detail[head] for head in HEADS if head in detail}
    again = {head: was for head, (was, _) in changed.items()}
    judged = Judgement(hand.who, "undone", again)
    correction.write(connection, _corrections(connection, row, again, judged, hand.now))
    ticket.stands(connection, row["id"], before.restored(detail["before"]), hand.now)
    ticket.relabel(
        connection, row["id"], again, hand.now, sure=detail["sure"], needs_review=detail["review"]
    )


def _as_it_stood(row: RowMapping) -> dict[str, object]:
    """What a judgement can be taken back with."""
    return {
        "before": before.kept(ticket.state_of(row)),
        "sure": {head: row[f"{head}_confidence"] for head in HEADS},
        "review": row["needs_review"],
    }


def _check(truth: Mapping[str, str], preset: Preset) -> None:
    known = {
        "sender": tuple(Sender),
        "module": tuple(preset.modules),
        "type": tuple(Type),
        "priority": tuple(Priority),
    }
    for head, value in truth.items():
        if value not in known[head]:
            raise PermanentError(
                f"{value!r} is no {head} of {preset.name}; choose one of {', '.join(known[head])}"
            )


def _corrections(
    connection: Connection,
    row: RowMapping,
    truth: Mapping[str, str],
    judged: Judgement,
    now: datetime,
) -> list[Correction]:
    """A line for each head that was judged, with what the machine, not a person, had said."""
    machine = {head: (row[_COLUMNS[head]], row[f"{head}_confidence"]) for head in HEADS}
    machine |= correction.first_said(connection, row["id"])
    return [
        Correction(row["id"], now, judged.who, head, *machine[head], value, judged.why)
        for head, value in truth.items()
    ]


def _relabelled(row: RowMapping, truth: Mapping[str, str], preset: Preset, now: datetime) -> State:
    step = Step(
        Event.RELABELLED,
        type=Type(truth.get("type", row["type"])),
        priority=Priority(truth.get("priority", row["priority"])),
    )
    state = life.take(ticket.state_of(row), step, preset, now)
    if isinstance(state, Refused):
        raise Impossible(row["number"], state)
    return state
