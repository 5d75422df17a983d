"""What triage found in a mail: personal data (never the value), identifiers, checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Integer,
    RowMapping,
    String,
    Table,
    or_,
    select,
)

from models import part
from models.mail import mail
from models.schema import METADATA, CleanText, Json, row_id
from triage.decision import Check, Finding, Span


def _mail() -> Column[int]:
    return Column("mail_id", BigInteger, ForeignKey("mail.id"), nullable=False, index=True)


def _in_attachment() -> tuple[Column[int], Column[bool], Column[Any]]:
    """Which attachment, from 0, for its name may name a person; whether the finding stands in that
    name; and its spots as [page, cell, box, inner], the last of inner files (`Content.inner`)."""
    return Column("attachment", Integer), Column("in_name", Boolean), Column("spots", Json)


finding = Table(
    "finding",
    METADATA,
    row_id(),
    _mail(),
    Column("kind", String(32), nullable=False),
    Column("place", CleanText, nullable=False),
    Column("start_at", Integer, nullable=False),
    Column("end_at", Integer, nullable=False),
    Column("severity", String(8), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("why", CleanText, nullable=False),
    *_in_attachment(),
    Column("digest", String(32)),
    Column("token", String(40)),
)
identifier = Table(
    "identifier",
    METADATA,
    row_id(),
    _mail(),
    Column("kind", String(32), nullable=False),
    Column("value", CleanText, nullable=False),
    Column("place", CleanText, nullable=False),
    Column("start_at", Integer, nullable=False),
    Column("end_at", Integer, nullable=False),
    *_in_attachment(),
)
# Not named "check": that is a word of SQL.
shortcoming = Table(
    "shortcoming",
    METADATA,
    row_id(),
    _mail(),
    Column("code", String(32), nullable=False),
    Column("detail", String(64)),
    Column("given_by", BigInteger),  # the later mail that has it; no key: either may go first
)


@dataclass(frozen=True, slots=True)
class Alias:
    """How a finding is called in its ticket, and a keyed digest that knows its value again."""

    digest: str
    token: str


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that one mail was found to hold, or to lack."""

    mail_id: int
    findings: Sequence[Finding]
    identifiers: Sequence[Span]
    checks: Sequence[Check]
    aliases: Sequence[Alias] = ()


def write(connection: Connection, all_found: Iterable[Found]) -> None:
    """Add what was found. Places and offsets are kept of personal data, and never the value."""
    everything = list(all_found)
    for table, rows in (
        (finding, [row for f in everything for row in _findings(f)]),
        (identifier, [_identifier(f.mail_id, one) for f in everything for one in f.identifiers]),
        (shortcoming, [_shortcoming(f.mail_id, one) for f in everything for one in f.checks]),
    ):
        if rows:
            connection.execute(table.insert(), rows)


def aliases_of(connection: Connection, ticket_id: int) -> dict[str, str]:
    """What was found in the mails of a ticket: digest → token."""
    rows = connection.execute(
        select(finding.c.digest, finding.c.token)
        .join(mail, mail.c.id == finding.c.mail_id)
        .where(
            or_(mail.c.ticket_id == ticket_id, mail.c.id.in_(part.mails_of(ticket_id))),
            finding.c.digest.is_not(None),
        )
        .order_by(finding.c.id)
    )
    return {digest: token for digest, token in rows}


def of_mail(connection: Connection, table: Table, mail_id: int) -> list[RowMapping]:
    """The rows of one of the three tables for a mail, in order."""
    rows = connection.execute(select(table).where(table.c.mail_id == mail_id).order_by(table.c.id))
    return list(rows.mappings())


def of_ticket(connection: Connection, table: Table, ticket_id: int) -> list[RowMapping]:
    """The rows of one of the three tables for all mails of a ticket, in order."""
    rows = connection.execute(
        select(table)
        .join(mail, mail.c.id == table.c.mail_id)
        .where(mail.c.ticket_id == ticket_id)
        .order_by(table.c.id)
    )
    return list(rows.mappings())


def _place(span: Span) -> dict[str, object]:
    """Where it stands: `subject`, `body` or `attachment`, offsets, and the place in a file."""
    spots = [(one.page, one.cell, one.box, one.inner) for one in span.spots]
    return {
        "place": span.where.partition(":")[0],
        "start_at": span.start,
        "end_at": span.end,
        "attachment": span.attachment,
        "in_name": span.in_name if span.attachment is not None else None,
        "spots": spots or None,
    }


def _findings(found: Found) -> Iterator[dict[str, object]]:
    for one, alias in zip_longest(found.findings, found.aliases):
        yield {
            **_finding(found.mail_id, one),
            "digest": alias.digest if alias else None,
            "token": alias.token if alias else None,
        }


def _finding(mail_id: int, one: Finding) -> dict[str, object]:
    return {
        "mail_id": mail_id,
        "kind": one.kind.value,
        **_place(one.span),
        "severity": one.severity,
        "confidence": one.confidence,
        "why": one.why,
    }


def _identifier(mail_id: int, one: Span) -> dict[str, object]:
    return {
        "mail_id": mail_id,
        "kind": one.kind,
        "value": one.text,
        **_place(one),
    }


def _shortcoming(mail_id: int, one: Check) -> dict[str, object]:
    return {"mail_id": mail_id, "code": one.code.value, "detail": one.detail}
