"""Mails that ask several unrelated questions → the parts of each, every one with its triage. Pure.

Triage of a part is that of a mail, but for three things: what was found stands as it was found in
the whole mail, its texts have the tokens of the whole mail, and its subject is its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from config.codes import CheckCode
from config.preset import Preset
from ingest.contents.content import Content
from ingest.message import Message
from triage.classify import Heads, classify
from triage.conclude import conclude, evidence_of
from triage.decision import Check, Part, Redacted, Triage
from triage.evidence import Evidence
from triage.pieces import Opener, Piece, announced_in, pieces
from triage.recognizers import Spans
from triage.redact import Masks
from triage.several import Section, alone, answers, of_a_part, sections, spans_of
from triage.title import core
from triage.weights import Weights

_AT_ONCE = 200  # characters


@dataclass(frozen=True, slots=True)
class Whole:
    """A mail with all that was decided about it."""

    message: Message
    contents: Sequence[Content]
    heads: Heads
    spans: Spans
    masks: Masks
    arrived: datetime
    triage: Triage


@dataclass(frozen=True, slots=True)
class _Cut:
    """A mail in pieces, each alone in a message."""

    whole: Whole
    evidence: Evidence
    pieces: tuple[Piece, ...]
    messages: tuple[Message, ...]


def parts(wholes: Sequence[Whole], preset: Preset, weights: Weights) -> list[tuple[Part, ...]]:
    """The parts of each mail: two at least, or none. An answer that announces another question may
    have one, which is that question without the subject of the older mail.

    All mails go through the classifiers together, once for the pieces, and once more for those that
    were put together."""
    cuts = {n: cut for n, whole in enumerate(wholes) if (cut := _cut(whole, preset)) is not None}
    heard = iter(_heads(cuts.values(), preset, weights))
    kept: dict[int, tuple[Section, ...]] = {}
    for n, cut in cuts.items():
        each = list(islice(heard, len(cut.pieces)))
        checked = cut.whole.triage.has(CheckCode.MULTIPLE_QUESTIONS)
        found = sections(cut.evidence, cut.pieces, each, checked=checked)
        if len(found) > 1 or answers(cut.whole.message):
            kept[n] = found
    again = {n: _again(cuts[n], found) for n, found in kept.items()}
    heard = iter(_heads(again.values(), preset, weights))
    made = {
        n: tuple(
            _part(cuts[n], section, message, heads, preset)
            for section, message, heads in zip(kept[n], cut.messages, heard, strict=False)
        )
        for n, cut in again.items()
    }
    return [made.get(n, ()) for n in range(len(wholes))]


def in_parts(whole: Whole, cut: tuple[Part, ...]) -> Triage:
    """The triage of a mail with its parts: one that was cut does ask several questions."""
    triage = replace(whole.triage, parts=cut)
    if len(cut) < 2 or answers(whole.message) or triage.has(CheckCode.MULTIPLE_QUESTIONS):
        return triage
    checks = (*triage.checks, Check(CheckCode.MULTIPLE_QUESTIONS))
    order = list(CheckCode)
    return replace(triage, checks=tuple(sorted(checks, key=lambda one: order.index(one.code))))


def _cut(whole: Whole, preset: Preset) -> _Cut | None:
    checked = whole.triage.has(CheckCode.MULTIPLE_QUESTIONS)
    if not checked and not announced_in(whole.message.text):
        return None
    evidence = evidence_of(whole.message, whole.heads, whole.spans, preset)
    answer = answers(whole.message)
    found = pieces(evidence, answer=answer)
    announced = any(_announced(one, evidence, answer=answer) for one in found)
    if not announced and not checked:
        return None
    if len(found) < 2 and not (answer and announced):
        return None
    messages = tuple(alone(whole.message, [one], found) for one in found)
    return _Cut(whole, evidence, found, messages)


def _announced(one: Piece, evidence: Evidence, *, answer: bool) -> bool:
    """Whether the sender says that here is another question. In a mail that begins a ticket that
    is believed without the check only where it is asked at once."""
    if answer:
        return one.opener >= Opener.MORE
    said = evidence.message.text[one.start : one.end]
    return one.opener is Opener.NEW and "?" in said[:_AT_ONCE]


def _again(cut: _Cut, found: Sequence[Section]) -> _Cut:
    """The mail with a message for each section."""
    messages = tuple(alone(cut.whole.message, one.pieces, cut.pieces) for one in found)
    return replace(cut, messages=messages)


def _heads(cuts: Iterable[_Cut], preset: Preset, weights: Weights) -> list[Heads]:
    every = [(message, cut.whole.arrived) for cut in cuts for message in cut.messages]
    messages, arrivals = [one for one, _ in every], [at for _, at in every]
    return classify(messages, preset, weights, arrivals) if messages else []


def _part(cut: _Cut, section: Section, message: Message, heads: Heads, preset: Preset) -> Part:
    whole = cut.whole
    spans = spans_of(whole.spans, section.pieces, cut.pieces)
    heads = replace(heads, sender=whole.heads.sender)
    triage = conclude(message, whole.contents, heads, spans, whole.masks, preset, whole.arrived)
    if not message.subject:
        evidence = evidence_of(message, heads, spans, preset)
        subject = core(evidence, triage.facts, whole.masks) or triage.title
        triage = replace(triage, redacted=Redacted(subject, triage.redacted.text))
    said = (
        whole.masks.apply(whole.message.text[start:end], "body", offset=start)
        for start, end in section.stretches
    )
    return Part(
        stretches=section.stretches,
        text="\n\n".join(one.strip() for one in said),
        triage=of_a_part(triage),
        confidence=section.confidence,
        why=section.why,
        announced=section.announced,
    )
