"""Is dit probleem verstorend voor meerdere collega's en/of ouders? How many they are."""

from __future__ import annotations

import re
from functools import lru_cache

from triage.cues import alternatives, cue
from triage.decision import Span
from triage.facts.account import Account, Sentence


def find(account: Account) -> Span | None:
    return account.best(_score)


def _score(sentence: Sentence) -> float:
    """How many stands before whom ("drie ouders"), or one of them speaks for itself ("niemand")."""
    if sentence.has("fact_courtesy"):
        return 0.0
    counted = len(_counted().findall(sentence.text))
    alone = len(cue("fact_everybody").findall(sentence.text))
    if not counted and not alone:
        return 0.0
    return 1.0 + 0.2 * min(counted + alone, 3) + 0.3 * sentence.has("fact_trouble")


@lru_cache
def _counted() -> re.Pattern[str]:
    many, others = alternatives("fact_many"), alternatives("fact_others")
    return re.compile(rf"\b(?:{many})\s(?:[\w'’-]+\s){{0,3}}?(?:{others})\b", re.IGNORECASE)
