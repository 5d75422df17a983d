"""Text and weights → Labels: who writes, about what, wanting what, how bad, and how sure we are.

A batch is read once; one multiplication gives the scores of all heads. Only numpy is needed here.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from config.codes import Priority, Sender, Type
from config.preset import Preset
from ingest.message import Message
from triage import request, rules
from triage.calibrate import softmax
from triage.decision import Label
from triage.explain import Reasons
from triage.features import Table, count, table
from triage.signals import read as read_signals
from triage.views import Views, view
from triage.weights import Head, Weights

Scores = NDArray[np.float32]
Shares = NDArray[np.float64]
BATCH = 50  # mails multiplied at once: about 30 MB of memory
UNSURE = 0.2  # confidence in a module that nothing was learned about
A_CONTACT = Label(Sender.CUSTOMER.value, 1.0, ("known_contact",))


@dataclass(frozen=True, slots=True)
class Heads:
    """What the classifiers say of one mail. `learned` are probabilities for the fuzzy checks."""

    sender: Label
    module: Label
    type: Label
    priority: Label
    needs_review: bool
    learned: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Read:
    """One mail as the heads see it. `shares` are each head's probabilities of its classes, `types`
    and `likely` what the request says of type and priority."""

    views: Views
    why: Reasons
    shares: Mapping[str, Shares]
    types: Shares
    likely: dict[Priority, float]


def classify(
    messages: Sequence[Message],
    preset: Preset,
    weights: Weights,
    arrivals: Sequence[datetime],
    *,
    contacts: Container[str] = frozenset(),
) -> list[Heads]:
    """One Heads for each message, in order. `contacts` are addresses of customers, in lower case:
    whoever has one of them is a customer, whatever the mail reads like."""
    found: list[Heads] = []
    for start in range(0, len(messages), BATCH):
        batch = messages[start : start + BATCH]
        for message, one in zip(batch, _read(batch, preset, weights), strict=True):
            known = message.from_.address.lower() in contacts
            found.append(_decide(one, preset, weights, A_CONTACT if known else None))
    return found


def probabilities(scores: Scores, head: Head) -> Shares:
    """The chances of a head's classes, from the scores of all heads."""
    return softmax(scores[..., head.columns].astype(np.float64))


def multiply(features: Table, weights: Weights) -> Scores:
    """The scores of all heads for each text of a table."""
    scores = np.tile(weights.intercept, (features.texts, 1))
    edges = np.searchsorted(features.text, np.arange(features.texts + 1))
    for text, (start, end) in enumerate(pairwise(edges.tolist())):
        scores[text] += features.value[start:end] @ weights.matrix[features.row[start:end]]
    return scores


def _read(messages: Sequence[Message], preset: Preset, weights: Weights) -> Iterator[_Read]:
    views = [view(message) for message in messages]
    signals = [read_signals(one, preset.name) for one in views]
    counted = count(views, weights.slots)
    features = table(counted, signals, weights.slots, weights.importance, weights.signal_rows)
    scores = multiply(features, weights)
    asked = [head for head in weights.heads.values() if _is_asked(head, preset)]
    shares = {head.name: probabilities(scores, head) for head in asked}
    wishes = weights.heads["request"].classes
    types = request.of_types(wishes, shares["request"])
    likely = request.of_priorities(wishes, shares["request"]).tolist()
    for place, one in enumerate(views):
        own = {name: share[place] for name, share in shares.items()}
        chances = dict(zip(Priority, likely[place], strict=True))
        yield _Read(one, Reasons(signals[place], weights), own, types[place], chances)


def _is_asked(head: Head, preset: Preset) -> bool:
    """Whether a head has a say about the mail of a desk."""
    return bool(head.classes) and (
        not head.name.startswith("module:") or head.name == f"module:{preset.name}"
    )


def _decide(read: _Read, preset: Preset, weights: Weights, known: Label | None) -> Heads:
    sender = known or _label(read, weights.heads["sender"])
    module = _module(read, preset, weights)
    type_, wanted = _type(read, weights.heads["request"])
    why = read.why.of_priority(wanted, read.likely)
    priority = rules.at_intake(read.likely, wanted, why)
    doubtful = any(
        label.confidence < head.threshold
        for label, head in (
            (sender, weights.heads["sender"]),
            (module, weights.heads.get(f"module:{preset.name}", _NOTHING_LEARNED)),
            (type_, weights.heads["type"]),
            (priority, weights.heads["priority"]),
        )
    )
    return Heads(sender, module, type_, priority, doubtful, _learned(read, weights))


_NOTHING_LEARNED = Head("module", (), 0, threshold=1.0)


def _label(read: _Read, head: Head) -> Label:
    shares = read.shares[head.name]
    best = int(shares.argmax())
    return Label(
        head.classes[best], float(shares[best]), read.why.of(head.name, head.classes[best])
    )


def _type(read: _Read, head: Head) -> tuple[Label, Type]:
    best = int(read.types.argmax())
    wanted = request.types(head.classes)[best]
    return Label(str(wanted), float(read.types[best]), read.why.of("type", str(wanted))), wanted


def _module(read: _Read, preset: Preset, weights: Weights) -> Label:
    head = weights.heads.get(f"module:{preset.name}")
    if head is None or not set(head.classes) <= set(preset.modules):
        return _by_name(read.views, preset)
    return _label(read, head)


def _by_name(views: Views, preset: Preset) -> Label:
    """For a desk that nothing was learned about: the module whose name stands in the mail."""
    text = f"{views.subject}\n{views.reply}"
    for code, module in preset.modules.items():
        names = {code, *(display.lower() for display in module.display.values())}
        if named := next((name for name in sorted(names) if name in text), None):
            return Label(code, UNSURE, (named,))
    return Label(preset.fallback_module, UNSURE)


def _learned(read: _Read, weights: Weights) -> dict[str, float]:
    return {
        name.removeprefix("check:"): float(read.shares[name][head.classes.index("yes")])
        for name, head in weights.heads.items()
        if name.startswith("check:")
    }
