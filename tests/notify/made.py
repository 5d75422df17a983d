"""A message and its triage, as an answer needs them; a test names what matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from config import preset as presets
from config.codes import CheckCode, DataKind, FactCode, MessageKind, Priority, Type
from config.preset import Preset
from ingest.message import Address, Message, Part, Region
from notify.compose import compose
from notify.reply import Reply, TicketFacts
from triage import sla
from triage.decision import Check, Fact, Finding, Label, Redacted, Span, Terms, Triage

AT = datetime(2026, 11, 20, 18, 40, tzinfo=UTC)
KIDSKONNECT = presets.load("kidskonnect")
KAMPADMIN = presets.load("kampadmin")


def a_message(**changes: object) -> Message:
    text = "Factuur 2026-0142 klopt niet, BSN 123456782."
    message = Message(
        message_id="<een@kdv-zon.example>",
        in_reply_to=None,
        references=(),
        subject="Factuur klopt niet",
        date=AT,
        from_=Address("Sanne de Boer", "sanne@kdv-zon.example"),
        reply_to=(),
        to=(Address("", "support@desk.example"),),
        cc=(),
        kind=MessageKind.HUMAN,
        language="nl",
        text=text,
        regions=(Region(Part.REPLY, 0, len(text)),),
    )
    return replace(message, **changes)  # type: ignore[arg-type]


def a_finding(kind: DataKind, text: str, where: str = "body") -> Finding:
    return Finding(kind, Span(kind, where, 0, len(text), text), "high")


def a_triage(
    preset: Preset = KIDSKONNECT,
    *,
    sender: str = "customer",
    sure: float = 0.95,
    type_: str = "bug",
    priority: str = "medium",
    checks: tuple[Check, ...] = (),
    findings: tuple[Finding, ...] = (),
    identifiers: tuple[Span, ...] = (),
    subject: str = "Factuur klopt niet",
    terms: Terms | None = None,
    untold: tuple[str, ...] = (),
) -> Triage:
    return Triage(
        preset=preset.name,
        sender=Label(sender, sure),
        module=Label("facturatie", 0.9),
        type=Label(type_, 0.9),
        priority=Label(priority, 0.9),
        needs_review=False,
        identifiers=identifiers,
        findings=findings,
        checks=checks,
        facts=tuple(
            Fact(code, None) if code in untold else Fact(code, Span("fact", "body", 0, 1, "x"), "x")
            for code in FactCode
        ),
        title=subject,
        redacted=Redacted(subject, "…"),
        terms=terms or sla.terms(Type(type_), Priority(priority), AT, preset),
    )


def a_check(code: str, detail: str | None = None) -> Check:
    return Check(CheckCode(code), detail)


def a_reply(**changes: object) -> Reply:
    reply = compose(a_message(**changes), a_triage(), KIDSKONNECT, TicketFacts("KK-1042"))
    assert isinstance(reply, Reply)
    return reply


def subject_of(header: str) -> str:
    """The subject that a mail program writes."""
    return parse_qs(urlsplit(header.strip("<>")).query)["subject"][0]
