"""Whom of the desk's own people a mail about a ticket goes to."""

from __future__ import annotations

from sqlalchemy import RowMapping

from worker.desk import Desk


def whom(row: RowMapping | None, desk: Desk) -> tuple[str, ...]:
    """The addresses: of who has the ticket, else of the desk; none where nobody is to be told."""
    assignee = row["assignee"] if row is not None else None
    if assignee is not None and "@" in assignee:
        return (assignee,)
    to = desk.preset.sla.escalation_address or desk.alarm_address
    return () if to is None else (to,)
