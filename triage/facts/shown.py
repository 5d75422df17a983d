"""Kun je het probleem zichtbaar maken met een screenshot of video?"""

from __future__ import annotations

from triage.decision import Span
from triage.facts.account import Account


def find(account: Account) -> Span | None:
    """The sentence that points at it, else the picture or film itself (an empty stretch of it)."""
    told = account.best(lambda sentence: float(sentence.has("fact_shown")))
    if told is not None or not account.pictures:
        return told
    name = account.pictures[0].filename
    return Span("fact", f"attachment:{name}", 0, 0, name)
