"""Medical facts about somebody who can be identified (labels.md, `health`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from triage.hints import Candidate, Hints
from triage.recognizers.people import Role, people

_GENERAL = re.compile(
    r"\b(?:een|elk|ieder|geen|sommige|alle|veel|kinderen|kind|a|any|some|every|un|des|chaque|ein|kein)\s(?:kind\w*|child\w*|enfants?|ouders?|deelnem\w+|"
    r"kinder)?\s?(?:met|with|avec|mit|die)?\s?(?:een|an?|une?|eine?)?\s*$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:lijst(?:en|je)?|formulier\w*|veld(?:en)?|fiche\w*|informatie|info|gegevens|registratie|kolom|tab(?:blad)?|scherm|icoon\w*|"
    r"melding(?:en)?|vakje|overzicht|sectie|protocol|beleid|kaart|driehoek|symbool|waarschuwing\w*|signaal|label|vlag\w*|en\b|"
    r"list|field|form|icon|tab|section)\w*",
    re.IGNORECASE,
)


@lru_cache
def _terms() -> re.Pattern[str]:
    """One expression for all terms of `medical.txt`; a line is an expression of its own."""
    path = Path(__file__).parent / "medical.txt"
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    kept = sorted(
        (line for line in lines if line and not line.startswith("#")), key=len, reverse=True
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(kept)})(?![\w])", re.IGNORECASE)


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each medical term that is said of somebody whom the mail points at."""
    matches = [m for m in _terms().finditer(text) if not hints.is_claimed(*m.span())]
    if not matches or not _somebody(text, hints):
        return
    for match in matches:
        before, after = hints.left(match.start(), 50), text[match.end() : match.end() + 20]
        if _GENERAL.search(before) or _FIELD.match(after.lstrip("- ")):
            continue
        if _about(hints, match.start()):
            yield Candidate(match.start(), match.end(), 0.85, "medical term by a person")


_POINTS = re.compile(
    r"kindn(?:umme)?r|child[- ]?id|kind[- ]?id|mentorkind|onze\s(?:zoon|dochter)|mijn\s(?:zoon\w*|dochter\w*|kind\w*)|haar\szoon|zijn\sdochter|"
    r"my\s(?:son|daughter|child)|(?:mon|ma)\s(?:fils|fille)|mein\w*\s(?:sohn|tochter|kind)",
    re.IGNORECASE,
)


def _somebody(text: str, hints: Hints) -> bool:
    """Whether the mail points at one child or person at all."""
    if (
        any(p.role not in (Role.STAFF, Role.SENDER) for p in people(hints))
        or hints.sender_is_private
    ):
        return True
    return _POINTS.search(text) is not None or _POINTS.search(hints.message.subject) is not None


_PRONOUN = re.compile(
    r"\b(?:hij|zij|ze|hem|haar|zijn|he|she|his|her|him|il|elle|lui|son|sa|ses|er|sie|ihr|sein\w*|ik|mijn|zoon\w*|dochter\w*|jongen|meisje|"
    r"kind(?:je)?|kindn\w+|fils|fille|sohn|tochter|son|daughter|collega|oma|opa|mama|papa|moeder|vader)\b",
    re.IGNORECASE,
)


def _about(hints: Hints, start: int) -> bool:
    """Whether somebody stands in the same or the neighbouring sentence."""
    low, high = max(0, start - 160), start + 90
    if any(
        low <= p.name.start < high and p.role not in (Role.STAFF, Role.SENDER)
        for p in people(hints)
    ):
        return True
    around = hints.text[low:high]
    return _PRONOUN.search(around) is not None
