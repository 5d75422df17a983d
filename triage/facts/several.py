"""Is dit probleem verstorend voor meerdere collega's en/of ouders? How many they are."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.wording import Wording
from triage.cues import beginnings
from triage.decision import Span
from triage.facts.account import Account, Sentence


def find(account: Account) -> Span | None:
    return account.best(_score)


def _score(sentence: Sentence) -> float:
    """How many stands before whom ("drie ouders"), or one of them speaks for itself ("niemand")."""
    if sentence.has("fact_courtesy"):
        return 0.0
    counted = _counted().count(sentence.text)
    alone = sentence.count("fact_everybody")
    if not counted and not alone:
        return 0.0
    return 1.0 + 0.2 * min(counted + alone, 3) + 0.3 * sentence.has("fact_trouble")


@lru_cache
def _counted() -> Wording:
    many, others = beginnings("fact_many"), beginnings("fact_others")
    return Wording(re.compile(rf"\b(?:{many})\s(?:[\w'’-]+\s){{0,3}}?(?:{others})\b"))
