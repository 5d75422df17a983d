"""The whole decision about a mail, read from top to bottom. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime

from config.preset import Preset
from ingest.contents.content import Content, Reason, not_examined
from ingest.message import Message
from triage.claimed import unlabelled
from triage.classify import classify
from triage.conclude import conclude
from triage.decision import Triage
from triage.hints import RoleWeights
from triage.names.model import NameModel
from triage.parts import Whole, in_parts, parts
from triage.recognizers import recognize
from triage.redact import Masks, hidden
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
    contacts: Container[str] = frozenset(),
) -> list[Triage]:
    """One Triage for each message, in order; `arrivals` are the moments they reached the mailbox.

    `name_model` is a further source of names of persons beside our own lists, `roles` tell who
    they are in place of the weights that ship. `contents` are those of the attachments of each
    message (ingest/contents), in order; without them no attachment is examined, and the Triage
    says so. `contacts` are addresses of people who are known to be customers, in lower case.

    The messages of a chunk go through the classifiers together, which is four times as fast as
    one by one. Only mail of people (`kind` human) makes sense here.
    """
    bare = [unlabelled(message) for message in messages]
    described = [one.message for one in bare]
    heads = classify(described, preset, weights, arrivals, contacts=contacts)
    read = contents or [[_UNREAD] * len(message.attachments) for message in messages]
    found = []
    for message, held, decided, arrived, one in zip(
        messages, read, heads, arrivals, bare, strict=True
    ):
        spans = recognize(message, preset, held, name_model=name_model, roles=roles)
        masks = Masks(hidden(spans.findings, preset))
        triage = conclude(message, held, decided, spans, masks, preset, arrived, one.claimed)
        found.append(Whole(message, held, decided, spans, masks, arrived, triage))
    return [
        in_parts(whole, cut)
        for whole, cut in zip(found, parts(found, preset, weights), strict=True)
    ]
