"""Somebody wants no more reminders, digests or reports: it is so from then on."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from models import ticket, unsubscribed
from models.history import Change, Who
from models.intake import Intake
from models.ledger import Outcome
from notify.inside import Digest, PrivacyReport
from notify.news import Reminder
from notify.unsubscribe import Stop, link
from worker.desk import Desk
from worker.intake.analyse import Raw, Read
from worker.intake.keep import Keeper

_TO_ADDRESSES = frozenset({Digest.template, PrivacyReport.template})


def offered(desk: Desk, template: str, *, ticket: str | None = None, to: str = "") -> str | None:
    """What the header of a mail says of how to stop its kind; None where that is not offered."""
    if template == Reminder.template:
        stop = Stop(template, ticket=ticket)
    elif template in _TO_ADDRESSES:
        stop = Stop(template, address=to)
    else:
        return None
    return link(stop, desk.mailbox.address, desk.signing_key)


def carried_out(
    connection: Connection, keeper: Keeper, raw: Raw, read: Read, mail_id: int, stop: Stop
) -> Intake:
    """Everything that the wish leaves behind. Whoever sends it: only we can have signed it."""
    reason = f"wants no more mails of the sort {stop.template}"
    if stop.ticket is None:
        unsubscribed.stop(connection, stop.template, keeper.now, address=stop.address)
        return keeper.filed(raw, read, mail_id, Outcome.AUTO_REPLY, reason)
    row = ticket.by_number(connection, stop.ticket)
    if row is None:
        return keeper.filed(raw, read, mail_id, Outcome.AUTO_REPLY, f"{reason}; no such ticket")
    unsubscribed.stop(connection, stop.template, keeper.now, ticket_id=row["id"])
    change = Change(row["id"], keeper.now, Who.CUSTOMER, "unsubscribed", reason, mail_id)
    filed = keeper.filed(raw, read, mail_id, Outcome.AUTO_REPLY, reason, ticket_id=row["id"])
    return replace(filed, changes=(change,))
