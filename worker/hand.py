"""Who does something to a ticket, or to the lists of a desk, and how the house remembers it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from models import audit, history
from models.audit import Act
from models.history import Change


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does something now, and why."""

    who: str
    why: str
    now: datetime


def record(
    connection: Connection,
    ticket_id: int,
    event: str,
    hand: Hand,
    detail: dict[str, object],
    *,
    mail_id: int | None = None,
    audited: Collection[str] = (),
) -> None:
    """Add a line to the history of a ticket and one to the audit log, which keeps only the
    `audited` keys of the detail."""
    change = Change(ticket_id, hand.now, hand.who, event, hand.why, mail_id, detail)
    history.tell(connection, [change])
    known = {name: detail[name] for name in audited if name in detail}
    act = Act(hand.now, hand.who, event, "ticket", ticket_id, hand.why, known)
    audit.write(connection, [act])
