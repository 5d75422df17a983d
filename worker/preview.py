"""A real ticket for `meldpost preview`: its facts, and its triage as far as it is kept."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping

from config import preset as presets
from config.codes import CheckCode, DataKind, FactCode
from config.settings import Settings
from ingest.message import Address
from models import db, finding, mail, share, ticket
from notify.samples import Scene
from notify.voice import Voice
from triage.decision import Check, Examined, Fact, Finding, Label, Redacted, Span, Triage
from worker import handle
from worker.about import about_of


def scene_of(settings: Settings, number: str, language: str | None) -> Scene:
    """The ticket of this number as a scene; PermanentError if there is none.

    No value of personal data is in it: the database keeps none.
    """
    with db.ready(settings.database_url) as database, database.reading() as connection:
        row = handle.find(connection, number)
        preset = presets.load(row["preset"], settings.preset_dirs)
        last = mail.last_of_person(connection, row["id"])
        about = about_of(row, last)
        spoken = Voice.of(preset, language or about.language).language
        return Scene(
            preset=preset,
            language=spoken,
            ticket=about_of(row, last, language=spoken),
            triage=_triage(connection, row),
            to=Address(about.name, row["requester"]),
        )


def _triage(connection: Connection, row: RowMapping) -> Triage:
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
