"""Changes to lists of organisations and contacts, made in one transaction and recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from config.codes import ContactRole
from config.preset import Preset
from models import audit, contact, counter, organisation, ticket
from models.audit import Act
from models.contact import Contact, Source
from models.organisation import Organisation
from worker.hand import Hand
from worker.people.entries import Entry
from worker.people.plan import Change, Did, plan
from worker.people.table import Fault

_LOCK = "people"  # two imports wait for each other: the second sees what the first made


def take_in(
    connection: Connection,
    entries: Sequence[Entry],
    preset: Preset,
    hand: Hand,
    *,
    derive: bool = True,
    replace: bool = False,
) -> tuple[list[Change], list[Fault]]:
    """Make what stands agree with a file, all of it or, with a fault, nothing."""
    counter.reserve(connection, _LOCK, 1)
    changes, faults = proposed(connection, entries, preset, derive=derive, replace=replace)
    if changes and not faults:
        carry_out(connection, changes, preset, hand, Source.FILE)
    if not faults:
        named = {entry.address for entry in entries if entry.address is not None}
        contact.seen(connection, preset.name, named, hand.now)
    return changes, faults


def proposed(
    connection: Connection,
    entries: Sequence[Entry],
    preset: Preset,
    *,
    derive: bool = True,
    replace: bool = False,
) -> tuple[list[Change], list[Fault]]:
    """What `take_in` would do."""
    organisations = organisation.all_of(connection, preset.name)
    contacts = contact.all_of(connection, preset.name)
    return plan(entries, organisations, contacts, preset, derive=derive, replace=replace)


def carry_out(
    connection: Connection, changes: Sequence[Change], preset: Preset, hand: Hand, source: Source
) -> None:
    """Make these changes; one line of the audit log counts them."""
    ids = _organisations(connection, changes, preset, hand.now)
    domains = [
        (ids.get(one.organisation, one.organisation), one.subject)
        for one in changes
        if one.what == "domain"
    ]
    organisation.add_domains(connection, preset.name, domains)
    _contacts(connection, changes, ids, preset, hand.now, source)
    counted = Counter(f"{one.what} {one.did.value}" for one in changes)
    detail: dict[str, object] = {"preset": preset.name, **counted}
    audit.write(connection, [Act(hand.now, hand.who, "listed", "people", None, hand.why, detail)])


def remove_contacts(connection: Connection, ids: Sequence[int], hand: Hand) -> None:
    """Take contacts off the list; their tickets stay."""
    contact.remove(connection, ids)
    acts = [Act(hand.now, hand.who, "removed", "contact", id_, hand.why) for id_ in ids]
    audit.write(connection, acts)


def set_role(
    connection: Connection, preset: Preset, one: Contact, role: ContactRole, hand: Hand
) -> None:
    """Another role from now on; tickets that stand keep what held when they came."""
    contact.change(connection, one.id, {"role": role.value})
    contact.seen(connection, preset.name, [one.address], hand.now)
    detail: dict[str, object] = {"from": one.role.value, "to": role.value}
    act = Act(hand.now, hand.who, "set_role", "contact", one.id, hand.why, detail)
    audit.write(connection, [act])


def remove_organisation(connection: Connection, preset: str, one: Organisation, hand: Hand) -> int:
    """Take an organisation off the list with its contacts; how many those were. Tickets stay."""
    contacts = contact.all_of(connection, preset, organisation_id=one.id)
    contact.remove(connection, [each.id for each in contacts])
    ticket.forget_organisation(connection, one.id)
    organisation.remove(connection, one.id)
    detail: dict[str, object] = {"contacts": len(contacts)}
    act = Act(hand.now, hand.who, "removed", "organisation", one.id, hand.why, detail)
    audit.write(connection, [act])
    return len(contacts)


def _organisations(
    connection: Connection, changes: Sequence[Change], preset: Preset, now: datetime
) -> dict[int, int]:
    """Write the new ones and change the others; the ids of the new ones."""
    new = [one for one in changes if one.what == "organisation" and one.did is Did.ADDED]
    reserved = counter.reserve(connection, "organisation", len(new))
    ids = {one.organisation: id_ for one, id_ in zip(new, reserved, strict=True)}
    made = [
        Organisation(ids[one.organisation], str(one.values["name"]), _number(one), now)
        for one in new
    ]
    organisation.write(connection, preset.name, made, now)
    for one in changes:
        if one.what == "organisation" and one.did is Did.CHANGED:
            values = {name: str(value) for name, value in one.values.items()}
            id_ = ids.get(one.organisation, one.organisation)
            organisation.change(connection, id_, values)
    return ids


def _contacts(
    connection: Connection,
    changes: Sequence[Change],
    ids: dict[int, int],
    preset: Preset,
    now: datetime,
    source: Source,
) -> None:
    of_contacts = [one for one in changes if one.what == "contact"]
    new = [one for one in of_contacts if one.did is Did.ADDED]
    made = [
        Contact(
            id_,
            ids.get(one.organisation, one.organisation),
            one.subject,
            str(one.values["name"]),
            ContactRole(str(one.values["role"])),
            source,
            now,
        )
        for one, id_ in zip(new, counter.reserve(connection, "contact", len(new)), strict=True)
    ]
    contact.write(connection, preset.name, made)
    for one in of_contacts:
        if one.did is Did.CHANGED and one.id is not None:
            values = dict(one.values)
            if "organisation_id" in values:
                values["organisation_id"] = ids.get(one.organisation, one.organisation)
            contact.change(connection, one.id, values)
    gone = [one.id for one in of_contacts if one.did is Did.REMOVED and one.id is not None]
    contact.remove(connection, gone)


def _number(one: Change) -> str | None:
    number = one.values.get("number")
    return None if number is None else str(number)
