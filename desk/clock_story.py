"""How the deadlines of a ticket came about, told from its history. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from config.preset import Preset
from models.life import State
from models.replay import Passage, Unfollowable, replay
from triage.explain_terms import explain

_STANDS = frozenset({"waiting", "paused", "none"})


def told(lines: Sequence[Mapping[str, Any]], stands: State, preset: Preset) -> list[str]:
    """One sentence for each step from arrival to the deadlines of now; `lines` are the rows of the
    history, in order. Where they do not lead to how the ticket stands, that is told too."""
    try:
        passages = replay(lines, stands, preset)
    except Unfollowable as error:
        return [f"The history cannot be followed: {error}.", *_now(stands, preset)]
    undone = {line["id"] for line in lines if line["detail"].get("undone")}
    stood = [one for one in passages if one.line not in undone and one.event != "undid"]
    steps = [step for one in stood for step in _passage(one, preset)]
    if passages and passages[-1].after != stands:
        steps.append("The history does not lead to how the ticket stands: was the preset changed?")
    return [*steps, *_now(stands, preset)]


def _passage(one: Passage, preset: Preset) -> Iterator[str]:
    when = f"{_said(one.at, preset)}, {one.event.replace('_', ' ')}"
    before, after = one.before, one.after
    if one.starts_clock:
        yield f"{when}: both terms start again."
    elif after.terms.clock in _STANDS and after.terms.clock != before.terms.clock:
        yield f"{when}: the clock stops ({after.terms.reason})."
    elif (before.type, before.priority) != (after.type, after.priority):
        was, now = (f"{one.type}, {one.priority}" for one in (before, after))
        running = ", counted from the same start" if after.terms.clock == "running" else ""
        yield f"{when}: from {was} to {now}{running}."


def _now(stands: State, preset: Preset) -> list[str]:
    terms = stands.terms
    start = stands.since or terms.starts_at
    if terms.clock != "running" or start is None:
        return [f"No deadlines: {terms.reason}."]
    return explain(stands.type, stands.priority, start, preset)


def _said(moment: datetime, preset: Preset) -> str:
    local = moment.astimezone(preset.hours.zone)
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M}"
