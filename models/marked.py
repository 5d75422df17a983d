"""Addresses that get no mail from us until somebody clears them: since when, why, for which ticket.

A mark says that an address refuses our mail, or that a person wants it left alone. Whoever clears
it deletes it; the audit log and the ticket's history tell that it stood. A mark that a mail of ours
earned goes with the ticket of that mail.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, RowMapping, String, Table, select

from ingest.domain import ascii_of
from models import ticket as tickets
from models.schema import METADATA, CleanText, Key, Moment, key, row_id
from models.slices import slices

marked = Table(
    "marked",
    METADATA,
    row_id(),
    Column("address", Key, nullable=False, index=True),  # as `folded` gives it
    Column("since", Moment, nullable=False),
    Column("status", String(16)),  # RFC 3463, such as 5.1.1
    Column("who", Key, nullable=False),
    Column("why", CleanText, nullable=False),
    Column("ticket_id", BigInteger, ForeignKey("ticket.id"), index=True),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as it is made. `ticket_id` is that of the mail which came back, if one did."""

    address: str = field(repr=False)
    since: datetime
    who: str
    why: str
    status: str | None = None
    ticket_id: int | None = None


def mark(connection: Connection, one: Mark) -> int | None:
    """The id of the new mark, or None where the address is marked already."""
    if standing(connection, [one.address]):
        return None
    values = {
        "address": folded(one.address),
        "since": one.since,
        "status": one.status,
        "who": one.who,
        "why": one.why,
        "ticket_id": one.ticket_id,
    }
    made: int = connection.scalars(marked.insert().values(**values).returning(marked.c.id)).one()
    return made


def standing(connection: Connection, addresses: Collection[str]) -> frozenset[str]:
    """Those of these addresses that are marked, as they were given."""
    found: set[str] = set()
    for some in slices(key(folded(one)) for one in addresses):
        query = select(marked.c.address).where(marked.c.address.in_(some))
        found.update(connection.scalars(query))
    return frozenset(one for one in addresses if key(folded(one)) in found)


def clear(connection: Connection, address: str) -> list[RowMapping]:
    """Take the marks of an address away; what stood."""
    of_address = marked.c.address == key(folded(address))
    stood = list(connection.execute(select(marked).where(of_address)).mappings())
    connection.execute(marked.delete().where(of_address))
    return stood


def every(connection: Connection) -> list[RowMapping]:
    """All marks with the number of their ticket, the newest first."""
    query = (
        select(marked, tickets.ticket.c.number)
        .outerjoin(tickets.ticket, tickets.ticket.c.id == marked.c.ticket_id)
        .order_by(marked.c.since.desc(), marked.c.id.desc())
    )
    return list(connection.execute(query).mappings())


def folded(address: str) -> str:
    """An address as two writings of it are compared: small letters, the domain in ASCII."""
    local, at, domain = address.strip().rpartition("@")
    return f"{local.lower()}{at}{ascii_of(domain)}"
