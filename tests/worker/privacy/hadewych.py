"""Hadewych Vlasblom: a person who stands all over the tables and mails of a desk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from sqlalchemy import Connection

from config.codes import ContactRole
from config.limits import Attachments
from config.servers import After
from models import contact, correction, counter, finding, ticket
from models.contact import Contact, Source
from models.correction import Correction
from tests.factories import AT, an_organisation
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import SmtpSink
from tests.worker.line import Line, a_line
from triage.person import Person
from worker.intake.examine import Examiner
from worker.privacy import forget, traces
from worker.privacy.forget import Outcome
from worker.privacy.traces import Traces

NAME, ADDRESS = "Hadewych Vlasblom", "hadewych.vlasblom@ouderpost.example"
BSN, PHONE, BORN = "111222333", "06-51827364", "14-03-1988"
VALUES = (NAME, ADDRESS, BSN, PHONE, BORN)
GONE = (*VALUES, "Hadewych", "Vlasblom", "hadewych.vlasblom", "0651827364")
SIGNED = f"Groet,\n{NAME}\n{PHONE}\n"


def written(
    name: str,
    subject: str,
    text: str,
    *,
    sender: str = "Sanne de Boer <sanne@kdv-zon.example>",
    files: Sequence[tuple[str, str]] = (),
    **headers: str,
) -> bytes:
    made = EmailMessage(policy=SMTP)
    made["From"] = sender
    made["To"] = "support@desk.example"
    made["Subject"] = subject
    made["Date"] = "Fri, 20 Nov 2026 09:15:00 +0100"
    made["Message-ID"] = f"<{name}>"
    for key, value in headers.items():
        made[key.replace("_", "-")] = value
    made.set_content(text, cte="quoted-printable")
    for filename, content in files:
        made.add_attachment(content.encode(), maintype="text", subtype="csv", filename=filename)
    return made.as_bytes()


OWN = f"{NAME} <{ADDRESS}>"
MAILS = (
    written(
        f"a.{ADDRESS}", f"Factuur van {NAME}", f"BSN {BSN}, geboren {BORN}.\n{SIGNED}", sender=OWN
    ),
    written(
        "b@kdv-zon.example",
        "FW: Factuur",
        f"Graag oplossen voor debiteur 20417.\n\nVan: {NAME.upper()} <{ADDRESS}>\nVerzonden: "
        f"donderdag\nAan: info@kdv-zon.example\nOnderwerp: Factuur\n\nBel mij: {PHONE}",
    ),
    written(
        "c@kdv-zon.example",
        "Re: Factuur",
        "Hadewych belde weer. Jorrit Kwakman ook.",
        In_Reply_To="<b@kdv-zon.example>",
    ),
    written(
        "d@kdv-zon.example", "Lijst", "Zie bijlage.", files=[("lijst.csv", f"naam;bsn\nx;{BSN}\n")]
    ),
    written("e@kdv-zon.example", "Ander", "Jorrit Kwakman, debiteur 20417, en mevrouw Hadewych."),
    written("f@ouderpost.example", "Stuk", f"BREAK {NAME}", sender=OWN),
    written("g@ouderpost.example", "Afwezig", "weg", sender=OWN, Auto_Submitted="auto-replied"),
)


VIOLATION = {
    "mail_id": 1,
    "kind": "bsn",
    "place": "body",
    "start_at": 4,
    "end_at": 13,
    "severity": "high",
    "confidence": 1.0,
    "why": "passes the eleven test",
    "digest": "0" * 32,
    "token": "[BSN]",
}


class World:
    """A worker that has read all of it, and a reader of attachments."""

    def __init__(self, line: Line, account: ImapAccount, examiner: Examiner) -> None:
        self.line, self.account, self.contents = line, account, examiner.contents
        self.database = line.app.database
        self.person = Person.of(VALUES)

    def trace(self) -> Traces:
        return traces.trace(self.database, self.person, self.contents)

    def forget(self) -> Outcome:
        return forget.forget(
            self.database,
            self.person,
            self.trace(),
            self.contents,
            who="person:fem",
            why="AVG art. 17",
            clock=lambda: AT,
        )


def _listed(connection: Connection) -> None:
    """The person is a contact twice, of an organisation that keeps another one."""
    zon = an_organisation(connection, contacts={"sanne@kdv-zon.example": "staff"})
    people = ((ADDRESS, ""), ("info@kdv-zon.example", f"mevr. {NAME}"))
    ids = counter.reserve(connection, "contact", len(people))
    made = [
        Contact(id_, zon, address, name, ContactRole.SUPERADMIN, Source.FILE, AT)
        for id_, (address, name) in zip(ids, people, strict=True)
    ]
    contact.write(connection, "kidskonnect", made)


@contextmanager
def a_world(
    url: str, folder: Path, account: ImapAccount, sink: SmtpSink, after: After
) -> Iterator[World]:
    """All of it, on this database and beside this mailbox."""
    account.deliver(*MAILS)
    examiner = Examiner(Attachments(), going=lambda: None)
    with a_line(url, folder / "data", account.mailbox(after=after), smtp=[sink.smtp()]) as line:
        line.poll()
        line.deliver()
        with line.app.database.transaction() as connection:
            one = ticket.by_number(connection, "KK-1001")
            assert one is not None
            judged = Correction(one["id"], AT, "person:a", "type", "bug", 0.5, "feedback", SIGNED)
            correction.write(connection, [judged])
            connection.execute(finding.finding.insert().values(VIOLATION))
            _listed(connection)
        try:
            yield World(line, account, examiner)
        finally:
            examiner.close()
