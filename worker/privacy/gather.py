"""What is stored of one person, gathered for that person (AVG art. 15).

The person's own mails, and the answers to them, are given as they are. In mails of others that name
the person, personal data of everybody else is redacted: nobody's access is another's leak. Each
original that is opened for it is a line of the audit log.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from config import preset as presets
from config.errors import PermanentError
from config.preset import Preset
from config.retention import Ends, Facts
from config.settings import Settings
from desk.dossier import Answer, Choice, Contact, Finding, Mail, Mark, Step, Ticket
from ingest.message import Address
from models import finding as findings
from models import history, marked, original, raw
from models.contact import contact
from models.mail import mail
from models.organisation import organisation
from models.original import Original
from models.outbox import outbox
from models.slices import slices
from models.ticket import ticket
from triage.decision import HEADS
from triage.person import Person
from triage.recognizers import recognize
from triage.redact import Masks, redact, redact_attachment
from worker.intake import examined
from worker.intake.examined import Contents, Words
from worker.privacy import hold as holds
from worker.privacy import vault
from worker.privacy.retention import rules
from worker.privacy.traces import Traces
from worker.privacy.vault import Purpose

_MASK = "[naam]"


@dataclass(slots=True)
class Gatherer:
    """Turns what was found of a person into the parts of a dossier; `files` fill on the way."""

    connection: Connection
    settings: Settings
    person: Person
    found: Traces
    contents: Contents
    purpose: Purpose
    now: datetime
    files: dict[str, bytes] = field(default_factory=dict, repr=False)

    def mails(self) -> list[Mail]:
        """The mails, the oldest first."""
        query = select(mail, ticket.c.number, ticket.c.closed_at, raw.raw.c.erased_at)
        query = query.outerjoin(ticket, ticket.c.id == mail.c.ticket_id)
        query = query.outerjoin(raw.raw, raw.raw.c.id == mail.c.raw_id)
        return [self._mail(row) for row in self._rows(query, mail.c.id, self.found.mails)]

    def answers(self) -> list[Answer]:
        """Our own mails to the person, or in which the person stands."""
        query = select(outbox, ticket.c.number)
        query = query.outerjoin(ticket, ticket.c.id == outbox.c.ticket_id)
        return [self._answer(row) for row in self._rows(query, outbox.c.id, self.found.outbox)]

    def tickets(self) -> list[Ticket]:
        """The tickets with their history."""
        rows = self._rows(select(ticket), ticket.c.id, self.found.tickets)
        return [self._ticket(row) for row in rows]

    def contacts(self) -> list[Contact]:
        """The person on the lists of contacts."""
        query = select(contact, organisation.c.name.label("of"))
        query = query.join(organisation, organisation.c.id == contact.c.organisation_id)
        return [
            Contact(
                row["address"], row["name"], row["role"], row["of"], row["source"], row["since"]
            )
            for row in self._rows(query, contact.c.id, self.found.contacts)
        ]

    def marks(self) -> list[Mark]:
        """The addresses of the person that get no mail."""
        return [
            Mark(row["address"], row["since"], row["why"])
            for row in marked.every(self.connection)
            if self._close.owns(row["address"])
        ]

    @property
    def preset(self) -> Preset:
        """The desk that has most to do with the person: the first that a ticket or mail is of."""
        for table, ids in (
            (ticket, self.found.tickets),
            (mail, self.found.mails),
            (contact, self.found.contacts),
        ):
            query = select(table.c.preset).where(table.c.id.in_(sorted(ids)[:1]))
            if (name := self.connection.scalar(query)) is not None:
                return self._preset(name)
        return self._preset(self.settings.preset)

    # -- mails -------------------------------------------------------------------------------

    def _mail(self, row: RowMapping) -> Mail:
        own = row["id"] in self.found.own_mails
        subject, text, file = row["subject"], row["text"], None
        attached: tuple[str, ...] = ()
        words = self._opened(original.of_mail(self.connection, row["id"]))
        if words is not None and own:
            file = self._file(f"mail-{row['id']}.eml", words.raw)
            subject, text = words.message.subject, words.message.text
        elif words is not None:
            subject, text, attached = self._redacted(words, self._preset(row["preset"]))
        ends = self._ends(row)
        return Mail(
            id=row["id"],
            ticket=row["number"],
            at=row["arrived_at"],
            own=own,
            source=None if own else row["sender"].rpartition("@")[2] or None,
            subject=subject,
            text=text,
            attachments=attached,
            findings=tuple(self._findings(row["id"])),
            file=file,
            original_gone_at=ends.original,
            words_gone_at=ends.words,
        )

    def _redacted(self, words: Words, preset: Preset) -> tuple[str, str, tuple[str, ...]]:
        """Subject, text and the attachments that name the person, without anybody else."""
        found = recognize(words.message, preset, words.contents).findings
        masks = Masks(one for one in found if not self._about(one.span.text))
        redacted = redact(words.message, masks)
        attached = [
            redact_attachment(content.text, number, masks)
            for number, content in enumerate(words.contents)
            if self.person.named(content.text)
        ]
        subject, text, *rest = (
            self._unsigned(one, words.message.from_)
            for one in (redacted.subject, redacted.text, *attached)
        )
        return subject, text, tuple(rest)

    def _unsigned(self, text: str, writer: Address) -> str:
        """Without the name of who wrote, which is no violation and so no finding, but another's."""
        if self._close.owns(writer.address):
            return text
        try:
            return Person.of(one for one in (writer.name, writer.address) if one).masked(
                text, _MASK, close=True
            )
        except ValueError:
            return text

    def _about(self, text: str) -> bool:
        return self._close.named(text, close=True)

    @property
    def _close(self) -> Person:
        return self.person.known_as(self.found.names)

    def _ends(self, row: RowMapping) -> Ends:
        held = holds.covered(self.connection)
        facts = Facts(
            arrived_at=row["arrived_at"],
            in_ticket=row["ticket_id"] is not None,
            closed_at=row["closed_at"],
            erased_at=row["erased_at"],
            on_hold=row["id"] in held.mails,
        )
        return rules(self.settings, row["preset"]).ends(facts)

    def _findings(self, mail_id: int) -> list[Finding]:
        rows = findings.of_mail(self.connection, findings.finding, mail_id)
        return [Finding(row["kind"], row["place"], row["severity"]) for row in rows]

    # -- answers and tickets -----------------------------------------------------------------

    def _answer(self, row: RowMapping) -> Answer:
        words = self._opened(original.of_answer(self.connection, row["id"]))
        subject, text, file = "", "", None
        if words is not None and self._close.owns(row["recipient"]):
            file = self._file(f"answer-{row['id']}.eml", words.raw)
            subject, text = words.message.subject, words.message.text
        elif words is not None:
            subject, text, _ = self._redacted(words, self._preset(row["preset"]))
        return Answer(row["number"], row["created_at"], row["state"], subject, text, file)

    def _ticket(self, row: RowMapping) -> Ticket:
        lines = history.of_ticket(self.connection, row["id"])
        return Ticket(
            number=row["number"],
            title=row["title"],
            subject=row["subject"],
            status=row["status"],
            created_at=row["created_at"],
            closed_at=row["closed_at"],
            choices=tuple(_choice(row, head) for head in HEADS),
            history=tuple(
                Step(one["at"], _role(one["who"]), one["event"], one["why"]) for one in lines
            ),
        )

    # -- opening -----------------------------------------------------------------------------

    def _opened(self, originals: list[Original]) -> Words | None:
        for one in originals:
            if one.erased_at is None:
                try:
                    body = vault.read(self.connection, one, self.purpose, self.now)
                except PermanentError:
                    continue  # no key opens it; the redacted words stand in its place
                return examined.read(body, self.contents)
        return None

    def _file(self, name: str, body: bytes) -> str:
        self.files[f"originals/{name}"] = body
        return f"originals/{name}"

    def _preset(self, name: str) -> Preset:
        return presets.load(name, self.settings.preset_dirs)

    def _rows(self, query: Select[Any], column: Any, ids: set[int]) -> list[RowMapping]:  # noqa: ANN401
        found: list[RowMapping] = []
        for some in slices(ids):
            page = query.where(column.in_(some)).order_by(column)
            found += self.connection.execute(page).mappings()
        return found


def _choice(row: RowMapping, head: str) -> Choice:
    value = row["sender_kind" if head == "sender" else head]
    return Choice(head, value, row[f"{head}_confidence"], tuple(row["why"].get(head, ())))


def _role(who: str) -> str:
    """Staff are not named: whether, not who."""
    return who.partition(":")[0]
