"""Contacts: the people (or offices) of an organisation whose addresses we know, and their roles.

An address is a contact of one organisation of a desk at most. What is kept is what a ticket needs:
address, role, a name to find it by. It stays until a file or a person takes it away, or nothing was
seen of it for as long as a rule of retention says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    RowMapping,
    String,
    Table,
    UniqueConstraint,
    select,
    update,
)

from config.codes import ContactRole
from models.schema import METADATA, CleanText, Key, Moment, row_id
from models.slices import slices


class Source(StrEnum):
    """Where a contact came from."""

    FILE = "file"  # meldpost contacts import
    HAND = "hand"  # meldpost contacts add


contact = Table(
    "contact",
    METADATA,
    row_id(),
    Column("preset", String(64), nullable=False),
    Column("organisation_id", BigInteger, ForeignKey("organisation.id"), nullable=False),
    Column("address", Key, nullable=False),
    Column("name", CleanText, nullable=False),
    Column("role", String(16), nullable=False),
    Column("source", String(8), nullable=False),
    Column("since", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),  # by a list, a person, or in a mail of theirs
    UniqueConstraint("preset", "address", name="uq_contact_address"),
)


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact; `address` in lower case, its domain in ASCII."""

    id: int
    organisation_id: int
    address: str = field(repr=False)
    name: str = field(repr=False)
    role: ContactRole
    source: Source
    since: datetime


def all_of(
    connection: Connection,
    preset: str,
    *,
    addresses: Collection[str] | None = None,
    organisation_id: int | None = None,
) -> list[Contact]:
    """The contacts of a desk, or of one organisation, or with these addresses, in order."""
    query = select(contact).where(contact.c.preset == preset)
    if addresses is not None:
        query = query.where(contact.c.address.in_(sorted(addresses)))
    if organisation_id is not None:
        query = query.where(contact.c.organisation_id == organisation_id)
    rows = connection.execute(query.order_by(contact.c.address)).mappings()
    return [_contact(row) for row in rows]


def roles_of(
    connection: Connection, organisation_ids: Collection[int]
) -> dict[int, frozenset[ContactRole]]:
    """The roles that somebody of each of these organisations has."""
    query = select(contact.c.organisation_id, contact.c.role).where(
        contact.c.organisation_id.in_(sorted(organisation_ids))
    )
    found: dict[int, frozenset[ContactRole]] = {}
    for id_, role in connection.execute(query.distinct()):
        found[id_] = found.get(id_, frozenset()) | {ContactRole(role)}
    return found


def write(connection: Connection, preset: str, made: Iterable[Contact]) -> None:
    """Add contacts under ids reserved from the counter `contact`."""
    values = [
        {
            "id": one.id,
            "preset": preset,
            "organisation_id": one.organisation_id,
            "address": one.address,
            "name": one.name,
            "role": one.role.value,
            "source": one.source.value,
            "since": one.since,
            "seen_at": one.since,
        }
        for one in made
    ]
    if values:
        connection.execute(contact.insert(), values)


def change(connection: Connection, contact_id: int, values: Mapping[str, str | int]) -> None:
    """Another `name`, `role`, `source` or `organisation_id` from now on."""
    connection.execute(update(contact).where(contact.c.id == contact_id).values(values))


def seen(connection: Connection, preset: str, addresses: Collection[str], now: datetime) -> None:
    """A list named these, or they wrote: they are contacts still."""
    for some in slices(addresses):
        which = (contact.c.preset == preset, contact.c.address.in_(some))
        connection.execute(update(contact).where(*which).values(seen_at=now))


def remove(connection: Connection, ids: Collection[int]) -> None:
    """Take contacts away; their tickets stay as they are."""
    connection.execute(contact.delete().where(contact.c.id.in_(sorted(ids))))


def _contact(row: RowMapping) -> Contact:
    return Contact(
        row["id"],
        row["organisation_id"],
        row["address"],
        row["name"],
        ContactRole(row["role"]),
        Source(row["source"]),
        row["since"],
    )
