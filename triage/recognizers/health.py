"""Medical facts about somebody who can be identified (labels.md, `health`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from triage.cues import alternatives, cue, cues_of
from triage.hints import Candidate, Hints
from triage.recognizers.people import people
from triage.recognizers.roles import Role

_GENERAL = re.compile(
    r"\b(?:een|elk|ieder|alle|sommige|veel|geen|a|any|some|every|un|des|chaque|ein|kein|jedes|als|bij)\s"
    r"(?:kind(?:eren|je)?|children|child|enfants?|ouders?|deelnemers?|kinder)\s"
    r"(?:met|with|avec|mit|die|dat|qui|who)\s(?:een|an?|une?|eine?|bepaalde|certain)?\s?$"
    r"|\b(?:kinderen|jongeren|deelnemers|children|enfants|jeunes|kinder)\s"
    r"(?:met|with|avec|mit|hebben|have|ont|haben)\s$"
    r"|(?<!mag\s)(?<!eet\s)(?<!peut\s)\b(?:geen|no|pas\sd['’e]|kein\w*)\s$",
    re.IGNORECASE,
)
_NOT_ABOUT = (Role.STAFF, Role.SENDER, Role.NOBODY)
_BEFORE, _AFTER = 170, 100


@lru_cache
def _terms() -> re.Pattern[str]:
    """One expression for all terms of `medical.txt`; the first that fits wins."""
    return re.compile(rf"(?<![\w-])(?:{alternatives('medical')})(?!\w)", re.IGNORECASE)


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each medical term that is said of somebody whom the mail points at."""
    done = 0
    for token in hints.tokens:
        if token.start < done or not _is_hint(token.word.text):
            continue
        match = _terms().match(text, token.start + _elided(token.word.text))
        if match is None or hints.is_claimed(*match.span()):
            continue
        done = match.end()
        if not _is_general(text, hints, match) and _about_somebody(hints, match.start()):
            yield Candidate(match.start(), match.end(), 0.85, "medical term by a person")


@lru_cache(maxsize=50_000)
def _is_hint(word: str) -> bool:
    """Whether a term may begin with this word: the quick test before the long one."""
    word = word[_elided(word) :]
    parts = (word, *word.split("-")) if "-" in word else (word,)
    return any(cues_of(part, ("medical_hint",)) for part in parts)


def _elided(word: str) -> int:
    """How many characters French draws to a word: `souffre d'asthme`."""
    return 2 if word[1:2] in ("'", "’") and word[0] in "dlDL" else 0


def _is_general(text: str, hints: Hints, match: re.Match[str]) -> bool:
    """A field, a list or a rule of the product, or a child that could be any."""
    if _GENERAL.search(hints.left(match.start(), 50)):
        return True
    return cue("medical_field").match(text[match.end() : match.end() + 20].lstrip("- ")) is not None


def _about_somebody(hints: Hints, start: int) -> bool:
    """Whether somebody stands in the same or a neighbouring sentence, and can be told apart."""
    low, high = max(0, start - _BEFORE), start + _AFTER
    if any(low <= p.name.start < high and p.role not in _NOT_ABOUT for p in people(hints)):
        return True
    around = hints.text[low:high]
    if cue("medical_points").search(around):
        return True
    pointed = hints.sender_is_private or cue("medical_points").search(hints.text) is not None
    pointed = pointed or any(p.role not in _NOT_ABOUT for p in people(hints))
    return pointed and cue("medical_pronoun").search(around) is not None
