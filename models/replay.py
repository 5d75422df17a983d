"""How a ticket came to stand as it does: the steps of its history, taken once more. Pure.

The lines of a history say what happened, when and to whom; the rules of the life of a ticket
(models/life.py) say what came of it. Nothing of what came of it is taken from the lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from config.codes import Priority, Type
from config.preset import Preset
from models import before, life
from models.life import Event, Refused, State, Status, Step

_EVENTS = {event.value: event for event in Event}
_JUDGED = frozenset({"corrected", "confirmed"})
_MERGED, _SPLIT, _REJOINED = "merged", "split", "rejoined"
_APART = frozenset({_MERGED, _SPLIT, _REJOINED})
_UNDID = "undid"


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of a history that changed how the ticket stands; `at` is the moment that counts."""

    line: int
    at: datetime
    event: str
    before: State
    after: State

    @property
    def starts_clock(self) -> bool:
        """Whether both terms run from here on, in full."""
        new = self.after.terms
        return new.clock == "running" and new.starts_at != self.before.terms.starts_at


class Unfollowable(ValueError):
    """A line tells of a step that cannot be taken where the lines before it led."""


def replay(
    lines: Sequence[Mapping[str, Any]], stands: State, preset: Preset
) -> tuple[Passage, ...]:
    """Each passage in the life of a ticket, from its history (rows of `models.history.history`).

    `stands` is the ticket as it stands now: how it began, where nothing happened since. Whoever
    wants to know that the history leads there compares it with the last passage. Unfollowable if
    a step cannot be taken, because the rules of the preset have changed since, or the lines were.
    """
    return tuple(_passages(lines, stands, preset))


def _passages(
    lines: Sequence[Mapping[str, Any]], stands: State, preset: Preset
) -> Iterator[Passage]:
    state = next((before.restored(one["detail"]["before"]) for one in lines if _has(one)), stands)
    stood: dict[int, State] = {}
    for line in lines:
        if not _is_passage(line):
            continue
        at = _moment(line)
        after = _after(line, state, stood, at, preset)
        if isinstance(after, Refused):
            raise Unfollowable(f"line {line['id']} ({line['event']}): {after.reason}")
        stood[line["id"]] = state
        if after != state:
            yield Passage(line["id"], at, line["event"], state, after)
        state = after


def _has(line: Mapping[str, Any]) -> bool:
    return "before" in line["detail"]


def _is_passage(line: Mapping[str, Any]) -> bool:
    event = line["event"]
    known = event in _EVENTS or event in _JUDGED or event in _APART
    return (known and _has(line)) or event == _UNDID


def _moment(line: Mapping[str, Any]) -> datetime:
    """When a mail arrived, for what a mail did; else when the line was written."""
    arrived: str | None = line["detail"].get("arrived")
    moment: datetime = line["at"] if arrived is None else datetime.fromisoformat(arrived)
    return moment


def _after(
    line: Mapping[str, Any], state: State, stood: Mapping[int, State], at: datetime, preset: Preset
) -> State | Refused:
    event, detail = line["event"], line["detail"]
    if event == _UNDID:
        return stood.get(detail["line"], state)
    if event in _APART:
        return _apart(line, state, stood, at, preset)
    if event in _JUDGED and not detail.keys() & {"type", "priority"}:
        return state
    return life.take(state, _step(event, detail), preset, at)


def _apart(
    line: Mapping[str, Any], state: State, stood: Mapping[int, State], at: datetime, preset: Preset
) -> State | Refused:
    """Mails came to another ticket, or parts of them."""
    detail = line["detail"]
    if line["event"] == _MERGED:
        return _merged(state, preset, at)
    if line["event"] == _REJOINED:
        return life.ended(state, at)
    if "as_before" in detail:
        return stood.get(detail["as_before"], state)
    if "type" not in detail:
        return state
    return life.take(state, _step(Event.RELABELLED.value, detail), preset, at)


def _merged(state: State, preset: Preset, at: datetime) -> State | Refused:
    """Closed, and not answered by it; what was closed already stays so."""
    if state.status is Status.CLOSED:
        return state
    closed = life.take(state, Step(Event.CLOSED), preset, at)
    return closed if isinstance(closed, Refused) else replace(closed, answered_at=state.answered_at)


def _step(event: str, detail: Mapping[str, Any]) -> Step:
    until = detail.get("until")
    labels = {head: detail[head][1] for head in ("type", "priority") if head in detail}
    return Step(
        Event.RELABELLED if event in _JUDGED else _EVENTS[event],
        until=datetime.fromisoformat(until) if until else None,
        type=Type(labels["type"]) if "type" in labels else None,
        priority=Priority(labels["priority"]) if "priority" in labels else None,
    )
