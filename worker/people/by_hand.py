"""What a person adds to the lists or changes in them, one thing at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from config.codes import ContactRole
from config.errors import PermanentError
from config.preset import Preset
from ingest.domain import ascii_of
from models import audit, contact, counter, organisation
from models.audit import Act
from models.contact import Contact, Source
from models.organisation import Organisation
from triage.mailboxes import belongs
from worker.hand import Hand
from worker.intake.domains import folded, is_address, refusal
from worker.people import find
from worker.people.entries import called


@dataclass(frozen=True, slots=True)
class Person:
    """Who becomes a contact."""

    address: str = field(repr=False)
    name: str = field(repr=False)
    role: ContactRole


def add(connection: Connection, preset: Preset, one: Person, of: str, hand: Hand) -> None:
    """A new contact of an organisation that is known."""
    address = folded(one.address)
    if not is_address(address) or belongs(address, preset.own_domains):
        raise PermanentError("this is no address of an organisation")
    if find.contact_or_none(connection, preset.name, address) is not None:
        raise PermanentError("there is a contact with this address already")
    home = find.organisation(connection, preset.name, of)
    (id_,) = counter.reserve(connection, "contact", 1)
    made = Contact(id_, home.id, address, one.name, one.role, Source.HAND, hand.now)
    contact.write(connection, preset.name, [made])
    act = Act(hand.now, hand.who, "added", "contact", id_, hand.why, {"role": one.role.value})
    audit.write(connection, [act])


@dataclass(frozen=True, slots=True)
class News:
    """What is new about an organisation: None and empty leave it as it is."""

    name: str | None = field(default=None, repr=False)
    number: str | None = None
    domains: Sequence[str] = ()
    without: Sequence[str] = ()


def add_organisation(connection: Connection, preset: Preset, news: News, hand: Hand) -> None:
    """A new organisation, whose name or number no other one has."""
    if not news.name or not news.name.strip():
        raise PermanentError("an organisation has a name")
    _unique(connection, preset, news, but=None)
    (id_,) = counter.reserve(connection, "organisation", 1)
    made = Organisation(id_, " ".join(news.name.split()), news.number, hand.now)
    organisation.write(connection, preset.name, [made], hand.now)
    _take(connection, preset, made, news.domains)
    audit.write(connection, [Act(hand.now, hand.who, "added", "organisation", id_, hand.why)])


def change(
    connection: Connection, preset: Preset, one: Organisation, news: News, hand: Hand
) -> None:
    """Another name or number, domains more or less."""
    _unique(connection, preset, news, but=one.id)
    values = {"name": news.name, "number": news.number}
    kept = {key: value for key, value in values.items() if value is not None}
    if kept:
        organisation.change(connection, one.id, kept)
    for domain in map(ascii_of, news.without):
        if domain not in one.domains:
            raise PermanentError(f"{domain} is no domain of this organisation")
        organisation.drop_domain(connection, one.id, domain)
    _take(connection, preset, one, news.domains)
    detail: dict[str, object] = {"fields": sorted(kept)}
    detail |= {"domains": len(news.domains), "without": len(news.without)}
    act = Act(hand.now, hand.who, "changed", "organisation", one.id, hand.why, detail)
    audit.write(connection, [act])


def _unique(connection: Connection, preset: Preset, news: News, *, but: int | None) -> None:
    for other in organisation.all_of(connection, preset.name):
        if other.id == but:
            continue
        if news.number is not None and other.number == news.number:
            raise PermanentError("another organisation has this number")
        if news.name is not None and called(other.name) == called(news.name):
            same = other.number is None or news.number is None
            if same:
                raise PermanentError("another organisation has this name: give both a number")


def _take(
    connection: Connection, preset: Preset, one: Organisation, domains: Sequence[str]
) -> None:
    """Domains for an organisation, each its own and nobody else's."""
    wanted = [ascii_of(domain.removeprefix("@")) for domain in domains]
    owners = organisation.of_domains(connection, preset.name, wanted)
    for domain in dict.fromkeys(wanted):
        if (reason := refusal(domain, preset)) is not None:
            raise PermanentError(f"{domain} {reason}")
        if owners.get(domain, one.id) != one.id:
            raise PermanentError(f"{domain} is the domain of another organisation already")
        if domain not in owners:
            organisation.add_domains(connection, preset.name, [(one.id, domain)])
