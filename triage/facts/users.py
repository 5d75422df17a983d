"""Bij welke gebruiker(s) doet het probleem zich voor?"""

from __future__ import annotations

from triage.decision import Span
from triage.facts.account import Account, Sentence


def find(account: Account) -> Span | None:
    return account.best(_score)


def _score(sentence: Sentence) -> float:
    """Somebody who meets the trouble; others than the writer weigh more than "I"."""
    if sentence.has("fact_courtesy"):
        return 0.0
    others, self = sentence.has("fact_others"), sentence.has("fact_self")
    if not others:
        return 1.0 if self and sentence.has("fact_trouble") else 0.0
    score = 0.7 + 0.4 * sentence.has("fact_trouble") + 0.3 * sentence.has("fact_many")
    return score + 0.3 * self - 0.3 * sentence.asks
