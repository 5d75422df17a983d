"""Every mail of a preset rendered once: a wrong template is found before a customer finds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

from config.codes import CheckCode, DataKind, FactCode, MessageKind, Priority, Sender, Type
from config.errors import ConfigError
from config.preset import Preset
from ingest.message import Address, Message
from notify.compose import LANGUAGES, compose
from notify.reply import TicketFacts
from triage.decision import Check, Fact, Finding, Label, Redacted, Span, Terms, Triage

_AT = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
_RUNNING = Terms(_AT, _AT + timedelta(days=1), _AT + timedelta(days=2), "running", "")
_SAID = Span("fact", "body", 0, 5, "Tekst")
_WAITING = Terms(None, None, None, "waiting", "")


def wrong_templates(preset: Preset) -> Iterator[ConfigError]:
    """Each mail, in each language, with everything in it and with nothing: what fails."""
    for language, triage, follow_up in product(LANGUAGES, _triages(preset), (False, True)):
        try:
            compose(_message(language), triage, preset, TicketFacts("KK-1", follow_up=follow_up))
        except ConfigError as error:
            yield error


def _triages(preset: Preset) -> Iterator[Triage]:
    module = next(iter(preset.modules))
    bare = Triage(
        preset=preset.name,
        sender=Label(Sender.CUSTOMER, 1.0),
        module=Label(module, 1.0),
        type=Label(Type.BUG, 1.0),
        priority=Label(Priority.HIGH, 1.0),
        needs_review=False,
        identifiers=(),
        findings=(),
        checks=(),
        facts=tuple(Fact(code, None) for code in FactCode),
        title="",
        redacted=Redacted("", ""),
        terms=_RUNNING,
    )
    yield bare
    full = replace(
        bare,
        identifiers=tuple(Span(kind, "body", 0, 1, "1") for kind in preset.identifiers),
        findings=tuple(
            Finding(kind, Span(kind, "body", 0, 1, "1"), "high") for kind in preset.privacy.severity
        ),
        checks=(
            *(Check(code) for code in CheckCode if code is not CheckCode.MISSING_IDENTIFIER),
            *(Check(CheckCode.MISSING_IDENTIFIER, kind) for kind in (*preset.identifiers, "child")),
        ),
        facts=tuple(Fact(code, _SAID, _SAID.text) for code in FactCode),
        title="Onderwerp",
        redacted=Redacted("Onderwerp", "Tekst"),
        terms=_WAITING,
    )
    yield full
    yield replace(full, sender=Label(Sender.PARENT, 1.0))
    found = Finding(DataKind.BSN, Span(DataKind.BSN, "attachment:a.pdf", 0, 1, "1"), "high")
    yield replace(bare, findings=(found,))


def _message(language: str) -> Message:
    nobody = Address("Sanne", "sanne@kdv.example")
    return Message(
        message_id="<a@b.example>", in_reply_to=None, references=(), subject="", date=None,
        from_=nobody, reply_to=(), to=(), cc=(), kind=MessageKind.HUMAN, language=language,
        text="", regions=(),
    )  # fmt: skip
