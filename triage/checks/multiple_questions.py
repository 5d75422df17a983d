"""Several unrelated questions that each deserve a ticket (labels.md, `multiple_questions`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.codes import CheckCode
from triage.cues import cue
from triage.decision import Check
from triage.evidence import Evidence

NUMBERED = re.compile(
    r"(?:^[ \t]*(?:[-*•]\s?)?(?:\(?\d[.):]|[a-e][.)]|\d[ ](?=[a-zA-Z])|(?:ten\s)?(?:eerste|"
    r"tweede|derde)[ ,:]|"
    r"premièrement|deuxièmement)|(?<=[.?!]\s)\d\))[ \t,]*(?P<item>[^\n]{12,})",
    re.MULTILINE | re.IGNORECASE,
)
ASKS = re.compile(
    r"\?|\b(?:graag|kan|kunnen|kun|willen|wil|gelieve|hoe|waar|waarom|wanneer|mag|zou|please|could|"
    r"can|how|where|pouvez|comment|merci\sde|peut-on|bitte|wie|wo|können)\b",
    re.IGNORECASE,
)


def find(evidence: Evidence) -> Iterator[Check]:
    if evidence.weighs("multiple_questions", _chance(evidence)):
        yield Check(CheckCode.MULTIPLE_QUESTIONS)


def _chance(evidence: Evidence) -> float:
    text = f"{evidence.message.subject}\n{evidence.own}"
    items = [match["item"] for match in NUMBERED.finditer(evidence.own)]
    asking = sum(1 for item in items if ASKS.search(item))
    turns = sum(1 for s in evidence.sentences if cue("turn").match(s) and "?" in s)
    score = 0.45 if cue("several_questions").search(text) else 0.0
    score += 0.45 if asking >= 2 else 0.2 if len(items) >= 2 else 0.0
    score += 0.25 if turns else 0.0
    score += 0.15 if evidence.own.count("?") >= 2 else 0.0
    return min(1.0, score)
