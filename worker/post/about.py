"""A ticket and the last mail of its customer, as the mails about it tell them."""

from __future__ import annotations

from sqlalchemy import RowMapping

from config.codes import Priority, Type
from models import ticket
from notify.news import About
from notify.voice import LANGUAGES


def about_of(row: RowMapping, last: RowMapping | None, *, language: str | None = None) -> About:
    """The ticket of this row. `last` is the customer's last mail, whose language is spoken unless
    another is given."""
    state = ticket.state_of(row)
    spoken = last["language"] if last is not None else row["language"]
    return About(
        number=row["number"],
        subject=row["subject"],
        language=language or (spoken if spoken in LANGUAGES else row["language"]),
        module=row["module"],
        type=Type(row["type"]),
        priority=Priority(row["priority"]),
        terms=state.terms,
        name=last["sender_name"] if last is not None else "",
        answered=state.answered_at is not None,
        title=row["title"],
    )
