"""Waar doet het probleem zich precies voor? The screen, the group, the button."""

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
    """A place named as such counts; where something goes wrong in it, the more."""
    places = _place().count(sentence.text)
    if not places or sentence.has("fact_courtesy"):
        return 0.0
    return 1.0 + 0.2 * min(places, 3) + 0.5 * sentence.has("fact_trouble") - 0.2 * sentence.asks


@lru_cache
def _place() -> Wording:
    """`in het tabblad Contracten`, `op de tablet`: with at most three words between."""
    at, screens = beginnings("fact_at"), beginnings("fact_screens")
    return Wording(re.compile(rf"\b(?:{at})\s(?:[\w'’-]+\s){{0,3}}?(?:{screens})\b"))
