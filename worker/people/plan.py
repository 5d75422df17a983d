"""What a file says and what stands → what changes, or what does not fit together. Pure.

An empty cell changes nothing. An organisation is known by its number, else by its name. One that
has no domain gets those of its contacts' addresses, where nobody else's contacts share them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from config.codes import ContactRole
from config.preset import Preset
from models.contact import Contact, Source
from models.organisation import Organisation
from worker.people.entries import Entry, called, domains_of
from worker.people.table import Fault


class Did(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One row that comes, goes or changes: `values` by column, `id` the row's where it stands.

    `organisation` is an id, or a negative number for one that this plan makes; `of` is its name,
    `subject` what the row is about: a name, a domain, an address.
    """

    did: Did
    what: Literal["organisation", "domain", "contact"]
    organisation: int
    of: str = field(repr=False)
    subject: str = field(repr=False)
    values: Mapping[str, str | int] = field(default_factory=dict, repr=False)
    id: int | None = None


@dataclass(slots=True)
class _Group:
    """An organisation while the file is read; `came` is the line that it came with."""

    ref: int
    name: str
    number: str | None
    came: int | None
    domains: dict[str, None]
    named: int | None = None  # the line that named it first


@dataclass(frozen=True, slots=True)
class _Person:
    """What the file says of an address."""

    line: int
    ref: int
    name: str
    role: ContactRole | None


def plan(
    entries: Iterable[Entry],
    organisations: Sequence[Organisation],
    contacts: Sequence[Contact],
    preset: Preset,
    *,
    derive: bool = True,
    replace: bool = False,
) -> tuple[list[Change], list[Fault]]:
    """The changes in the order in which they are made, and the faults: with one, none is made.

    `derive` domains from addresses; `replace`: contacts of earlier files that this one does not
    name are removed.
    """
    one = _Planner(organisations, contacts, preset)
    for entry in entries:
        one.take(entry)
    if derive:
        one.derive()
    changes = [*one.made, *one.domains, *one.people()]
    return changes + (list(one.gone()) if replace else []), one.faults


class _Planner:
    def __init__(
        self, organisations: Sequence[Organisation], contacts: Sequence[Contact], preset: Preset
    ) -> None:
        self.made: list[Change] = []
        self.domains: list[Change] = []
        self.faults: list[Fault] = []
        self._preset = preset
        self._standing = {one.address: one for one in contacts}
        self._groups = {
            one.id: _Group(one.id, one.name, one.number, None, dict.fromkeys(one.domains))
            for one in organisations
        }
        self._by_number = {one.number: one.id for one in organisations if one.number}
        self._by_name: dict[str, list[int]] = {}
        for one in organisations:
            self._by_name.setdefault(called(one.name), []).append(one.id)
        self._owners = {domain: one.id for one in organisations for domain in one.domains}
        self._people: dict[str, _Person] = {}

    def take(self, entry: Entry) -> None:
        """What one line says."""
        group = self._group(entry)
        if group is None:
            return
        for domain in entry.domains:
            self._domain(group, domain, entry.line)
        if entry.address is not None:
            self._person(group, entry, entry.address)

    def derive(self) -> None:
        """Domains of addresses, for organisations without any."""
        sharing: dict[str, set[int]] = {}
        by_group: dict[int, list[str]] = {}
        every = {one.address: one.organisation_id for one in self._standing.values()}
        every |= {address: one.ref for address, one in self._people.items()}
        for address, ref in every.items():
            sharing.setdefault(address.rpartition("@")[2], set()).add(ref)
        for address, one in self._people.items():
            by_group.setdefault(one.ref, []).append(address)
        for ref, addresses in by_group.items():
            group = self._groups[ref]
            if not group.domains:
                for domain in domains_of(addresses, self._preset):
                    if sharing[domain] == {ref} and domain not in self._owners:
                        self._add(group, domain)

    def people(self) -> Iterator[Change]:
        """Contacts that come or change."""
        for address, said in self._people.items():
            group, stands = self._groups[said.ref], self._standing.get(address)
            if stands is None:
                role = said.role or ContactRole.STAFF
                values: dict[str, str | int] = {"name": said.name, "role": role.value}
                yield Change(Did.ADDED, "contact", group.ref, group.name, address, values)
                continue
            values = {}
            if said.name and said.name != stands.name:
                values["name"] = said.name
            if said.role is not None and said.role is not stands.role:
                values["role"] = said.role.value
            if said.ref != stands.organisation_id:
                values["organisation_id"] = said.ref
            if values:
                of, id_ = group.name, stands.id
                yield Change(Did.CHANGED, "contact", group.ref, of, address, values, id_)

    def gone(self) -> Iterator[Change]:
        """Contacts that an earlier file named, and this one does not."""
        for address, one in self._standing.items():
            if one.source is Source.FILE and address not in self._people:
                name = self._groups[one.organisation_id].name
                ref = one.organisation_id
                yield Change(Did.REMOVED, "contact", ref, name, address, id=one.id)

    # -- organisations -----------------------------------------------------------------------

    def _group(self, entry: Entry) -> _Group | None:
        """The organisation of a line, made if it is new; None with a fault."""
        found = self._by_number.get(entry.number) if entry.number else None
        if found is None and entry.organisation:
            named = self._called(entry)
            if len(named) > 1:
                what = "several organisations have this name: give the number"
                self.faults.append(Fault(entry.line, what))
                return None
            found = named[0] if named else None
        if found is None and not entry.organisation:
            what = "no organisation has this number yet: give its name"
            self.faults.append(Fault(entry.line, what))
            return None
        if found is None:
            return self._make(entry)
        return self._same(self._groups[found], entry)

    def _called(self, entry: Entry) -> list[int]:
        """The organisations of this name; with a number, only one that has no other."""
        named = self._by_name.get(called(entry.organisation), [])
        if entry.number is None:
            return named
        return [ref for ref in named if self._groups[ref].number is None]

    def _make(self, entry: Entry) -> _Group:
        ref = -1 - len(self.made)
        group = _Group(ref, entry.organisation, entry.number, entry.line, {}, entry.line)
        self._groups[ref] = group
        self._by_name.setdefault(called(group.name), []).append(ref)
        values: dict[str, str | int] = {"name": group.name}
        if group.number:
            self._by_number[group.number] = ref
            values["number"] = group.number
        self.made.append(Change(Did.ADDED, "organisation", ref, group.name, group.name, values))
        return group

    def _same(self, group: _Group, entry: Entry) -> _Group | None:
        """An organisation that is known: what the line says of it may be news."""
        values: dict[str, str | int] = {}
        if entry.organisation and called(entry.organisation) != called(group.name):
            if group.named is not None:
                what = f"the same number as on line {group.named}, and another name"
                self.faults.append(Fault(entry.line, what))
                return None
            values["name"] = entry.organisation
        if entry.organisation:
            group.named = group.named or entry.line
        if entry.number and group.number is None:
            values["number"] = group.number = entry.number
            self._by_number[entry.number] = group.ref
        if values:
            before, group.name = group.name, entry.organisation or group.name
            of, id_ = group.name, group.ref
            self.made.append(
                Change(Did.CHANGED, "organisation", group.ref, of, before, values, id_)
            )
        return group

    def _domain(self, group: _Group, domain: str, line: int) -> None:
        owner = self._owners.get(domain)
        if owner is None:
            self._add(group, domain)
        elif owner != group.ref:
            what = f"{domain} is the domain of another organisation already"
            self.faults.append(Fault(line, what))

    def _add(self, group: _Group, domain: str) -> None:
        self._owners[domain] = group.ref
        group.domains[domain] = None
        self.domains.append(Change(Did.ADDED, "domain", group.ref, group.name, domain))

    def _person(self, group: _Group, entry: Entry, address: str) -> None:
        """An address may stand on many lines, as long as they agree."""
        before = self._people.get(address)
        if before is None:
            self._people[address] = _Person(entry.line, group.ref, entry.name, entry.role)
            return
        other = "organisation" if before.ref != group.ref else None
        if before.role and entry.role and before.role is not entry.role:
            other = other or "role"
        if other:
            what = f"the same address as on line {before.line}, and another {other}"
            self.faults.append(Fault(entry.line, what))
            return
        name, role = before.name or entry.name, before.role or entry.role
        self._people[address] = _Person(before.line, group.ref, name, role)
