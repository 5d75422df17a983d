"""Birth dates (labels.md, `birth_date`): given as one in words, by place or by column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from triage.cues import alternatives, cue
from triage.hints import Candidate, Hints
from triage.recognizers.dates import Day, days
from triage.recognizers.people import people
from triage.recognizers.roles import Role
from triage.recognizers.tables import columns

_BORN = alternatives("born")
_BEFORE = re.compile(
    rf"(?:(?<![^\W_])(?:{_BORN})(?![^\W_])|°|\*)\.?\)?[\s:=(|,-]{{0,4}}"
    rf"(?:(?:{alternatives('born_filler')})(?![^\W_])[\s:=(\"'“,|]{{0,3}}){{0,6}}[\"'“(]?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"[\s,]{{0,2}}\(?(?:(?:is|=|als|is\shis|is\sher|is\szijn|is\shaar|was|the|de)\s){{0,2}}(?:{_BORN})(?![^\W_])",
    re.IGNORECASE,
)
_HEADER = re.compile(rf"\W*(?:{_BORN})\W*", re.IGNORECASE)
_LINK = re.compile(
    r"(?:\s\([^()\n]{1,30}\))?[\s,;:|/(\[–—-]{1,5}(?:van\s|d\.d\.\s)?(?:(?:geb|née?|born|\*|°)?[.:\s]{0,2})$"
)
_AGE = re.compile(
    r"\b(?:hij|zij|ze|he|she|il|elle|er|sie)\s(?:is|wordt|a|ist|turns)\s(?:nu\s)?\d{1,2}(?:\s(?:jaar|ans|jahre))?\s\($|"
    r"\b(?:hij|zij|ze|kind|meisje|jongetje|jongen|baby)\sis\s(?:van|er\seen\svan)\s$",
    re.IGNORECASE,
)
_IN_LIST = re.compile(
    r"\s{0,2}(?:\([^()\n]{1,40}\),?\s)?(?:[,|/&]|->|→|>|en\b|and\b|et\b|und\b|resp\.?|respectievelijk|i\.p\.v\.|ipv|in\splaats\svan|"
    r"niet\b|maar\b|moet\b|statt|instead\sof|au\slieu\sde|naar\b|of\b|zijn\s(?:zus|broer)\w*){1,2}\s{0,2}"
    r"(?:(?:op|niet|is|zijn|le|de|naar|dat|andere|ander|op|the|other|on|l'autre|juist|zij|hij|moet)\s){0,4}[\"'“(]?$",
    re.IGNORECASE,
)
_OLDEST, _YEARS = 1900, 2


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each date that is called a birth date, stands right by a name, or in such a column."""
    found = [day for day in days(text) if not hints.is_claimed(day.start, day.end)]
    if not found:
        return
    in_column = {start for header, start, _ in columns(text) if _HEADER.fullmatch(header)}
    last_birth = -1
    for day in found:
        why = _why(text, day, hints, in_column, last_birth)
        if why:
            last_birth = day.end
            yield Candidate(day.start, day.end, 0.85 if why == "beside a name" else 0.95, why)


def _why(text: str, day: Day, hints: Hints, in_column: set[int], last_birth: int) -> str:
    before = text[max(0, day.start - 80) : day.start].rpartition("\n\n")[2]
    if _BEFORE.search(before) or _AFTER.match(text, day.end):
        return "called a birth date"
    if day.start in in_column:
        return "in a column of birth dates"
    near = last_birth >= 0 and day.start - last_birth < 75
    if near and _IN_LIST.fullmatch(text, last_birth, day.start):
        return "in a list of birth dates"
    if day.loose or not _OLDEST < day.year <= _newest(hints):
        return ""
    if _AGE.search(before):
        return "behind an age"
    return "beside a name" if _beside_name(text, day, hints) else ""


@lru_cache(maxsize=8)
def _newest(hints: Hints) -> int:
    """The year of the mail; of an undated one the latest year that it speaks of."""
    if hints.message.date is not None:
        return hints.message.date.year
    return max([day.year for day in days(hints.text) if day.year < 2100], default=_OLDEST)


def _beside_name(text: str, day: Day, hints: Hints) -> bool:
    """A date right behind a name, unless something begins or ends on it."""
    if cue("event_behind").match(text[day.end : day.end + 25].lstrip(" ),;")):
        return False
    for person in people(hints):
        gap = day.start - person.name.end
        if not 0 < gap <= 34 or person.chance(Role.NOBODY, Role.SENDER) >= 0.5:
            continue
        if _LINK.fullmatch(text[person.name.end : day.start]):
            return person.name.full or person.chance(Role.CHILD) >= 0.3
    return False
