"""Where private persons live (labels.md, `address`): street, number, postcode, place; the longest run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.message import Part
from triage.cues import cue
from triage.hints import Candidate, Hints
from triage.letters import Hand

_STREET_END = (
    r"(?:straat|straatje|str|laan|weg|plein|kade|singel|dijk|pad|hof|dreef|park|gracht|steeg|plantsoen|baan|lei|markt|"
    r"wal|haven|kamp|veld|akker|erf|rade|ring|poort|brink|burg|berg|donk|heide|meent|wijk|boulevard|es|gaard|gaarde|hoek|horst|"
    r"lane|allee|allée|bos|beemd|kouter|steenweg|stwg|vest|vaart|oever|terras|waard|land|stede|zoom|hoeve|weide|wei|werf|eind|einde|"
    r"strasse|straße|gasse|platz|weg|damm|ufer|singel|drift|tuin|tuinen|bocht|meer|mate|maat|stee|slag|kant|rode|molen|put|sluis|rak)"
)
_CAP = r"[A-ZÀ-ÖØ-Þ][\w'’.-]{0,40}"
_NUMBER = (
    r"(?:nr\.?[ ]|nummer[ ]|n°[ ]?)?\d{1,4}(?:[ ]?-[ ]?\d{1,4}(?![\d-]))?(?:(?:[ ]?[-/]?[ ]?(?:[a-zA-Z]|I{1,3}|IV|hs|bis|ter|hoog|[1-4]hoog))(?![\w']))?"
    r"(?:,?[ ](?:bus|b|bte|boîte|box|app|apt)\.?[ ]?\w{1,4})?"
)
_STREET = (
    rf"(?:(?:(?:de|het|den|'t|oude|nieuwe|grote|kleine|lange|korte|van|van[ ]der|van[ ]den|van[ ]de|sint|st\.?|dr\.?|prof\.?|burg\.?|burgemeester|"
    rf"pastoor|koningin|prins|prinses|generaal|president|jan|laan|op|achter|in)[ ])|{_CAP}[ ]){{0,4}}"
    rf"(?:[\w'’.-]{{2,40}}{_STREET_END}|(?:Straat|Laan|Weg|Plein|Dijk|Kade|Singel|Markt|Hof|Pad|Dreef|Park|Baan|Lei|Dorp|Brink|Steeg))"
)
_FRENCH = (
    r"(?:rue|avenue|av\.?|place|chaussée|chaussee|boulevard|bd\.?|quai|allée|chemin|impasse|route|square|drève|clos|sentier|"
    r"cours|faubourg|résidence|venelle|esplanade|laan|plein)[ ](?:(?:de|du|des|la|le|les|d['’]|l['’]|à|aux?|en|sur|van|der|het|den)[ ]?){0,4}"
    r"[\w'’-]{2,30}(?:[ ](?:de|du|des|la|le|les|et|sur)?[ ]?[\w'’-]{2,30}){0,3}?"
)
_ENGLISH = r"\d{1,4}[ ](?:[A-Z][\w'-]+[ ]){1,3}(?:Street|Road|Lane|Avenue|Drive|Close|Court|Way|Gardens|Terrace)"
_POSTCODE = r"(?:(?:B|BE|NL|D|L|F)-)?(?:[1-9]\d{3}[ ]?[A-Z]{2}(?![A-Za-z])|[1-9]\d{3,4}(?!\d))"
_PLACE = (
    r"(?:(?:den|de|het|'s-|'t|sint|saint|st|la|le|les|bad|den)[ -]?)?[A-ZÀ-ÖØ-Þ][\w'’-]{1,30}"
    r"(?:[ ](?:aan[ ](?:den?|het)|aan|op|bij|en|in|sur|sous|upon)[ ][A-Z]?[\w'’-]{2,20}(?:[ ][A-Z][\w-]+)?|[ ][A-Z][a-zà-ÿ'’-]{2,20}(?![\w']))?(?:[ ]?\((?:[A-Z]{1,3}|Bel\w*)\))?"
)
_ADDRESS = re.compile(
    rf"(?<![\w@/])(?:(?:{_STREET}[ ]{_NUMBER})|(?i:{_FRENCH}),?[ ]{_NUMBER}|{_ENGLISH})(?![\w%€]|[.,]\d)"
    rf"(?:(?:,?[ \t]*\n?[ \t>|]*|[ ]?[-–|][ ]?)(?:{_POSTCODE})(?:[ ]{{1,2}}{_PLACE})?|(?:,[ ]?|[ ]in[ ]|[ ]te[ ]|[ ]à[ ]|[ ])(?!(?:En|Ook|Dit|De|Het|Hij|Zij|Ze|Maar|Dus|En|We|Ik|Kan|Graag|Is|Als|Op|Tel)\b){_PLACE})?"
)
_BARE_POSTCODE = re.compile(
    rf"(?<![\w-])[1-9]\d{{3}}[ ]?[A-Z]{{2}}(?:,?[ ]{{1,2}}(?:huisn(?:umme)?r\.?[ ]?|nr\.?[ ]?|nummer[ ]|-[ ]?)?{_NUMBER})(?![\w])"
)
_HINT = re.compile(r"\d")


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each address of somebody private; those of organisations are claimed as well."""
    if _HINT.search(text) is None:
        return
    for pattern in (_ADDRESS, _BARE_POSTCODE):
        for match in pattern.finditer(text):
            start, end = match.start(), match.start() + len(match[0].rstrip(" .,\n\t>|"))
            if hints.is_claimed(start, end):
                continue
            hints.claimed.append((start, end))
            if _is_private(hints, start, end):
                yield Candidate(start, end, 0.9, "street and number")


def _is_private(hints: Hints, start: int, end: int) -> bool:
    """Whether a person lives there, and no organisation has its house."""
    letter = hints.letter_at(start)
    signature = hints.part_at(start) is Part.SIGNATURE
    if letter.hand is Hand.SENDER and signature:
        return hints.sender_is_private
    if letter.hand in (Hand.EXCHANGE, Hand.COLLEAGUE) and not hints.left(start).strip(" >|*"):
        return False
    before = hints.left(start, 80)
    house, home = _last(cue("address_house"), before), _last(cue("address_home"), before)
    if house is None and home is None:
        return True
    return house is None or (home is not None and home > house)


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    last = None
    for match in pattern.finditer(text):
        last = match.start()
    return last
