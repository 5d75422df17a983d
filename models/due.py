"""What the clock makes due: warnings, escalations, reminders, returns, ends of pauses. Pure.

Agents are told when a share of a term (75 %) and when all of it is over, the customer is reminded
once, and what nobody answers returns to the desk (docs/sla.md, Waiting and Warnings). Everything
falls due in working time: nobody is told at midnight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from config.preset import Preset
from models.life import ActionBy, State, Status
from models.notice import Kind
from triage import sla

# What is told makes the telling of this needless, should that have been missed.
OVERTAKES = {
    Kind.RESPOND_OVER: Kind.RESPOND_WARNED,
    Kind.SOLVE_OVER: Kind.SOLVE_WARNED,
    Kind.RETURNED: Kind.REMINDED,
}


@dataclass(frozen=True, slots=True)
class Due:
    """A notice that is due since `at`, about the moment `about` (a deadline, the end of a pause,
    the beginning of waiting)."""

    kind: Kind
    about: datetime
    at: datetime


def due(state: State, preset: Preset, now: datetime) -> list[Due]:
    """What is due of a ticket that stands so; empty outside working time.

    What was told before is for the caller to leave out."""
    if not sla.is_working_time(now, preset):
        return []
    found = [one for one in _falling_due(state, preset) if one.at <= now]
    late = {OVERTAKES.get(one.kind) for one in found}
    return [one for one in found if one.kind not in late]


def _falling_due(state: State, preset: Preset) -> Iterator[Due]:
    if state.status is Status.PAUSED and state.paused_until is not None:
        yield Due(Kind.PAUSE_OVER, state.paused_until, state.paused_until)
    if state.status is not Status.OPEN:
        return
    terms = state.terms
    if terms.clock == "waiting" and state.since and state.action_by is ActionBy.ORGANISATION:
        yield from _while_waiting(state.since, preset)
    if terms.clock != "running" or terms.starts_at is None:
        return
    if state.answered_at is None and terms.respond_by:
        yield from _of_term(
            terms.starts_at, terms.respond_by, Kind.RESPOND_WARNED, Kind.RESPOND_OVER, preset
        )
    if terms.solve_by:
        yield from _of_term(
            terms.starts_at, terms.solve_by, Kind.SOLVE_WARNED, Kind.SOLVE_OVER, preset
        )


def _of_term(
    start: datetime, deadline: datetime, warned: Kind, over: Kind, preset: Preset
) -> Iterator[Due]:
    yield Due(warned, deadline, sla.share(start, deadline, preset.sla.warn_at, preset))
    yield Due(over, deadline, deadline)


def _while_waiting(since: datetime, preset: Preset) -> Iterator[Due]:
    reminded = sla.days_after(since, preset.sla.remind_after_days, preset)
    yield Due(Kind.REMINDED, since, reminded)
    back = sla.days_after(reminded, preset.sla.return_after_days, preset)
    yield Due(Kind.RETURNED, since, back)
