"""One look at the clock: what is due is told once, by whichever worker comes first.

What was missed while no worker ran is told at the next look; of a term that is over meanwhile its
warning is not told any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from config.preset import Preset
from models import audit, before, history, life, notice, ticket
from models.audit import Act
from models.db import Database
from models.due import OVERTAKES, Due, due
from models.history import Change, Who
from models.life import Event, Refused, Step
from models.notice import Kind

_STEPS = {Kind.RETURNED: Event.RETURNED, Kind.PAUSE_OVER: Event.RESUMED}
_WHY = {
    Kind.RESPOND_WARNED: "the term for an answer is nearly over",
    Kind.RESPOND_OVER: "the term for an answer is over",
    Kind.SOLVE_WARNED: "the term for the solution is nearly over",
    Kind.SOLVE_OVER: "the term for the solution is over",
    Kind.REMINDED: "the customer has not answered yet",
    Kind.RETURNED: "the customer has not answered our reminder",
    Kind.PAUSE_OVER: "the pause is over",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that is told of a ticket now; `row` is the ticket as it stood before."""

    row: RowMapping
    preset: Preset
    due: Due


Tell = Callable[[Connection, Notice, datetime], None]


def tick(database: Database, preset: Preset, tell: Tell, now: datetime) -> list[Notice]:
    """Tell everything that is due of the tickets of a desk; what was told by this call.

    `tell` is called within the transaction that records it.
    """
    with database.reading() as connection:
        found = list(_due(connection, preset, now))
    told = []
    for one in found:
        with database.transaction() as connection:
            if (claimed := _claimed(connection, one, now)) is not None:
                _done(connection, claimed, now)
                tell(connection, claimed, now)
                told.append(claimed)
    return told


def _due(connection: Connection, preset: Preset, now: datetime) -> Iterator[Notice]:
    """What is due and was not told, as far as one can see from outside a transaction."""
    rows = ticket.ticking(connection, preset.name)
    known = notice.told(connection, [row["id"] for row in rows])
    for row in rows:
        for one in due(ticket.state_of(row), preset, now):
            if (row["id"], one.kind, one.about) not in known:
                yield Notice(row, preset, one)


def _claimed(connection: Connection, one: Notice, now: datetime) -> Notice | None:
    """The notice with the ticket as it stands now, if it falls to us and still makes sense."""
    row = ticket.by_number(connection, one.row["number"])
    if row is None or one.due not in due(ticket.state_of(row), one.preset, now):
        return None
    if (earlier := OVERTAKES.get(one.due.kind)) is not None:
        notice.claim(connection, row["id"], earlier, one.due.about, now)
    if not notice.claim(connection, row["id"], one.due.kind, one.due.about, now):
        return None
    return Notice(row, one.preset, one.due)


def _done(connection: Connection, one: Notice, now: datetime) -> None:
    """The step that goes with it, and its line in the history."""
    kind, ticket_id = one.due.kind, one.row["id"]
    detail: dict[str, object] = {"about": one.due.about.isoformat()}
    if (event := _STEPS.get(kind)) is not None:
        state = ticket.state_of(one.row)
        after = life.take(state, Step(event), one.preset, now)
        if not isinstance(after, Refused):
            ticket.stands(connection, ticket_id, after, now)
            detail["before"] = before.kept(state)
    name, why = (event or kind).value, _WHY[kind]
    history.tell(connection, [Change(ticket_id, now, Who.MACHINE, name, why, None, detail)])
    audit.write(connection, [Act(now, Who.MACHINE, name, "ticket", ticket_id, why)])
