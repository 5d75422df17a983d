"""Whom of the desk's own people a mail about a ticket goes to."""

from __future__ import annotations

from sqlalchemy import RowMapping

from worker.desk import Desk


def whom(row: RowMapping, desk: Desk) -> tuple[str, ...]:
    """The addresses: of who has the ticket, else the group of its module, else those whom the desk
    escalates to; none where nobody is to be told."""
    if people := desk.roster.whom(row["module"], row["assignee"], desk.preset):
        return people
    return () if desk.escalation is None else (desk.escalation,)
