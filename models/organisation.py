"""Organisations whose people write to a desk, and the domains that they are known by.

An organisation's domain is its own (`kdv-zon.example`), never that of a provider of private mail,
and belongs to no other organisation of the same desk. In ASCII and lower case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    String,
    Table,
    UniqueConstraint,
    select,
    update,
)

from models.schema import METADATA, CleanText, Key, Moment, row_id

organisation = Table(
    "organisation",
    METADATA,
    row_id(),
    Column("preset", String(64), nullable=False, index=True),
    Column("name", CleanText, nullable=False),
    Column("number", Key),
    Column("since", Moment, nullable=False),
)
organisation_domain = Table(
    "organisation_domain",
    METADATA,
    row_id(),
    Column("organisation_id", BigInteger, ForeignKey("organisation.id"), nullable=False),
    Column("preset", String(64), nullable=False),
    Column("domain", Key, nullable=False),
    UniqueConstraint("preset", "domain", name="uq_organisation_domain"),
)


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation. `number` is what the desk knows it by (debtor, customer), `domains` stand
    in the order in which they came: the first is its main one."""

    id: int
    name: str = field(repr=False)
    number: str | None
    since: datetime
    domains: tuple[str, ...] = ()


def all_of(
    connection: Connection, preset: str, ids: Collection[int] | None = None
) -> list[Organisation]:
    """The organisations of a desk, or those of these ids, by their names."""
    query = select(organisation).where(organisation.c.preset == preset)
    domains = _domains(connection, preset)
    if ids is not None:
        query = query.where(organisation.c.id.in_(sorted(ids)))
    found = [
        Organisation(row.id, row.name, row.number, row.since, domains.get(row.id, ()))
        for row in connection.execute(query)
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def of_domains(connection: Connection, preset: str, domains: Collection[str]) -> dict[str, int]:
    """The organisations (ids) of those of these domains that are known."""
    query = select(organisation_domain.c.domain, organisation_domain.c.organisation_id).where(
        organisation_domain.c.preset == preset, organisation_domain.c.domain.in_(sorted(domains))
    )
    return {domain: id_ for domain, id_ in connection.execute(query)}


def any_known(connection: Connection, preset: str) -> bool:
    """Whether the desk knows any organisation at all."""
    query = select(organisation.c.id).where(organisation.c.preset == preset).limit(1)
    return connection.scalar(query) is not None


def main_domains(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """The first domain of each of these that has one."""
    table = organisation_domain
    query = select(table.c.organisation_id, table.c.domain).where(
        table.c.organisation_id.in_(sorted(ids))
    )
    rows = connection.execute(query.order_by(table.c.id.desc()))
    return {id_: domain for id_, domain in rows}


def write(connection: Connection, preset: str, made: Iterable[Organisation], now: datetime) -> None:
    """Add organisations under ids reserved from the counter `organisation`, without domains."""
    values = [
        {"id": one.id, "preset": preset, "name": one.name, "number": one.number, "since": now}
        for one in made
    ]
    if values:
        connection.execute(organisation.insert(), values)


def add_domains(connection: Connection, preset: str, domains: Iterable[tuple[int, str]]) -> None:
    """Give organisations (by id) these domains."""
    values = [
        {"organisation_id": id_, "preset": preset, "domain": domain} for id_, domain in domains
    ]
    if values:
        connection.execute(organisation_domain.insert(), values)


def drop_domain(connection: Connection, organisation_id: int, domain: str) -> None:
    """Take a domain away from an organisation."""
    table = organisation_domain
    which = (table.c.organisation_id == organisation_id, table.c.domain == domain)
    connection.execute(table.delete().where(*which))


def change(connection: Connection, organisation_id: int, values: Mapping[str, str | None]) -> None:
    """Another `name` or `number` from now on."""
    which = organisation.c.id == organisation_id
    connection.execute(update(organisation).where(which).values(values))


def remove(connection: Connection, organisation_id: int) -> None:
    """Take an organisation away with its domains; nothing may refer to it any more."""
    table = organisation_domain
    connection.execute(table.delete().where(table.c.organisation_id == organisation_id))
    connection.execute(organisation.delete().where(organisation.c.id == organisation_id))


def _domains(connection: Connection, preset: str) -> dict[int, tuple[str, ...]]:
    table, found = organisation_domain, dict[int, tuple[str, ...]]()
    query = select(table.c.organisation_id, table.c.domain).where(table.c.preset == preset)
    for id_, domain in connection.execute(query.order_by(table.c.id)):
        found[id_] = (*found.get(id_, ()), domain)
    return found
