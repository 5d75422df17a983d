"""A mail, what was found in it and what the classifiers say → its Triage. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from config.codes import Priority, Sender, Type
from config.preset import Preset
from ingest.contents.content import Content
from ingest.message import Message
from triage import sla
from triage.checks import check
from triage.classify import Heads
from triage.decision import Check, Claimed, Examined, Terms, Triage
from triage.evidence import Evidence
from triage.facts import facts
from triage.recognizers import Spans
from triage.redact import Masks, redact
from triage.title import title

_CLAIMED_NOTHING = Claimed()


def conclude(
    message: Message,
    contents: Sequence[Content],
    heads: Heads,
    spans: Spans,
    masks: Masks,
    preset: Preset,
    arrived: datetime,
    claimed: Claimed = _CLAIMED_NOTHING,
) -> Triage:
    """The decision; `masks` hide what people do not see of it."""
    evidence = evidence_of(message, heads, spans, preset)
    checks = check(evidence)
    redacted = redact(message, masks)
    told = facts(evidence, masks)
    return Triage(
        preset=preset.name,
        sender=heads.sender,
        module=heads.module,
        type=heads.type,
        priority=heads.priority,
        needs_review=heads.needs_review,
        identifiers=spans.identifiers,
        findings=spans.findings,
        checks=checks,
        facts=told,
        title=title(evidence, checks, told, redacted, masks),
        redacted=redacted,
        terms=_terms(heads, checks, preset, arrived),
        claimed=claimed,
        attachments=tuple(
            Examined(one.examined, one.reason, one.gps, one.inner) for one in contents
        ),
    )


def evidence_of(message: Message, heads: Heads, spans: Spans, preset: Preset) -> Evidence:
    """What checks, facts and title look at."""
    return Evidence(
        message,
        preset,
        spans,
        sender=heads.sender.value,
        module=heads.module.value,
        type=heads.type.value,
        priority=heads.priority.value,
        learned=heads.learned,
    )


def evidence_of_triage(message: Message, triage: Triage, preset: Preset) -> Evidence:
    """The same of a mail that was decided upon."""
    return Evidence(
        message,
        preset,
        Spans(triage.identifiers, triage.findings),
        sender=triage.sender.value,
        module=triage.module.value,
        type=triage.type.value,
        priority=triage.priority.value,
    )


def _terms(heads: Heads, checks: Sequence[Check], preset: Preset, arrived: datetime) -> Terms:
    """Running from arrival, or waiting where a customer left out what we cannot do without."""
    blocking = [one.code for one in checks if one.code in preset.sla.blocking]
    if blocking and heads.sender.value != Sender.PARENT:
        return sla.waiting(f"waits for the customer: {', '.join(blocking)}")
    return sla.terms(Type(heads.type.value), Priority(heads.priority.value), arrived, preset)
