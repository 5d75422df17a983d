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
from triage.recognizers.tables import cells

_BORN = alternatives("born")
_BEFORE = re.compile(
    rf"(?:(?<![^\W_])(?:{_BORN})(?![^\W_])|°|\*)\.?\)?[\s:=(|,\"'-]{{0,4}}"
    rf"(?:(?:{alternatives('born_filler')})(?![^\W_])[\s:=(\"'“,|]{{0,3}}){{0,6}}[\"'“(]?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"[\s,]{{0,2}}\(?(?:(?:is|=|als|is\shis|is\sher|is\szijn|is\shaar|was|the|de)\s){{0,2}}(?:{_BORN})(?![^\W_])",
    re.IGNORECASE,
)
_FIELD = re.compile(
    rf"(?<![^\W_])(?:{_BORN}|datum\svan\sgeboorte)(?![^\W_])(?P<between>[^\d\n.;]{{0,55}})"
    r"(?:[:(=]\s?|\smit\s|(?:bij|erbij|toe|wrong|fout|verkeerd|faux|falsch)[,:]\s)"
    r"(?:nu\s(?:staat\s(?:er\s)?)?|(?:it|dat|dit|het)\s(?:should\sbe|moet\szijn|is)\s)?[\"'“]?$",
    re.IGNORECASE,
)
_SHOWS = re.compile(
    rf"(?<![^\W_])(?:{_BORN})(?![^\W_])[^\d\n.;:]{{0,40}}"
    r"\s(?:staat|klopt|toont|shows?|says|reads|affiche|indique|zeigt|lautet|op|as|als|en|le)\s[\"'“«]?\s?$",
    re.IGNORECASE,
)
_HEADER = re.compile(rf"\W*(?:{_BORN})\W*", re.IGNORECASE)
_WRAPPED = re.compile(r"\s*\n[> |]*")  # a line of quoted mail goes on in the next
_LINK = re.compile(
    r"\sis\s(?:er\seen\s)?van\s$|"
    r"(?:\s\([^()\n]{1,30}\))?(?:\s\((?:[\w-]{2,14}[.:]?\s){1,2}[\d.-]{3,15}(?=,\s))?"
    r"(?:[ \t]{2,20}|[\s,;:|/(\[–—-]{1,5})"
    r"(?:van\s|d\.d\.\s)?(?:(?:geb|née?|born|\*|°)?[.:\s]{0,2})$"
)
_AGE = re.compile(
    r"\b(?:hij|zij|ze|he|she|il|elle|er|sie)\s(?:is|wordt|a|ist|turns)\s(?:nu\s)?\d{1,2}(?:\s(?:jaar|ans|jahre))?\s\($|"
    r"\b(?:hij|zij|ze|ik|kind|meisje|jongetje|jongen|baby)\s(?:is|ben)\s"
    r"(?:van|er\seen\svan)\s$|\b(?:jongetje|meisje|jongen|kindje|baby|peuter|kleuter)\svan\s$|"
    r"\b(?:mijn|onze?|haar|zijn|my|our|ma|mon|notre)\s(?:klein)?(?:dochter|zoon|zus|broer|kind|daughter|son|fille|fils)(?:tje|je)?"
    r"\s(?:is|est)\s(?:van|from|du|de)\s$|"
    r"\b(?:heet|hieten|genaamd)\s[^.\n]{2,40}\sis\svan\s$",
    re.IGNORECASE,
)
_IN_LIST = re.compile(
    r"\s{0,2}(?:\([^()\n]{1,40}\),?\s)?"
    r"(?:\s?(?:[,|/&]|->|→|>|(?:en|and|et|und|resp\.?|respectievelijk|i\.p\.v\.|ipv|in\splaats\svan|"
    r"niet|maar|pas|moet|statt|instead\sof|au\slieu\sde|naar|of|zijn\s(?:zus|broer)\w*)(?!\w)|"
    r"[ \t]{2,20})){1,2}\s{0,2}"
    r"(?:(?:op|van|niet|is|zijn|le|de|het|naar|dat|andere|ander|the|other|on|l'autre|"
    r"juist|zij|hij|moet)\s){0,4}[\"'“(]?$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed|thur?s?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|ma|di|wo|do|vr|za|zo|"
    r"(?:maan|dins|woens|donder|vrij|zater|zon)dag|lun|mar|mer|jeu|ven|sam|dim|(?:lun|mar|mercre|jeu|vendre|same)di|"
    r"dimanche|mo|mi|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\.?,?\s$",
    re.IGNORECASE,
)
_ONE_OF_TWO = re.compile(
    r"\b(?:de|het|l['’])\s?(?:een|één|ene|eerste|oudste|jongste|andere?|tweede|aînée?|autre)\s(?:is\s|est\s)?"
    r"(?:er\seen\s)?(?:van|op|du|le)\s$|\b(?:one|the\sother|the\selder|the\syounger)(?:\sis)?\s(?:of|from)\s$",
    re.IGNORECASE,
)
_CHILDREN = re.compile(
    r"\b(?:kind(?:eren|jes)?|meisjes?|jongens?|jongetjes|twee?ling\w*|zus(?:jes|sen)?|broer(?:s|tjes)?|peuters?|baby['’]?s?|"
    r"enfants?|jumeaux|jumelles|children|twins|boys|girls|sisters|brothers|kinder|zwillinge)\b",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    r"\b(?:er\sstaat|staat\ser|staat\snu|nu\sstaat|staat\sals|toont|il\sy\sa|affiche|it\ssays|shows|es\ssteht|"
    r"steht|niet|not|nicht|pas\sle|fout:?|juist:?)\s[\"“'«]?$",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(?:fact(?:uur|uren|ures?)|invoices?|rechnung(?:en)?|aanvra\w+|contract\w*|plaatsing\w*|offerte\w*|"
    r"mails?|brief|brieven|startdatum|einddatum|incasso\w*|betaling\w*)\b",
    re.IGNORECASE,
)
_BORN_WORD = re.compile(rf"(?<![^\W_])(?:{_BORN})(?![^\W_])", re.IGNORECASE)
_DATED = re.compile(r"\b(?:\w*datum|date|start|einde?|begin|van|tot|per)\b", re.IGNORECASE)
_NEXT_CHILD = re.compile(
    r"(?:\s\([^()\n]{1,40}\))?(?:,\s|\s)(?:en\s|and\s|et\s|und\s)?(?:\w+\s){0,2}"
    r"(?-i:[A-Z][\w'’-]+|andere?|dochter|zoon|zus(?:je)?|broer(?:tje)?|fille|fils|l['’]autre|other|"
    r"daughter|son|sohn|tochter)\s(?:op|le|am|on|van)\s$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:sinds|vanaf|per|depuis|since|seit|dienst|start\w*|begin\w*|ingang|einde|gestart|opgericht|tot|"
    r"wet|verordening|statuten|kvk|besluit|contract\w*|invoice|factuur|periode|week)\b[^.\n]{0,25}$",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:na|voor|vanaf|vóór|tussen|after|before|since|après|avant|nach|vor)\s$", re.I
)
_BLANK_DAYS = frozenset({(1900, 1, 1), (1970, 1, 1), (9999, 12, 31)})  # what programs show for none
_OLDEST, _GROWN, _SANE = 1900, 16, 2035


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each date that is called a birth date, stands right by a name, or in such a column."""
    found = [day for day in days(text) if not hints.is_claimed(day.start, day.end)]
    if not found:
        return
    headed = cells(hints)
    in_column = {start for header, start, _ in headed if _HEADER.fullmatch(header)}
    other = {start for header, start, _ in headed if _DATED.search(header)} - in_column
    last_birth, columns = -1, set[tuple[int, int]]()
    for day in found:
        if (day.year, day.month, day.day) in _BLANK_DAYS:
            continue
        why = _why(text, day, hints, in_column, other, last_birth)
        line, column = _place(text, day.start)
        above = (text.rfind("\n", 0, max(0, line - 1)) + 1, column)
        if not why and column and above in columns and day.start not in other:
            why = "below a birth date"
        if why:
            last_birth = day.end
            columns.add((line, column))
            yield Candidate(day.start, day.end, 0.85 if why == "beside a name" else 0.95, why)


def _place(text: str, start: int) -> tuple[int, int]:
    """Where its line begins, and how many columns stand before it there; 0 in a sentence."""
    line = text.rfind("\n", 0, start) + 1
    return line, sum(text.count(mark, line, start) for mark in "\t;|")


def _why(
    text: str, day: Day, hints: Hints, in_column: set[int], other_column: set[int], last_birth: int
) -> str:
    before = text[max(0, day.start - 80) : day.start].rpartition("\n\n")[2]
    before = _WRAPPED.sub(" ", before)
    if _is_called(text, day, before):
        return "called a birth date"
    if day.start in in_column:
        return "in a column of birth dates"
    near = last_birth >= 0 and day.start - last_birth < 75
    if near and (
        _IN_LIST.fullmatch(text, last_birth, day.start)
        or _NEXT_CHILD.fullmatch(text, last_birth, day.start)
    ):
        return "in a list of birth dates"
    if day.loose or not _OLDEST < day.year <= _newest(hints):
        return ""
    if why := _is_meant(text, day, hints, before):
        return why
    if _is_long_ago(text, day, hints):
        return "" if _SINCE.search(before) else "long ago"
    if day.start in other_column:
        return ""
    return "beside a name" if _beside_name(text, day, hints) else ""


def _is_meant(text: str, day: Day, hints: Hints, before: str) -> str:
    """What makes a date a birth date without the word right by it."""
    if _AGE.search(before) or _is_one_of_two(text, day, before):
        return "behind an age"
    if _CORRECTED.search(before) and _BORN_WORD.search(_above(text, day, hints)):
        return "in place of a birth date"
    return ""


def _is_one_of_two(text: str, day: Day, before: str) -> bool:
    """`Twee meisjes die Noa heten: de een is van 4-4-2025`."""
    if not _ONE_OF_TWO.search(before):
        return False
    around = text[max(0, day.start - 160) : day.start]
    return _CHILDREN.search(around) is not None and _THINGS.search(around) is None


def _above(text: str, day: Day, hints: Hints) -> str:
    """What may have said before which date this is: the words before it and the subject."""
    said = text[max(0, day.start - 250) : day.start]
    return said if _THINGS.search(said) else f"{hints.message.subject}\n{said}"


def _is_long_ago(text: str, day: Day, hints: Hints) -> bool:
    """A date of a generation ago."""
    if " " in text[day.start : day.end][:4]:
        return False
    return _OLDEST + 20 < day.year <= min(_newest(hints), _SANE) - _GROWN


def _is_called(text: str, day: Day, before: str) -> bool:
    if _BEFORE.search(before):
        return True
    if _AFTER.match(text, day.end):
        return _LIMIT.search(before) is None
    field = _FIELD.search(before) or _SHOWS.search(before)
    return field is not None and _SINCE.search(field[0]) is None


@lru_cache(maxsize=8)
def _newest(hints: Hints) -> int:
    """The year of the mail; of an undated one the latest year that it speaks of."""
    if hints.message.date is not None:
        return hints.message.date.year
    return max([day.year for day in days(hints.text) if day.year < 2100], default=_OLDEST)


def _beside_name(text: str, day: Day, hints: Hints) -> bool:
    """A date right behind a name, unless something begins or ends on it."""
    if _WEEKDAY.search(text[max(0, day.start - 12) : day.start]):
        return False
    if cue("event_behind").match(text[day.end : day.end + 25].lstrip(" ),;")):
        return False
    for person in people(hints):
        gap = day.start - person.name.end
        if not 0 < gap <= 34 or person.chance(Role.NOBODY, Role.SENDER) >= 0.5:
            continue
        if _LINK.fullmatch(text[person.name.end : day.start]):
            return person.name.full or person.chance(Role.CHILD) >= 0.3
    return False
