"""All that is remembered of a chunk of mails, written by a handful of batched inserts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ingest.message import Bounce
from models import audit, finding, history, lacking, ledger, link, mail, outbox, raw, ticket
from models.audit import Act
from models.finding import Found
from models.history import CONSENTED, Change
from models.ledger import Line
from models.life import State
from models.link import Link
from models.mail import Mail
from models.outbox import Outgoing
from models.raw import Packed
from models.ticket import Ticket
from triage.decision import Check


@dataclass(frozen=True, slots=True)
class Resumed:
    """A ticket that its customer wrote in, and how it stands since."""

    ticket_id: int
    state: State
    given: tuple[Check, ...] = ()  # what the ticket lacked, and the mail has


@dataclass(frozen=True, slots=True)
class Bounced:
    """A report on a mail of ours: its Message-ID, and what the report says."""

    message_id: str
    report: Bounce


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that one mail leaves in the database."""

    line: Line
    mail: Mail | None = None
    packed: Packed | None = None
    ticket: Ticket | None = None
    found: Found | None = None
    answer: Outgoing | None = None
    answer_packed: Packed | None = None
    changes: tuple[Change, ...] = ()
    resumed: Resumed | None = None
    bounced: Bounced | None = None
    links: tuple[Link, ...] = ()
    acts: tuple[Act, ...] = ()
    ledger_id: int | None = None  # a line that stands already, of a mail from quarantine


def write(connection: Connection, intakes: Sequence[Intake]) -> None:
    """Write all tables in an order in which every row finds what it refers to."""
    raw.put(connection, [pair for one in intakes for pair in _packed(one)])
    ticket.write(connection, [one.ticket for one in intakes if one.ticket])
    mail.write(connection, [one.mail for one in intakes if one.mail])
    finding.write(connection, [one.found for one in intakes if one.found])
    outbox.write(connection, [one.answer for one in intakes if one.answer])
    for one in intakes:
        if one.resumed:
            ticket.stands(
                connection, one.resumed.ticket_id, one.resumed.state, one.line.recorded_at
            )
            if one.mail and one.resumed.given:
                lacking.give(connection, one.resumed.ticket_id, one.resumed.given, one.mail.id)
        for each in one.links:
            link.write(connection, each)
    changes = [change for one in intakes for change in one.changes]
    history.tell(connection, changes)
    ticket.consented(connection, [one.ticket_id for one in changes if one.event == CONSENTED])
    ledger.write(connection, [one.line for one in intakes if one.ledger_id is None])
    for one in intakes:
        if one.ledger_id is not None:
            ledger.settle(connection, one.ledger_id, one.line)
    audit.write(connection, [act for one in intakes for act in one.acts])


def _packed(one: Intake) -> list[tuple[int, Packed]]:
    pairs = []
    if one.mail and one.mail.raw_id is not None and one.packed:
        pairs.append((one.mail.raw_id, one.packed))
    if one.answer and one.answer_packed:
        pairs.append((one.answer.raw_id, one.answer_packed))
    return pairs
