"""Birth dates (labels.md, `birth_date`): a date given as one, in words, by its place or its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from triage.hints import Candidate, Hints
from triage.recognizers.dates import Day, days
from triage.recognizers.people import Person, people
from triage.recognizers.roles import Role
from triage.recognizers.tables import columns

_BORN = (
    r"geboren|geboorte-?\s?dat\w*|geb\.?\s?dat\w*|gebdat\w*|geb|gbd|gd|g\.d|geboortedag|verjaart|"
    r"born|date\sof\sbirth|birth\s?date|birthdate|birthday|d\.?o\.?b|née?|nés|nées|naissance|"
    r"date\sde\snaissance|ddn|geburtsdat\w*|geburtstag|gebor(?:en|ne[nr]?)"
)
_BEFORE = re.compile(
    rf"(?:\b(?:{_BORN})\b|°|\*|†?\bjarig)\.?\)?[\s:=(,-]{{0,4}}(?:(?:is|was|op|le|am|on|the|de|is\sgeboren\sop|van|dd|:|staat\snu\sals|"
    rf"moet\szijn|moet|verkeerd|fout|staat|nu|als|met|ingevuld|=|in\s\w+\sop|à\s\w+,?\sle|zondag|maandag|dinsdag|woensdag|donderdag|"
    rf"vrijdag|zaterdag|hij|zij|haar|zijn|kind|het|juiste|correcte|echte|est|ist|den)\b[\s:=(\"'“,]{{0,3}}){{0,6}}[\"'“(]?$",
    re.IGNORECASE,
)
_NEAR = re.compile(rf"\b(?:{_BORN})\b", re.IGNORECASE)
_AFTER = re.compile(
    r"\s{0,2}(?:\(?(?:geb\b|geboren|geboortedatum|born|né|dob)|als\sgeboortedatum)", re.IGNORECASE
)
_HEADER = re.compile(rf"\W*(?:{_BORN})\W*", re.IGNORECASE)
_EVENT = re.compile(
    r"\b(?:per|vanaf|start\w*|begin\w*|ingang\w*|einde?\w*|t/m|tot|sinds|since|from|until|depuis|jusqu\w*|ab|seit|bis|incasso\w*|"
    r"factu\w+|invoice\w*|betaa\w+|ontvang\w+|verstu\w+|verzond\w+|geplaats\w*|geboekt|aangemaakt|gewijzigd|gemaakt|aangemeld|"
    r"ingeschreven|opgezegd|getekend|plaatsing\w*|contract\w*|dd|d\.d|datum|date|op|le|am|on|week|zat|vervalt|geldig|"
    r"kamp\w*|stage|vakantie|afwezig|ziek|verlof|registr\w*|inschrijv\w*|uitge\w*|toegevoegd|laatst\w*)\b[\s:.(]{0,3}(?:\w+\s){0,1}$",
    re.IGNORECASE,
)
_LINK = re.compile(r"[\s,;:|/(\[–—-]{1,5}(?:(?:geb|née?|born|\*|°)?[.:\s]{0,2})$")
_IN_LIST = re.compile(r"\s{0,2}(?:en|,|/|&|and|et|und|resp\.?|respectievelijk|i\.p\.v\.|ipv|in\splaats\svan|niet|maar|moet\s\w+|statt|instead\sof|"
                      r"au\slieu\sde|naar|->|→|of)\s{0,2}(?:(?:op|niet|is|moet\szijn|le|de|naar)\s)?[\"'“(]?$", re.IGNORECASE)  # fmt: skip


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each date that is called a birth date, stands right by a name, or in such a column."""
    found = [day for day in days(text) if not hints.is_claimed(day.start, day.end)]
    if not found:
        return
    in_column = _columns(text)
    last_birth = -1
    for day in found:
        why = _why(text, day, hints, in_column, last_birth)
        if why:
            last_birth = day.end
            yield Candidate(day.start, day.end, 0.95 if why != "beside a name" else 0.85, why)


def _why(text: str, day: Day, hints: Hints, in_column: set[int], last_birth: int) -> str:
    before = text[max(0, day.start - 70) : day.start]
    paragraph = before.rpartition("\n\n")[2]
    if _BEFORE.search(paragraph) or _AFTER.match(text, day.end):
        return "called a birth date"
    if day.start in in_column:
        return "in a column of birth dates"
    if (
        last_birth >= 0
        and day.start - last_birth < 40
        and _IN_LIST.fullmatch(text[last_birth : day.start])
    ):
        return "in a list of birth dates"
    if day.year >= _newest_birth(hints):
        return ""
    if _beside_name(text, day, hints):
        return "beside a name"
    if _NEAR.search(hints.left(day.start, 60)) and not _EVENT.search(hints.left(day.start, 25)):
        return "near the word"
    return ""


@lru_cache(maxsize=8)
def _newest_birth(hints: Hints) -> int:
    """Dates from this year on are not taken for birth dates without a word that says so."""
    if hints.message.date is not None:
        return hints.message.date.year
    return max([day.year for day in days(hints.text) if day.year < 2100], default=2026)


def _columns(text: str) -> set[int]:
    return {start for header, start, _ in columns(text) if _HEADER.fullmatch(header)}


def _beside_name(text: str, day: Day, hints: Hints) -> bool:
    for person in people(hints):
        gap = day.start - person.name.end
        if 0 < gap <= 6 and _counts(person) and _LINK.fullmatch(text[person.name.end : day.start]):
            return True
    return False


def _counts(person: Person) -> bool:
    return person.role is not Role.NOBODY
