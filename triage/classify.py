"""Text and weights → Labels: who writes, about what, wanting what, how bad, and how sure we are.

A batch is read once; one multiplication gives the scores of all heads. Only numpy is needed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from config.codes import Priority, Type
from config.preset import Preset
from ingest.message import Message
from triage import explain, rules
from triage.calibrate import softmax
from triage.decision import Label
from triage.features import Table, count, table
from triage.signals import read as read_signals
from triage.views import Views, view
from triage.weights import Head, Weights

Scores = NDArray[np.float32]
Shares = NDArray[np.float64]
BATCH = 50  # mails multiplied at once: about 30 MB of memory
UNSURE = 0.2  # confidence in a module that nothing was learned about


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
    """One mail as the heads see it. `shares` are each head's probabilities of its classes."""

    views: Views
    why: explain.Reasons
    shares: Mapping[str, Shares]
    likely: dict[Priority, float]


def classify(
    messages: Sequence[Message], preset: Preset, weights: Weights, arrivals: Sequence[datetime]
) -> list[Heads]:
    """One Heads for each message, in order."""
    found: list[Heads] = []
    for start in range(0, len(messages), BATCH):
        batch = _read(messages[start : start + BATCH], preset, weights)
        found.extend(_decide(one, preset, weights) for one in batch)
    return found


def probabilities(scores: Scores, head: Head) -> Shares:
    """The calibrated probabilities of a head's classes, from the scores of all heads."""
    return softmax(scores[..., head.columns].astype(np.float64) / head.temperature)


def multiply(features: Table, weights: Weights) -> Scores:
    """The scores of all heads for each text of a table."""
    scores = np.tile(weights.intercept, (features.texts, 1))
    if len(features.text):
        parts = weights.matrix[features.row] * features.value[:, None]
        starts = np.flatnonzero(np.diff(features.text, prepend=-1))
        scores[features.text[starts]] += np.add.reduceat(parts, starts, axis=0)
    return scores


def _read(messages: Sequence[Message], preset: Preset, weights: Weights) -> Iterator[_Read]:
    views = [view(message) for message in messages]
    signals = [read_signals(one, preset.name) for one in views]
    features = table(count(views), signals, weights.slots, weights.importance, weights.signal_rows)
    scores = multiply(features, weights)
    shares = {
        name: probabilities(scores, head) for name, head in weights.heads.items() if head.classes
    }
    likely = _priorities(shares, weights)
    for place, one in enumerate(views):
        own = {name: share[place] for name, share in shares.items()}
        chances = dict(zip(Priority, likely[place].tolist(), strict=True))
        yield _Read(one, explain.Reasons(signals[place], weights), own, chances)


def _priorities(shares: Mapping[str, Shares], weights: Weights) -> Shares:
    """Chances of the priorities (mails, priorities), summed over what the type may be."""
    types = weights.heads["type"].classes
    order = list(Priority)
    likely = np.zeros((len(shares["type"]), len(order)))
    for column, name in enumerate(types):
        head = weights.heads[f"priority:{name}"]
        places = [order.index(Priority(code)) for code in head.classes]
        likely[:, places] += shares["type"][:, [column]] * shares[head.name]
    return likely


def _decide(read: _Read, preset: Preset, weights: Weights) -> Heads:
    sender = _label(read, weights.heads["sender"])
    module = _module(read, preset, weights)
    type_ = _label(read, weights.heads["type"])
    wanted = Type(type_.value)
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
    return Label(head.classes[best], float(shares[best]), read.why.of(head, best))


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
