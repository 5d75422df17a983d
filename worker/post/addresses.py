"""What people do about addresses that get no mail: mark one, or clear it. Recorded without it."""

from __future__ import annotations

from sqlalchemy import Connection

from config.errors import PermanentError
from models import audit, history, marked, unsubscribed
from models.audit import Act
from models.history import Change
from models.marked import Mark
from worker.hand import Hand
from worker.tickets.handle import find


def mark(connection: Connection, address: str, hand: Hand) -> int:
    """Send nothing more to an address; PermanentError if that is so already."""
    made = marked.mark(connection, Mark(address, hand.now, hand.who, hand.why))
    if made is None:
        raise PermanentError("the address is marked already")
    audit.write(connection, [Act(hand.now, hand.who, "marked", "address", made, hand.why)])
    return made


def clear(connection: Connection, address: str, hand: Hand) -> None:
    """Let mail go to an address again; PermanentError if it is not marked."""
    stood = marked.clear(connection, address)
    if not stood:
        raise PermanentError("the address is not marked (meldpost addresses list names them)")
    acts = [Act(hand.now, hand.who, "cleared", "address", one["id"], hand.why) for one in stood]
    audit.write(connection, acts)
    changes = [
        Change(one["ticket_id"], hand.now, hand.who, "address_cleared", hand.why)
        for one in stood
        if one["ticket_id"] is not None
    ]
    history.tell(connection, changes)


def resume(connection: Connection, about: str, hand: Hand) -> None:
    """Send reminders of a ticket again, or reports and digests to an address; PermanentError where
    nobody stopped them."""
    if "@" in about:
        what, row_id = "address", None
        again = unsubscribed.resume(connection, address=about)
    else:
        what, row_id = "ticket", find(connection, about.upper())["id"]
        again = unsubscribed.resume(connection, ticket_id=row_id)
    if not again:
        raise PermanentError("nobody stopped any mail there")
    audit.write(connection, [Act(hand.now, hand.who, "resumed_mail", what, row_id, hand.why)])
