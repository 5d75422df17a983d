"""The whole decision about a mail, read from top to bottom. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from config.codes import Priority, Sender, Type
from config.preset import Preset
from ingest.contents.content import Content, Reason, not_examined
from ingest.message import Message
from triage import sla
from triage.checks import check
from triage.classify import Heads, classify
from triage.decision import Check, Examined, Terms, Triage
from triage.evidence import Evidence
from triage.facts import facts
from triage.hints import RoleWeights
from triage.names.model import NameModel
from triage.recognizers import Spans, recognize
from triage.redact import Masks, hidden, redact
from triage.title import title
from triage.weights import Weights

_UNREAD = not_examined(Reason.SWITCHED_OFF)


def triage(
    messages: Sequence[Message],
    preset: Preset,
    weights: Weights,
    arrivals: Sequence[datetime],
    *,
    name_model: NameModel | None = None,
    roles: RoleWeights | None = None,
    contents: Sequence[Sequence[Content]] | None = None,
) -> list[Triage]:
    """One Triage for each message, in order; `arrivals` are the moments they reached the mailbox.

    `name_model` is a further source of names of persons beside our own lists, `roles` tell who
    they are in place of the weights that ship. `contents` are those of the attachments of each
    message (ingest/contents), in order; without them no attachment is examined, and the Triage
    says so.

    The messages of a chunk go through the classifiers together, which is four times as fast as
    one by one. Only mail of people (`kind` human) makes sense here.
    """
    heads = classify(messages, preset, weights, arrivals)
    find = partial(recognize, name_model=name_model, roles=roles)
    read = contents or [[_UNREAD] * len(message.attachments) for message in messages]
    return [
        _decide(message, held, decided, preset, arrived, find)
        for message, held, decided, arrived in zip(messages, read, heads, arrivals, strict=True)
    ]


def _decide(
    message: Message,
    contents: Sequence[Content],
    heads: Heads,
    preset: Preset,
    arrived: datetime,
    find: Callable[[Message, Preset, Sequence[Content]], Spans],
) -> Triage:
    spans = find(message, preset, contents)
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
    masks = Masks(hidden(spans.findings, preset))
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
        attachments=tuple(
            Examined(one.examined, one.reason, one.gps, one.inner) for one in contents
        ),
    )


def _terms(heads: Heads, checks: Sequence[Check], preset: Preset, arrived: datetime) -> Terms:
    """Running from arrival, or waiting where a customer left out what we cannot do without."""
    blocking = [one.code for one in checks if one.code in preset.sla.blocking]
    if blocking and heads.sender.value != Sender.PARENT:
        return sla.waiting(f"waits for the customer: {', '.join(blocking)}")
    return sla.terms(Type(heads.type.value), Priority(heads.priority.value), arrived, preset)
