"""Who belongs to which organisation, as a desk knows it: by address first, by domain after.

The address of a contact decides, at whatever provider it is. Else the domain does: the sender's,
or the nearest above it that an organisation has. `noord.kdv-zon.example` thus belongs to the
organisation of `kdv-zon.example`, unless another one has it for its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from config.codes import ContactRole
from ingest.domain import ascii_of
from ingest.message import Address, Message
from models import contact, organisation
from models.slices import slices
from models.ticket import Known
from triage.mailboxes import is_private
from worker.intake.domains import above, folded

_MOST_COPIED = 50  # of one mail: nobody consents by a mailing list


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """How a desk knows an address; `known` None: it has no contacts at all.

    `domain` is the main one of the organisation, `roles` are those that somebody there has.
    """

    known: Known | None = None
    organisation_id: int | None = None
    role: ContactRole | None = None
    domain: str | None = None
    roles: frozenset[ContactRole] = frozenset()


@dataclass(frozen=True, slots=True)
class Directory:
    """What a desk knows of some addresses: contacts by address, organisations by domain."""

    in_use: bool = False
    contacts: Mapping[str, tuple[int, ContactRole]] = field(default_factory=dict, repr=False)
    domains: Mapping[str, int] = field(default_factory=dict)
    main: Mapping[int, str] = field(default_factory=dict)
    roles: Mapping[int, frozenset[ContactRole]] = field(default_factory=dict)

    @classmethod
    def load(cls, connection: Connection, preset: str, addresses: Iterable[str]) -> Directory:
        """What is known of these addresses; `@kdv-zon.example` asks for the domain alone."""
        if not organisation.any_known(connection, preset):
            return cls()
        wanted = {folded(one) for one in addresses}
        places = {place for one in wanted for place in above(one.rpartition("@")[2])}
        contacts: dict[str, tuple[int, ContactRole]] = {}
        for some in slices(wanted):
            for one in contact.all_of(connection, preset, addresses=some):
                contacts[one.address] = one.organisation_id, one.role
        domains: dict[str, int] = {}
        for some in slices(places):
            domains |= organisation.of_domains(connection, preset, some)
        ids = {*domains.values(), *(id_ for id_, _ in contacts.values())}
        main = organisation.main_domains(connection, ids)
        return cls(True, contacts, domains, main, contact.roles_of(connection, ids))  # noqa: FBT003

    def of(self, sender: Address) -> Acquaintance:
        """How the desk knows this address."""
        if not self.in_use:
            return Acquaintance()
        if (found := self.contacts.get(folded(sender.address))) is not None:
            return self._member(Known.CONTACT, *found)
        if (owner := self.owner(sender.domain)) is not None:
            return self._member(Known.ORGANISATION, owner)
        return Acquaintance(Known.STRANGER)

    def owner(self, domain: str | None) -> int | None:
        """The organisation that a domain lies in; none at a provider of private mail."""
        if not domain or is_private(domain):
            return None
        found = (self.domains.get(one) for one in above(ascii_of(domain)))
        return next((one for one in found if one is not None), None)

    def _member(
        self, known: Known, organisation_id: int, role: ContactRole | None = None
    ) -> Acquaintance:
        main, roles = self.main.get(organisation_id), self.roles.get(organisation_id, frozenset())
        return Acquaintance(known, organisation_id, role, main, roles)


def named_in(message: Message) -> Iterator[str]:
    """The addresses of a mail that matter: who wrote it, who gets it too, and the answer."""
    yield message.from_.address
    yield from (one.address for one in message.reply_to[:1])
    yield from (one.address for one in others(message))


def others(message: Message) -> tuple[Address, ...]:
    """Those who get the mail too."""
    return (*message.to, *message.cc)[:_MOST_COPIED]
