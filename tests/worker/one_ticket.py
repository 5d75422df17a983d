"""A desk with one ticket, and what its customer is told of each step that is taken with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import RowMapping, update

from config.preset import load
from models import mail, outbox, ticket
from models.life import Event, Step
from tests.factories import AT, a_mail
from tests.servers.imap_account import ImapAccount
from tests.worker.line import Line, Onlooker, a_line
from worker.hand import Hand
from worker.post.tell import Post
from worker.tickets import handle, say, words

PRESET = load("kidskonnect")
SANNE = "Sanne de Boer <sanne@kdv-zon.example>"
ANSWER = "Zet de factuur zonder machtiging op handmatig."


class Desk(Onlooker):
    """A line with a ticket of Sanne, KK-1001, and what is done with it."""

    def __init__(self, line: Line, account: ImapAccount) -> None:
        super().__init__(line, account)
        self.now = AT + timedelta(days=5)
        self.post = Post(tuple(line.app.desks.values()))

    def step(
        self,
        event: Event,
        text: str | None = None,
        number: str = "KK-1001",
        *,
        anyway: bool = False,
        quiet: bool = False,
        until: datetime | None = None,
    ) -> say.Taken:
        self.now += timedelta(minutes=5)
        with self.line.app.database.transaction() as connection:
            row = handle.find(connection, number)
            last = mail.last_of_person(connection, row["id"])
            said = text and words.looked_at(text, row, last, PRESET, anyway=anyway)
            hand = Hand("person:nel", "zo is het", self.now)
            post = None if quiet else self.post
            one = Step(event, until=until)
            return say.step(connection, post, row, PRESET, one, hand, said or None)

    def writes(self, subject: str, name: str, sender: str = SANNE, **more: str) -> None:
        letter = a_mail(sender=sender, subject=subject, message_id=f"<{name}@x.example>", **more)
        self.account.deliver(letter)
        self.line.poll()

    def sent(self, number: str = "KK-1001") -> list[RowMapping]:
        """The mails about a ticket, without the first answer of the machine."""
        ids = {row["id"] for row in self.line.tickets() if row["number"] == number}
        rows = self.line.rows(outbox.outbox)
        return [row for row in rows if row["ticket_id"] in ids and row["mail_id"] is None]

    def becomes(self, number: str = "KK-1001", **values: object) -> None:
        with self.line.app.database.transaction() as connection:
            rows = update(ticket.ticket).where(ticket.ticket.c.number == number)
            connection.execute(rows.values(**values))


@contextmanager
def one_ticket(url: str, folder: Path, account: ImapAccount) -> Iterator[Desk]:
    """On this database, beside this mailbox."""
    with a_line(url, folder, account.mailbox()) as line:
        desk = Desk(line, account)
        desk.writes("Factuur klopt niet", "een")
        yield desk
