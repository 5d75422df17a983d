"""A small filled database: five organisations, three months, every kind of end that a mail has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from config.codes import DataKind, Priority, Type
from config.preset import load
from ingest.contents.content import Spot
from models import counter, finding, hold, ledger, mail, outbox, quarantine, raw, ticket
from models.db import Database
from models.finding import Found
from models.life import ActionBy
from models.mail import Identity, Mail
from models.ticket import Ticket
from triage import sla
from triage.decision import Finding, Label, Span

PRESET = load("kidskonnect")
NOW = datetime(2026, 11, 2, 7, 30, tzinfo=UTC)
SEVERE = PRESET.privacy.severity
PDF, PNG = "application/pdf", "image/png"
Attachment = tuple[str, int, str, bool | None, str | None]


def bsn(where: str = "body") -> Finding:
    return _finding(DataKind.BSN, where)


def _finding(
    kind: DataKind,
    where: str = "body",
    *,
    attachment: int | None = None,
    in_name: bool = False,
    spot: Spot | None = None,
) -> Finding:
    span = Span(kind, where, 3, 12, "123456782", attachment, in_name, (spot,) if spot else ())
    return Finding(kind, span, SEVERE[kind])


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that came in at `at` from `domain`; `None` is a private address."""

    at: datetime
    domain: str | None
    found: Sequence[Finding] = ()
    kind: str = "human"
    seconds: float = 4
    told: timedelta | None = timedelta(minutes=2)
    closed: datetime | None = None
    erased: datetime | None = None
    emptied: datetime | None = None
    held: bool = False
    attachments: Sequence[Attachment] = field(default=())


def at(month: int, day: int, hour: int = 9, minute: int = 15) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


SENT = (
    Sent(at(8, 3), "kdv-zon.example", [bsn()], emptied=at(10, 15)),
    Sent(at(9, 8), "kdv-zon.example", [bsn(), bsn()], erased=at(10, 8), closed=at(9, 10)),
    Sent(at(9, 9), "bso-maan.example", [_finding(DataKind.PHONE)], erased=at(10, 9)),
    Sent(at(9, 22), "kdv-zon.example"),
    Sent(
        # 00:30 on October 1st in Amsterdam: of October there, of September in UTC
        at(9, 30, 22, 30),
        "kdv-zon.example",
        [
            bsn("subject"),
            bsn(),
            bsn(),
            _finding(
                DataKind.BSN, "attachment:lijst.xlsx", attachment=1, spot=Spot(page=2, cell="B7")
            ),
            _finding(DataKind.PERSON_NAME, "attachment:x.pdf", attachment=0, in_name=True),
        ],
        closed=at(10, 20),
        attachments=[(PDF, 20_000, "a" * 64, True, None), (PDF, 9_000, "b" * 64, True, None)],
    ),
    Sent(at(10, 5), "bso-maan.example", [_finding(DataKind.HEALTH)], seconds=130, told=None),
    Sent(at(10, 6), "kdv-zon.example", [_finding(DataKind.ADDRESS)], held=True),
    Sent(at(10, 6, 14), None, [_finding(DataKind.IBAN)], seconds=3_725),
    Sent(
        at(10, 12),
        "gastouders-éénhoorn.example",
        [_finding(DataKind.PHOTO, "attachment:f.png", attachment=0)],
        attachments=[
            (PNG, 400_000, "c" * 64, True, None),
            ("application/zip", 12_345, "d" * 64, False, "encrypted"),
        ],
    ),
    Sent(at(10, 13), "=cmd-uitvoeren.example", [_finding(DataKind.EMAIL)]),
    Sent(at(10, 14), "kdv-zon.example", attachments=[(PNG, 70_000, "e" * 64, False, "no_ocr")]),
    *(Sent(at(10, 15 + day), "kdv-berg.example") for day in range(5)),
    Sent(at(10, 21), "kdv-zon.example", kind="auto_reply"),
    # 23:30 on October 31st in Amsterdam, and half past midnight on November 1st
    Sent(at(10, 31, 22, 30), "kdv-zon.example", [_finding(DataKind.BIRTH_DATE)]),
    Sent(at(10, 31, 23, 30), "kdv-zon.example", [bsn()]),
)


def fill(database: Database) -> None:
    """Write all that, and two mails in quarantine, of this desk and of another one."""
    with database.transaction() as connection:
        for name in ("raw", "outbox"):  # what is written later gets numbers of its own
            counter.reserve(connection, name, 10_000)
        for number, one in enumerate(SENT, 1):
            _write(connection, number, one)
        hold.place(connection, 1, "ticket", who="person:fem", reason="zaak", now=NOW)
        held = [number for number, one in enumerate(SENT, 1) if one.held]
        hold.cover(connection, 1, [("ticket", number) for number in held])
        for number, box in enumerate(("support", "kampen"), 1):
            _set_aside(connection, number, box)


def _write(connection: Connection, number: int, one: Sent) -> None:
    in_ticket = one.kind == "human" and one.emptied is None
    if in_ticket:
        ticket.write(connection, [_ticket(number, one)])
        connection.execute(
            ticket.ticket.update()
            .where(ticket.ticket.c.id == number)
            .values(closed_at=one.closed, status="closed" if one.closed else "open")
        )
    if one.emptied is None:
        _body(connection, number, one.erased)
    mail.write(connection, [_mail(number, one, in_ticket=in_ticket)])
    if one.emptied:
        connection.execute(
            mail.mail.update().where(mail.mail.c.id == number).values(emptied_at=one.emptied)
        )
    finding.write(connection, [Found(number, one.found, (), ())])
    if in_ticket and one.told is not None:
        _answer(connection, number, one.at + one.told)


def _body(connection: Connection, raw_id: int, erased: datetime | None = None) -> None:
    codec = raw.ERASED if erased else raw.SEALED
    values = {"id": raw_id, "codec": codec, "size": 900, "body": b"", "erased_at": erased}
    connection.execute(raw.raw.insert().values(values))


def _mail(number: int, one: Sent, *, in_ticket: bool) -> Mail:
    domain = one.domain or "post-voor-iedereen.example"
    return Mail(
        id=number,
        preset=PRESET.name,
        mailbox="support",
        identity=Identity(f"<{number}@{domain}>", f"{number:064x}"),
        raw_id=None if one.emptied else number,
        ticket_id=number if in_ticket else None,
        kind=one.kind,
        kind_reason="",
        language="nl",
        sender=f"@{domain}" if one.emptied else f"sanne@{domain}",
        sender_name="" if one.emptied else "Sanne de Boer",
        in_reply_to=None,
        thread=(),
        dated=one.at,
        arrived_at=one.at,
        recorded_at=one.at + timedelta(seconds=one.seconds),
        size=900,
        subject="",
        text="",
        attachments=tuple(one.attachments),
        defects=(),
    )


def _ticket(number: int, one: Sent) -> Ticket:
    return Ticket(
        id=number,
        number=f"KK-{1000 + number}",
        preset=PRESET.name,
        title="",
        subject="",
        facts={},
        language="nl",
        requester=f"sanne@{one.domain}",
        organisation=one.domain,
        sender=Label("customer", 1.0),
        module=Label("facturatie", 1.0),
        type=Label("bug", 1.0),
        priority=Label("medium", 1.0),
        needs_review=False,
        action_required_by=ActionBy.DESK,
        terms=sla.terms(Type.BUG, Priority.MEDIUM, one.at, PRESET),
        suspected_id=None,
        created_at=one.at,
    )


def _answer(connection: Connection, number: int, sent_at: datetime) -> None:
    _body(connection, 1000 + number)
    row = outbox.Outgoing(
        id=number,
        preset=PRESET.name,
        mailbox="support",
        ticket_id=number,
        mail_id=number,
        message_id=f"<antwoord.{number}@desk.example>",
        template="acknowledgement",
        language="nl",
        sender="support@desk.example",
        recipient="sanne@kdv-zon.example",
        subject_key="",
        raw_id=1000 + number,
        created_at=sent_at,
    )
    outbox.write(connection, [row])
    values = {"state": "sent", "sent_at": sent_at, "filing": "none"}
    table = outbox.outbox
    connection.execute(table.update().where(table.c.id == number).values(values))


def _set_aside(connection: Connection, number: int, box: str) -> None:
    values = {
        "id": number,
        "mailbox": box,
        "folder": "INBOX",
        "uidvalidity": 1,
        "uid": number,
        "outcome": "quarantined",
        "reason": "broken",
        "size": 700,
        "arrived_at": at(10, 7),
        "recorded_at": at(10, 7),
        "action": "none",
        "action_state": "none",
        "action_attempts": 0,
    }
    connection.execute(ledger.ledger.insert().values(values))
    _body(connection, 5000 + number)
    quarantine.put(connection, number, 5000 + number, "ValueError in triage", at(10, 7))
