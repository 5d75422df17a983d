"""What was decided about a ticket, as far as it is kept: its triage, read from the database."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping

from config.codes import CheckCode, DataKind, FactCode
from models import finding, mail, share, ticket
from triage.decision import Check, Examined, Fact, Finding, Label, Redacted, Span, Triage


def triage_of(connection: Connection, row: RowMapping) -> Triage:
    """What was decided about the first mail of a ticket."""
    first = mail.first_of_person(connection, row["id"])
    mail_id = first["id"] if first is not None else 0
    return Triage(
        preset=row["preset"],
        sender=Label(row["sender_kind"], row["sender_confidence"]),
        module=Label(row["module"], row["module_confidence"]),
        type=Label(row["type"], row["type_confidence"]),
        priority=Label(row["priority"], row["priority_confidence"]),
        needs_review=row["needs_review"],
        identifiers=tuple(
            Span(one["kind"], one["place"], one["start_at"], one["end_at"], one["value"])
            for one in share.of_mail(connection, finding.identifier, row["id"], mail_id)
        ),
        findings=tuple(
            Finding(DataKind(one["kind"]), Span(one["kind"], one["place"], 0, 0, ""), "medium")
            for one in share.of_mail(connection, finding.finding, row["id"], mail_id)
        ),
        checks=tuple(
            Check(CheckCode(code), detail)
            for code, detail in share.checks(connection, row["id"], mail_id)
        ),
        facts=tuple(Fact(FactCode(code), None, said) for code, said in row["facts"].items()),
        title=row["title"],
        redacted=Redacted(row["subject"], first["text"] if first is not None else ""),
        terms=ticket.state_of(row).terms,
        attachments=tuple(Examined(examined=True) for _ in (first["attachments"] if first else ())),
    )
