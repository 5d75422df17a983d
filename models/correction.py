"""Corrections: what a person made of what the machine had decided. Lines are only added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Float,
    ForeignKey,
    String,
    Table,
    func,
    select,
)

from models.mail import mail
from models.schema import METADATA, CleanText, Key, Moment, row_id
from models.ticket import ticket
from triage.decision import HEADS

correction = Table(
    "correction",
    METADATA,
    row_id(),
    Column("ticket_id", BigInteger, ForeignKey("ticket.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("who", Key, nullable=False),
    Column("head", String(16), nullable=False),
    Column("said", String(64), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("truth", String(64), nullable=False),
    Column("why", CleanText, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One head of one ticket: the machine `said` one thing, and a person the `truth`.

    The two are the same where a person looked and agreed. `confidence` is the machine's, in 0..1.
    """

    ticket_id: int
    at: datetime
    who: str
    head: str
    said: str
    confidence: float
    truth: str
    why: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A ticket that a person has judged, with all that training may know of it: redacted words,
    the domain of the sender alone, and what the machine had said of each head."""

    number: str
    preset: str
    language: str
    domain: str
    organisation: str
    subject: str
    text: str
    labels: dict[str, str]
    said: dict[str, str]
    at: datetime


def write(connection: Connection, corrections: Iterable[Correction]) -> None:
    """Add lines."""
    values = [
        {name: getattr(one, name) for name in Correction.__dataclass_fields__}
        for one in corrections
    ]
    if values:
        connection.execute(correction.insert(), values)


def first_said(connection: Connection, ticket_id: int) -> dict[str, tuple[str, float]]:
    """What the machine said, and how surely, of the heads that a person has judged before."""
    rows = connection.execute(
        select(correction.c.head, correction.c.said, correction.c.confidence)
        .where(correction.c.ticket_id == ticket_id)
        .order_by(correction.c.id.desc())
    )
    return {head: (said, confidence) for head, said, confidence in rows}


def lessons(connection: Connection) -> list[Lesson]:
    """The tickets that people have judged, the first judged first."""
    first = mail.alias("first")
    of_ticket = select(func.min(first.c.id)).where(first.c.ticket_id == ticket.c.id)
    first_mail = of_ticket.where(first.c.kind == "human").correlate(ticket).scalar_subquery()
    rows = connection.execute(
        select(
            ticket.c.id,
            ticket.c.number,
            ticket.c.preset,
            ticket.c.organisation,
            ticket.c.sender_kind.label("sender"),
            ticket.c.module,
            ticket.c.type,
            ticket.c.priority,
            mail.c.language,
            mail.c.sender.label("address"),
            mail.c.subject,
            mail.c.text,
        )
        .join_from(ticket, mail, mail.c.id == first_mail)
        .where(ticket.c.id.in_(select(correction.c.ticket_id)))
    ).mappings()
    judged = _judged(connection)
    found = [
        Lesson(
            number=row["number"],
            preset=row["preset"],
            language=row["language"],
            domain=row["address"].rpartition("@")[2],
            organisation=row["organisation"] or row["number"],
            subject=row["subject"],
            text=row["text"],
            labels={head: row[head] for head in HEADS},
            said={head: judged[row["id"]][0].get(head, row[head]) for head in HEADS},
            at=judged[row["id"]][1],
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.at)


def _judged(connection: Connection) -> dict[int, tuple[dict[str, str], datetime]]:
    """For each ticket what the machine had said, and when a person looked last."""
    found: dict[int, tuple[dict[str, str], datetime]] = {}
    rows = connection.execute(select(correction).order_by(correction.c.id)).mappings()
    for row in rows:
        said, _ = found.get(row["ticket_id"], ({}, row["at"]))
        said.setdefault(row["head"], row["said"])
        found[row["ticket_id"]] = (said, row["at"])
    return found
