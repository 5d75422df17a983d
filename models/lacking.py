"""What tickets lack of what we need (identifiers, a link), and the later mails that gave it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Connection, or_, select, update

from config.codes import CheckCode
from models import part, share
from models.finding import shortcoming
from models.mail import mail
from triage.decision import Check

GIVABLE = frozenset((CheckCode.MISSING_IDENTIFIER, CheckCode.MISSING_LINK))
_OPEN = shortcoming.c.given_by.is_(None) & shortcoming.c.code.in_(sorted(GIVABLE))


def of_tickets(connection: Connection, tickets: Collection[int]) -> dict[int, tuple[Check, ...]]:
    """What each of these tickets lacks, each thing once; nothing for those that lack nothing."""
    found = {}
    for ticket_id in sorted(tickets):
        which = select(mail.c.id).where(_in_ticket(ticket_id), mail.c.id == shortcoming.c.mail_id)
        query = select(shortcoming.c.mail_id).where(_OPEN, which.exists()).distinct()
        mails = connection.scalars(query.order_by(shortcoming.c.mail_id)).all()
        checks = [
            Check(CheckCode(code), detail)
            for mail_id in mails
            for code, detail in share.checks(connection, ticket_id, mail_id)
            if code in GIVABLE
        ]
        if checks:
            found[ticket_id] = tuple(dict.fromkeys(checks))
    return found


def give(connection: Connection, ticket_id: int, checks: Iterable[Check], mail_id: int) -> None:
    """This mail has what the ticket lacked."""
    mails = select(mail.c.id).where(_in_ticket(ticket_id))
    for one in checks:
        which = shortcoming.c.mail_id.in_(mails), shortcoming.c.code == one.code.value
        same = shortcoming.c.detail.is_not_distinct_from(one.detail)
        connection.execute(update(shortcoming).where(*which, same, _OPEN).values(given_by=mail_id))


def take_back(connection: Connection, mail_id: int) -> None:
    """What this mail gave is missing again."""
    given = shortcoming.c.given_by == mail_id
    connection.execute(update(shortcoming).where(given).values(given_by=None))


def _in_ticket(ticket_id: int) -> ColumnElement[bool]:
    return or_(mail.c.ticket_id == ticket_id, mail.c.id.in_(part.mails_of(ticket_id)))
