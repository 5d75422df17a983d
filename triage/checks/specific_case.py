"""Is this about one specific case? Then the mail must say which one (labels.md, Checks)."""

from __future__ import annotations

import re
from functools import lru_cache

from config.codes import Type
from ingest.wording import Wording
from triage.cues import beginnings, cue
from triage.evidence import Evidence

_START = {Type.BUG: 0.45, Type.CONFIGURATION_CHANGE: 0.35, Type.USAGE_QUESTION: 0.05}
_POINTING = frozenset(("person_name", "child_first_name", "bsn", "birth_date"))


def chance(evidence: Evidence) -> float:
    """How likely the mail is about one case that can be pointed at; 0..1."""
    score = _START.get(Type(evidence.type), 0.0)
    if score == 0.0:
        return 0.0
    text = f"{evidence.message.subject}. {evidence.own}"
    score += min(0.3, 0.15 * _one().count(text))
    if evidence.kinds & _POINTING:
        score += 0.15
    score -= min(0.45, 0.15 * cue("all_cases").count(text))
    if evidence.priority in ("critical", "high"):
        score -= 0.25
    if cue("how_to").search(text) and evidence.type == Type.USAGE_QUESTION:
        score -= 0.1
    return max(0.0, min(1.0, score))


@lru_cache
def _one() -> Wording:
    """`een moeder`, `die ene factuur`, `this family`: one case, with a word or none between."""
    determiner, noun = beginnings("one_determiner"), beginnings("one_case")
    return Wording(
        re.compile(
            rf"\b(?:{determiner})\s(?:\w{{3,15}}\s)?(?:{noun})\b|\b(?:{noun})\s(?:van|de|of|[a-z])"
        )
    )
