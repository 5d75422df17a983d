"""Wat is je concrete vraag nu voor ons?"""

from __future__ import annotations

import re

from triage.cues import cue
from triage.decision import Span
from triage.facts.account import Account, Sentence

_QUOTED = re.compile(r"\?[\"”»’']\W*$")  # somebody else asks
_SHORT = 4  # words; "Kan dat?" asks less than what stands before it


def find(account: Account) -> Span | None:
    return account.best(score)


def score(sentence: Sentence) -> float:
    """How much a sentence asks something of the desk."""
    wants = sentence.has("fact_request")
    if sentence.has("fact_courtesy") and not (sentence.asks and wants):
        return 0.0
    begins = cue("fact_interrogative").match(sentence.text.lstrip("-*• ")) is not None
    value = 1.0 * wants + 1.0 * sentence.asks + max(1.0 * begins, 0.3 * sentence.asks)
    return value - 0.7 * (sentence.words < _SHORT) - 0.9 * bool(_QUOTED.search(sentence.text))
