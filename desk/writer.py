"""Who asked for a ticket, as the desk knew the writer when the ticket came."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, RowMapping, select

from models.organisation import organisation


@dataclass(frozen=True, slots=True)
class Writer:
    """`organisation` is its name, or the domain where no list knows it; `known` is contact,
    organisation or stranger, None at a desk without lists; `consent` is wanted, given or None."""

    organisation: str | None = field(default=None, repr=False)
    known: str | None = None
    role: str | None = None
    consent: str | None = None


def of(connection: Connection, row: RowMapping) -> Writer:
    """The writer of the ticket of this row."""
    name = None
    if row["organisation_id"] is not None:
        query = select(organisation.c.name).where(organisation.c.id == row["organisation_id"])
        name = connection.scalar(query)
    return Writer(name or row["organisation"], row["known"], row["role"], row["consent"])
