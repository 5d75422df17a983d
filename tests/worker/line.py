"""A whole worker for tests: real mailbox, real database, real SMTP, and a triage that is plain.

`plain_triage` decides nothing clever, in no time; a mail whose text says BREAK breaks it, one
that says DIE takes its process along. Tests of what triage decides are elsewhere.
"""

from __future__ import annotations

import email
import email.policy
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import RowMapping, Table, select

from config.agents import Agent, Group
from config.codes import DataKind, Priority, Type
from config.limits import Limits
from config.pace import Pace
from config.preset import Preset
from config.servers import Mailbox, Smtp
from config.settings import Audit, Settings
from ingest.message import Message
from models import history, ledger, raw, ticket
from tests.servers.imap_account import ImapAccount
from tests.servers.tables import made
from triage import sla
from triage.claimed import claimed
from triage.decision import Finding, Label, Redacted, Span, Triage
from worker.app import App, opened
from worker.intake.poll import Tally, poll
from worker.learning.decide import Decide
from worker.post.deliver import Delivered, deliver

LEASE = timedelta(seconds=1)


def plain_triage(
    messages: Sequence[Message], preset: Preset, arrivals: Sequence[datetime], **_: object
) -> list[Triage]:
    return [_plain(*pair, preset) for pair in zip(messages, arrivals, strict=True)]


def _plain(message: Message, arrived: datetime, preset: Preset) -> Triage:
    if "DIE" in message.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "BREAK" in message.text:
        raise ValueError(f"cannot stand {message.text!r}")
    at = message.text.find("123456782")
    span = Span("bsn", "body", at, at + 9, "123456782")
    found = (Finding(DataKind.BSN, span, "high"),) if at >= 0 else ()
    return Triage(
        preset=preset.name,
        sender=Label("customer", 0.9),
        module=Label("facturatie", 0.8, ("factuur", "123456782")),
        type=Label("bug", 0.7),
        priority=Label("medium", 0.6),
        needs_review=False,
        identifiers=(),
        findings=found,
        checks=(),
        facts=(),
        title=message.subject,
        redacted=Redacted(message.subject, message.text.replace("123456782", "[BSN]")),
        terms=sla.terms(Type.BUG, Priority.MEDIUM, arrived, preset),
        claimed=claimed(message),
    )


class Line:
    """An open worker with the questions that tests ask of it."""

    def __init__(self, app: App) -> None:
        self.app = app

    def poll(self, name: str = "support", *, thorough: bool = False) -> Tally:
        return poll(self.app, self.app.desks[name].mailbox, thorough=thorough)

    def deliver(self) -> Delivered:
        return deliver(self.app)

    def rows(self, table: Table) -> list[RowMapping]:
        with self.app.database.reading() as connection:
            query = select(table).order_by(*table.primary_key.columns)
            return list(connection.execute(query).mappings())

    def outcomes(self) -> dict[str, int]:
        with self.app.database.reading() as connection:
            return {str(key): count for key, count in ledger.tally(connection).items()}

    def tickets(self) -> list[RowMapping]:
        return self.rows(ticket.ticket)

    def history(self, event: str) -> list[RowMapping]:
        return [row for row in self.rows(history.history) if row["event"] == event]


class Onlooker:
    """A line with its mailbox, as a person sees it: the mails it writes, and its tickets."""

    def __init__(self, line: Line, account: ImapAccount) -> None:
        self.line, self.account = line, account

    def read(self, row: RowMapping) -> EmailMessage:
        """The mail of a row of the outbox."""
        with self.line.app.database.reading() as connection:
            body = raw.get(connection, row["raw_id"])
        found = email.message_from_bytes(body, policy=email.policy.default)
        assert isinstance(found, EmailMessage)
        return found

    def text(self, row: RowMapping) -> str:
        body = self.read(row).get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def ticket(self, number: str = "KK-1001") -> RowMapping:
        return next(row for row in self.line.tickets() if row["number"] == number)


@contextmanager
def a_line(
    url: str,
    folder: Path,
    *mailboxes: Mailbox,
    smtp: Sequence[Smtp] = (),
    limits: Limits | None = None,
    alarm_address: str | None = None,
    audit: Audit | None = None,
    pace: Pace | None = None,
    agents: Sequence[Agent] = (),
    groups: Sequence[Group] = (),
    preset_dirs: Sequence[Path] = (),
    decide: Decide = plain_triage,
    **options: object,
) -> Iterator[Line]:
    """A worker over these mailboxes; the database is made if need be."""
    made(url)
    settings = Settings(
        data_dir=folder,
        database=url,
        mailbox=mailboxes,
        smtp=tuple(smtp),
        limits=limits or Limits(processes=2),
        alarm_address=alarm_address,
        audit=audit or Audit(),
        pace=pace or Pace(),
        agent=tuple(agents),
        group=tuple(groups),
        preset_dirs=tuple(preset_dirs),
    )
    with opened(settings, decide, lease=LEASE, **options) as app:  # type: ignore[arg-type]
        yield Line(app)
