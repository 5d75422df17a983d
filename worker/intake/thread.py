"""Which ticket a mail belongs to, and whether its sender does.

A mail can name a ticket in three ways, here from the surest to the weakest: by a Message-ID that
we signed, by the Message-ID of a mail that we know, by the ticket number in its subject. None of
them lets a stranger in: the sender must have written in the ticket before, or belong to its
organisation: as a contact, by one of its domains, or by the domain that the first mail came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection

from config.preset import Preset
from ingest.message import Address, Message
from models import correspondence, lacking, mail, standing
from models.life import Status, reopens
from models.schema import key
from models.standing import Standing
from notify import token
from worker.intake.directory import Directory, named_in
from worker.intake.domains import of_one_house

SIGNED, KNOWN, BY_NUMBER = "signed Message-ID", "Message-ID", "number in the subject"
PROVEN = frozenset({SIGNED, KNOWN})  # only who was sent a mail of the ticket can name one
_MOST_REFERENCES = 50  # of one mail: the nearest say enough
_MOST_NUMBERS = 10  # in one subject


@dataclass(frozen=True, slots=True)
class Join:
    """The mail belongs to this ticket; `how` says by what it was recognised."""

    ticket: Standing
    how: str


@dataclass(frozen=True, slots=True)
class Sequel:
    """The mail answers this ticket, which was closed too long ago to be opened again."""

    ticket: Standing
    how: str


@dataclass(frozen=True, slots=True)
class Suspicion:
    """The mail names this ticket, and its sender has no part in it."""

    ticket: Standing
    how: str


def references(message: Message) -> tuple[str, ...]:
    """The Message-IDs that a mail refers to, the nearest first."""
    chain = [one for one in (message.in_reply_to, *reversed(message.references)) if one]
    if message.bounce and message.bounce.original_message_id:
        chain.insert(0, message.bounce.original_message_id)
    return tuple(dict.fromkeys(chain))[:_MOST_REFERENCES]


def organisation_of(address: Address) -> str | None:
    """The domain by which an unknown organisation is told, None at a provider of private mail."""
    return address.domain if of_one_house(address.domain) else None


def _merged_into(found: Iterable[Standing]) -> set[int]:
    """The tickets that these were merged into, as far as they are not among them."""
    into = {one.merged_into for one in found if one.merged_into is not None}
    return into - {one.id for one in found}


def _domain(address: str) -> str | None:
    return organisation_of(Address("", address))


@dataclass(slots=True)
class Threads:
    """The tickets that a chunk of mails may belong to; learns of those that the chunk makes."""

    prefix: str
    signing_key: bytes
    by_message_id: dict[str, int] = field(default_factory=dict)
    ours: dict[str, int | None] = field(default_factory=dict)
    tickets: dict[int, Standing] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    writers: dict[int, set[str]] = field(default_factory=dict)
    directory: Directory = field(default_factory=Directory)

    @classmethod
    def load(
        cls,
        connection: Connection,
        preset: str,
        prefix: str,
        signing_key: bytes,
        messages: Sequence[Message],
    ) -> Threads:
        """What the database knows of everything that these mails refer to."""
        threads = cls(prefix, signing_key)
        named = {one for message in messages for one in references(message)}
        own = {message.message_id for message in messages}
        threads.by_message_id = mail.tickets_of(connection, preset, named)
        threads.ours = correspondence.tickets_of(connection, preset, named | own)
        numbers = {number for message in messages for number, _ in threads._numbers(message)}
        ids = {*threads.by_message_id.values(), *filter(None, threads.ours.values())}
        if ids or numbers:
            found = standing.named(connection, preset, ids=ids, numbers=numbers)
            while (into := _merged_into(found)) and (
                more := standing.named(connection, preset, ids=into)
            ):
                found += more
            lacks = lacking.of_tickets(connection, [one.id for one in found])
            for one in found:
                threads.learn(replace(one, lacks=lacks.get(one.id, ())))
            for ticket_id, written in mail.writers_of(connection, threads.tickets).items():
                threads.writers[ticket_id] |= written
        addresses = {one for message in messages for one in named_in(message)}
        for stands in threads.tickets.values():
            addresses |= {stands.requester, f"@{stands.organisation or ''}"}
        threads.directory = Directory.load(connection, preset, addresses)
        return threads

    def learn(self, one: Standing, *message_ids: str) -> None:
        """A ticket stands (or stands differently now), and these mails are part of it."""
        self.tickets[one.id] = one
        self.numbers[one.number] = one.id
        self.writers.setdefault(one.id, set()).add(one.requester.lower())
        for message_id in message_ids:
            self.by_message_id[key(message_id)] = one.id

    def wrote(self, ticket_id: int, address: str) -> None:
        """This sender is part of the ticket."""
        self.writers[ticket_id].add(address.lower())

    def is_ours(self, message: Message) -> bool:
        """Whether we sent this very mail."""
        return key(message.message_id) in self.ours

    def place(
        self, message: Message, preset: Preset, arrived: datetime
    ) -> Join | Sequel | Suspicion | None:
        """Where a person's mail belongs that arrived then."""
        claims = list(self._claims(message))
        for one, how in claims:
            if self.admits(one, message.from_):
                stands = self._surviving(one)
                closed = stands.state.status is Status.CLOSED
                if closed and not reopens(stands.state.closed_at, preset, arrived):
                    return Sequel(stands, how)
                return Join(stands, how)
        return Suspicion(*claims[0]) if claims else None

    def _surviving(self, one: Standing) -> Standing:
        """The ticket itself, or the one where it came to by merging, however often."""
        while one.merged_into in self.tickets:
            one = self.tickets[one.merged_into]
        return one

    def answered_by(self, message: Message) -> Standing | None:
        """The ticket whose mail this machine's mail (auto-reply, bounce) came back for.

        It must name a mail of ours; a ticket number alone says nothing.
        """
        for one in references(message):
            ticket_id = self.ours.get(key(one)) or self._signed(one)
            if ticket_id is not None and ticket_id in self.tickets:
                return self.tickets[ticket_id]
        return None

    def our_mail(self, message: Message) -> str | None:
        """The Message-ID of the mail of ours that this one came back for."""
        return next((one for one in references(message) if key(one) in self.ours), None)

    def admits(self, one: Standing, sender: Address) -> bool:
        """Whether this sender has a part in the ticket."""
        if sender.address.lower() in self.writers.get(one.id, ()):
            return True
        theirs, its = self.directory.of(sender).organisation_id, self._organisation(one)
        if theirs is not None and its is not None:
            return theirs == its
        domain = organisation_of(sender)
        return domain is not None and domain in (one.organisation, _domain(one.requester))

    def _organisation(self, one: Standing) -> int | None:
        """That of the ticket; one that came before its organisation was known belongs to it too."""
        if one.organisation_id is not None:
            return one.organisation_id
        asked = self.directory.of(Address("", one.requester)).organisation_id
        return asked if asked is not None else self.directory.owner(one.organisation)

    def _claims(self, message: Message) -> Iterator[tuple[Standing, str]]:
        seen: set[int] = set()
        for ticket_id, how in self._claimed(message):
            if ticket_id in self.tickets and ticket_id not in seen:
                seen.add(ticket_id)
                yield self.tickets[ticket_id], how

    def _claimed(self, message: Message) -> Iterator[tuple[int, str]]:
        numbers = list(self._numbers(message))
        yield from self._known(n for n in numbers if n[1] == SIGNED)
        for one in references(message):
            for where in (self.ours, self.by_message_id):
                if (found := where.get(key(one))) is not None:
                    yield found, KNOWN
        yield from self._known(n for n in numbers if n[1] == BY_NUMBER)

    def _known(self, numbers: Iterable[tuple[str, str]]) -> Iterator[tuple[int, str]]:
        return ((self.numbers[number], how) for number, how in numbers if number in self.numbers)

    def _numbers(self, message: Message) -> Iterator[tuple[str, str]]:
        for one in references(message):
            if number := token.ticket_of(one, self.signing_key):
                yield number, SIGNED
        in_subject = re.finditer(rf"\b{self.prefix}-\d{{1,12}}\b", message.subject, re.IGNORECASE)
        for found in islice(in_subject, _MOST_NUMBERS):
            yield found[0].upper(), BY_NUMBER

    def _signed(self, message_id: str) -> int | None:
        number = token.ticket_of(message_id, self.signing_key)
        return self.numbers.get(number) if number else None
