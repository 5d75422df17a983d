"""The whole decision about a mail, read from top to bottom. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from config.codes import Priority, Sender, Type
from config.preset import Preset
from ingest.message import Message
from triage import sla
from triage.checks import check
from triage.classify import Heads, classify
from triage.decision import Check, Terms, Triage
from triage.evidence import Evidence
from triage.facts import facts
from triage.names.model import NameModel
from triage.recognizers import recognize
from triage.redact import Masks, redact
from triage.title import title
from triage.weights import Weights


def triage(
    messages: Sequence[Message],
    preset: Preset,
    weights: Weights,
    arrivals: Sequence[datetime],
    *,
    name_model: NameModel | None = None,
) -> list[Triage]:
    """One Triage for each message, in order; `arrivals` are the moments they reached the mailbox.

    `name_model` is a further source of names of persons beside our own lists.

    The messages of a chunk go through the classifiers together, which is four times as fast as
    one by one. Only mail of people (`kind` human) makes sense here.
    """
    heads = classify(messages, preset, weights, arrivals)
    return [
        _decide(message, decided, preset, arrived, name_model)
        for message, decided, arrived in zip(messages, heads, arrivals, strict=True)
    ]


def _decide(
    message: Message,
    heads: Heads,
    preset: Preset,
    arrived: datetime,
    name_model: NameModel | None,
) -> Triage:
    spans = recognize(message, preset, name_model=name_model)
    evidence = Evidence(
        message,
        preset,
        spans,
        sender=heads.sender.value,
        module=heads.module.value,
        type=heads.type.value,
        priority=heads.priority.value,
        learned=heads.learned,
    )
    checks = check(evidence)
    masks = Masks(spans.findings)
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
    )


def _terms(heads: Heads, checks: Sequence[Check], preset: Preset, arrived: datetime) -> Terms:
    """Running from arrival, or waiting where a customer left out what we cannot do without."""
    blocking = [one.code for one in checks if one.code in preset.sla.blocking]
    if blocking and heads.sender.value != Sender.PARENT:
        return sla.waiting(f"waits for the customer: {', '.join(blocking)}")
    return sla.terms(Type(heads.type.value), Priority(heads.priority.value), arrived, preset)
