"""What customers and their machines send: new questions, and what they say to mails they get."""

from __future__ import annotations

import heapq
import itertools
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from benchmarks.year.letters import SERVER, Head, Letter, Purpose, plain, quoted, report
from benchmarks.year.people import Customers, Person, questions
from benchmarks.year.phrases import AGENT, CUSTOMER, NUMBERS
from benchmarks.year.post_office import Delivered
from benchmarks.year.reactions import REACTIONS, Reaction

NEL = "nel@desk.example"
SECOND_FOLDER = "Klachten"
_NUMBER = re.compile(r"\bKK-\d+\b")


@dataclass(slots=True)
class Correspondence:
    """What is going to be sent, by when; `lost` are addresses whose mail comes back."""

    preset: str
    customers: Customers
    chance: random.Random
    lost: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)
    _coming: list[tuple[datetime, int, Letter]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _threads: dict[str, str] = field(default_factory=dict)  # ticket → domain of its customer

    def due(self, now: datetime) -> list[Letter]:
        """What is sent by now, in order."""
        found = []
        while self._coming and self._coming[0][0] <= now:
            found.append(heapq.heappop(self._coming)[2])
        return found

    def asks(self, count: int, after: datetime, now: datetime) -> None:
        """So many new questions, at moments between these two."""
        for _ in range(count):
            seconds = int((now - after).total_seconds())
            at = after + timedelta(seconds=self.chance.randint(1, max(seconds, 1)))
            self._send(self._question(min(at, now)))

    def reads(self, mails: Iterable[Delivered], templates: Mapping[str, str]) -> None:
        """The mails of the desk are in their mailboxes: some are answered."""
        for one in mails:
            if one.to in self.lost:
                self._send(self._report(one))
                continue
            number = _NUMBER.search(one.subject)
            if number is None or one.to in self.silent or not self._reads(one.to):
                continue
            self._threads[number[0]] = one.to.rpartition("@")[2]
            for reaction in REACTIONS.get(templates.get(one.message_id, ""), ()):
                if self.chance.random() < reaction.likely:
                    self._send(self._reaction(one, number[0], reaction))
                    break

    def _reads(self, address: str) -> bool:
        """Whether it is the mailbox of a customer, or of an agent who works by mail."""
        return address == NEL or bool(self.customers.house_of(address))

    def _send(self, letter: Letter) -> None:
        """Now and then a mail is delivered twice."""
        heapq.heappush(self._coming, (letter.at, next(self._numbers), letter))
        if letter.purpose not in (Purpose.MACHINE, Purpose.TWIN) and self.chance.random() < 0.01:
            later = letter.at + timedelta(minutes=self.chance.randint(0, 300))
            twin = replace(letter, at=later, purpose=Purpose.TWIN, folder=SECOND_FOLDER)
            heapq.heappush(self._coming, (later, next(self._numbers), twin))

    def _question(self, at: datetime) -> Letter:
        writer = self._writer()
        asked = self.chance.choice(questions(self.preset))
        subject = asked.subject
        if self._threads and self.chance.random() < 0.005:  # a stranger names somebody's ticket
            number, domain = self.chance.choice(list(self._threads.items()))
            if domain != writer.domain:
                subject = f"Re: [{number}] {subject}"
        head = Head(writer.name, writer.address, subject, self._message_id(writer.domain))
        raw = plain(head, at, asked.body, page=self.chance.random() < 0.3)
        return Letter(at, Purpose.ASK, head.message_id, raw, writer.address)

    def _writer(self) -> Person:
        while True:
            one = self.customers.someone(self.chance)
            if one.address not in self.silent | self.lost:
                return one

    def _reaction(self, to: Delivered, number: str, how: Reaction) -> Letter:
        at = to.at + timedelta(seconds=int(3600 * self.chance.uniform(*how.hours)) + 60)
        if to.to == NEL:
            return self._agent(to, number, how.purpose, at)
        writer = self._who(to.to)
        subject, text = self._says(to.subject, how)
        absent = {"Auto-Submitted": "auto-replied"} if how.purpose is Purpose.MACHINE else {}
        name = self._message_id(writer.domain)
        head = Head(writer.name, writer.address, subject, name, to.message_id, absent)
        raw = plain(head, at, quoted(text, writer.name, to.at))
        return Letter(at, how.purpose, name, raw, writer.address, number)

    def _says(self, subject: str, how: Reaction) -> tuple[str, str]:
        """Subject and words of an answer."""
        if how.purpose is Purpose.MACHINE:
            return f"Automatisch antwoord: {subject}", "Ik ben afwezig tot en met vrijdag."
        if how.asks:
            asked = self.chance.choice(questions(self.preset))
            return asked.subject, asked.body
        said = NUMBERS if how.numbers else self.chance.choice(CUSTOMER[how.purpose])
        return f"Re: {subject}", said

    def _agent(self, to: Delivered, number: str, purpose: Purpose, at: datetime) -> Letter:
        text = self.chance.choice(AGENT["closed" if purpose is Purpose.CLOSE else "answered"])
        order = "#sluit\n\n" if purpose is Purpose.CLOSE else ""
        domain = NEL.partition("@")[2]
        vouched = {"Authentication-Results": f"{SERVER}; dmarc=pass header.from={domain}"}
        name, subject = self._message_id(domain), f"Re: {to.subject}"
        head = Head("Nel Visser", NEL, subject, name, to.message_id, vouched)
        raw = plain(head, at, quoted(order + text, "Nel Visser", to.at))
        return Letter(at, purpose, name, raw, NEL, number)

    def _report(self, one: Delivered) -> Letter:
        at, number = one.at + timedelta(minutes=3), next(self._numbers)
        raw = report(one.message_id, one.to, at, number)
        return Letter(at, Purpose.MACHINE, f"<{number}@mx.example>", raw, "", reports=one.to)

    def _who(self, address: str) -> Person:
        """Who wrote, or in one case of ten a colleague."""
        house = self.customers.house_of(address)
        one = next(person for person in house if person.address == address)
        other = self.chance.choice(house)
        gone = other.address in self.silent | self.lost
        return other if self.chance.random() < 0.1 and not gone else one

    def _message_id(self, domain: str) -> str:
        return f"<{next(self._numbers)}.year@{domain}>"
