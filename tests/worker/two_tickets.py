"""A desk with two tickets, and the steps that a person takes with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from config.preset import load
from models.life import Event, Step
from tests.factories import AT, a_mail
from tests.servers.imap_account import ImapAccount
from tests.worker.line import Line, Onlooker, a_line
from worker.hand import Hand
from worker.tickets import handle

PRESET = load("kidskonnect")
SANNE, ANKE = "sanne@kdv-zon.example", "anke@bso-maan.example"


class Desk(Onlooker):
    """A line with two tickets, KK-1001 of Sanne and KK-1002 of Anke."""

    def __init__(self, line: Line, account: ImapAccount) -> None:
        super().__init__(line, account)
        self.now = AT + timedelta(hours=1)

    def do(self, act: Callable[..., Any], number: str, *rest: object) -> Any:  # noqa: ANN401
        with self.line.app.database.transaction() as connection:
            row = handle.find(connection, number)
            given = [self._meant(connection, one) for one in rest]
            return act(connection, row, *given, Hand("person:nel", "zo is het", self.now))

    def _meant(self, connection: Connection, one: object) -> object:
        named = isinstance(one, str) and one.startswith("KK-")
        return handle.find(connection, str(one)) if named else one

    def step(self, number: str, event: Event, until: datetime | None = None) -> None:
        self.do(handle.step, number, PRESET, Step(event, until=until))

    def writes(self, sender: str, subject: str, name: str) -> None:
        self.account.deliver(
            a_mail(sender=sender, subject=subject, message_id=f"<{name}@x.example>")
        )
        self.line.poll()


@contextmanager
def two_tickets(url: str, folder: Path, account: ImapAccount) -> Iterator[Desk]:
    """On this database, beside this mailbox."""
    with a_line(url, folder, account.mailbox()) as line:
        desk = Desk(line, account)
        desk.writes(SANNE, "Factuur klopt niet", "een")
        desk.writes(ANKE, "Rooster leeg", "twee")
        yield desk
