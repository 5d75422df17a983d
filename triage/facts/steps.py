"""Welke stappen zijn al ondernomen om zelf een oorzaak of oplossing te vinden?"""

from __future__ import annotations

from triage.decision import Span
from triage.facts.account import Account, Sentence


def find(account: Account) -> Span | None:
    return account.best(_score)


def _score(sentence: Sentence) -> float:
    """What was tried; what is asked of us to try does not count."""
    tried = sentence.count("fact_steps")
    return 1.0 + 0.2 * min(tried, 3) if tried and not sentence.asks else 0.0
