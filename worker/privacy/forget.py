"""Forgetting one person: searched, erased in one transaction, wiped from the disk, searched again.

The originals in which the person stands are destroyed. The tickets stay, with the redacted words,
and the person masked in them: what is left is about a matter, and about nobody. What a hold covers
stays as it is. A contact is taken off the list. Broken off anywhere, it is simply begun again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table

from models import audit, columns, counter, db, raw
from models.audit import Act
from models.db import Database
from triage.person import Person
from worker.intake.examined import Contents
from worker.privacy import hold as holds
from worker.privacy import traces
from worker.privacy.copies import Copy
from worker.privacy.erase import Erased, Request, erase, still_there, unheld
from worker.privacy.hold import Covered
from worker.privacy.traces import Traces
from worker.steps import reached

_ROUNDS = 3  # mail of the person may come in meanwhile


@dataclass(slots=True)
class Outcome:
    """A request carried out: what was erased in all, and what a search found afterwards."""

    request: Request
    erased: Erased
    left: Traces


def forget(
    database: Database,
    person: Person,
    found: Traces,
    contents: Contents,
    *,
    who: str,
    why: str,
    clock: Callable[[], datetime],
    tell: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Erase what `traces.trace` found, and what came in since; wipe; and search again."""
    request: Request | None = None
    every = Erased()
    for _ in range(_ROUNDS):
        with database.transaction() as connection:
            request = request or _numbered(connection, who, why)
            erased = erase(connection, person, found, request, clock())
            reached("forget.erased")
        reached("forget.committed")
        every.add(erased)
        db.compact(database, *(table.name for table in _wiped()))
        found = traces.trace(database, person, contents, clean=found.known, tell=tell)
        if not (erased and _erasable(found, every.held)):
            break
    assert request is not None  # noqa: S101  # there is one round at least
    with database.transaction() as connection:
        audit.write(connection, [_proved(request, found, clock())])
    return Outcome(request, every, found)


def not_held(connection: Connection, found: Traces) -> list[Copy]:
    """The copies on mail servers of what no hold covers; to be asked before it is erased."""
    return still_there(connection, unheld(connection, found, holds.covered(connection)))


def is_left(outcome: Outcome) -> bool:
    """Whether anything is left that neither a hold nor the chain of the audit log keeps."""
    return _erasable(outcome.left, outcome.erased.held)


def seen_by(connection: Connection, mails: Iterable[int]) -> list[tuple[str, int, datetime]]:
    """(who, mail, when): people to whom one of these originals was shown, or for whom it was
    exported, and who may have a copy."""
    table = audit.audit.c
    shown = audit.lines(connection, table.what == "mail", table.did.in_(["showed", "exported"]))
    wanted = set(mails)
    return [
        (line.who, line.what_id, line.at)
        for line in shown
        if line.what_id in wanted and line.what_id is not None
    ]


def _erasable(found: Traces, held: Covered) -> bool:
    """Whether another round can do more: not where a hold or the chain of the log forbids it."""
    rows = [row for (name, _), row in found.rows.items() if name != audit.audit.name]
    return bool(
        [row for row in rows if not held.covers(row)]
        or found.mails - held.mails
        or found.quarantine - held.quarantine
    )


def _numbered(connection: Connection, who: str, why: str) -> Request:
    (number,) = counter.reserve(connection, "request", 1)
    return Request(number, who, why)


def _proved(request: Request, left: Traces, now: datetime) -> Act:
    detail: dict[str, object] = {
        "texts": left.texts,
        "originals": left.originals,
        "left": len(left.rows) + len(left.mails) + len(left.outbox) + len(left.quarantine),
    }
    return Act(now, request.who, "searched", "person", request.number, request.why, detail)


def _wiped() -> list[Table]:
    """The tables of which earlier rows may hold the person."""
    return [raw.raw, *(table for table in columns.tables() if table is not audit.audit)]
