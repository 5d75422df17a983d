"""A problem is reported with no example, place or expected result (`no_concrete_example`)."""

from __future__ import annotations

from collections.abc import Iterator

from config.codes import CheckCode, Sender, Type
from triage.cues import cue
from triage.decision import Check
from triage.evidence import Evidence


def find(evidence: Evidence) -> Iterator[Check]:
    if evidence.type != Type.BUG or evidence.sender == Sender.PARENT:
        return
    if evidence.weighs("no_concrete_example", _chance(evidence)):
        yield Check(CheckCode.NO_CONCRETE_EXAMPLE)


def _chance(evidence: Evidence) -> float:
    """Short, in general terms, and with nothing that one could look up."""
    own = evidence.own
    words = len(own.split())
    if evidence.spans.identifiers or words > 55:
        return 0.0
    score = 0.8 if words <= 15 else 0.65 if words <= 30 else 0.45
    score -= 0.17 * len({found[0] for found in cue("concrete").finditer(own)})
    score -= 0.2 if any(map(str.isdigit, own)) else 0.0
    score -= 0.3 if any(mark in own for mark in "\"“«„'‘") else 0.0
    score += 0.15 if cue("vague_complaint").search(f"{evidence.message.subject} {own}") else 0.0
    score -= 0.15 if evidence.spans.findings else 0.0
    return max(0.0, min(1.0, score))
