"""Where private persons live (labels.md, `address`): the longest run of street to place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.message import Part
from triage.cues import cue
from triage.hints import Candidate, Hints
from triage.letters import Hand
from triage.names import listed
from triage.recognizers.letterhead import in_form, is_home, under_name

_STRONG = r"(?:straat|straatje|laan|weg|plein|steenweg|dreef|singel|kade|gracht|dijk)"
_SUFFIX = (
    r"(?:straat|straatje|str\.?|laan|laantje|weg|plein|kade|singel|dijk|pad|hof|dreef|park|gracht|steeg|"
    r"plantsoen|baan|lei|markt|wal|haven|veld|akker|erf|rade|(?<!e)ring|poort|brink|burg|berg|donk|heide|meent|"
    r"wijk|boulevard|gaard|gaarde|hoek|horst|lane|allee|allée|bos|beemd|kouter|steenweg|stwg|vest|vaart|"
    r"oever|terras|waard|stede|zoom|hoeve|weide|wei|werf|eind|einde|strasse|straße|str|gasse|platz|damm|"
    r"ufer|drift|tuin|tuinen|bocht|meer|mate|maat|kant|molen|sluis|rak|dyk|wei|strjitte|buurt|dorp)"
)
_CAP = r"[A-ZÀ-ÖØ-Þ][\w'’.-]{0,40}"
_SMALL = (
    r"(?:de|het|den|der|van|van[ ]der|van[ ]den|van[ ]de|van[ ]het|'t|op|achter|"
    r"la|le|les|des|du|ter|ten)"
)
_NUMBER = (
    r"(?:nr\.?[ ]|nummer[ ]|n°[ ]?)?\d{1,4}(?:/\d{1,3}(?![\d/]))?(?:[ ]?-[ ]?\d{1,3}(?![\d-]))?"
    r"(?:[ ]?[-/]?[ ]?(?:[a-zA-Z]|I{1,3}|IV|hs|bis|ter|rood|hoog|[1-4]hoog)(?![\w']))?"
    r"(?:,?[ ](?:bus|bte|boîte|box|app|apt|unit|b)\.?[ ]?\w{1,4})?"
)
_FIRM = re.compile(
    r"\b(?-i:BV|NV|BVBA|SRL|SA|SPRL|VOF|GmbH|AG|VoG|VZW|ASBL|CV)\b|\b(?:BE|BTW|TVA|KvK|ON|KBO|BCE|ond\w*)[\s.:]{0,3}"
    r"(?:BE|NL)?[\s0]?[\d.]{8,}",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÀ-Þ\"“])|;\s")
_SELVES = frozenset({"ons", "onze", "our", "notre", "nos"})
_CALLED = (
    rf"(?:(?<=adres )|(?<=adres: )|(?<=adresse ))(?:{_CAP}[ ]){{1,3}}{_NUMBER}"
    r"(?=[ ](?:in|te)[ ][A-Z]|,)"
)
_POSTCODE = r"(?:(?:B|BE|NL|D|L|F)-)?(?:[1-9]\d{3}[ ]?[A-Z]{2}(?![A-Za-z])|\d{4,5}(?!\d))"
_PLACE = (
    r"(?:(?:[Dd]en|[Dd]e|[Hh]et|'s|'t|[Ss]int|Sankt|Sainte?|Ste|[Ss]t\.?|La|Le|Les|"
    r"Bad|Op|Ter|Ten)[ -])?"
    r"[A-ZÀ-ÖØ-Þ][\w'’-]{1,30}"
    r"(?:[ ](?:aan[ ](?:den?|het)|aan|op|bij|sur|sous|am)[ ][A-Z][\w'’-]{1,20}|"
    r"[ ][A-Z][a-zà-ÿ'’-]{2,20}(?![\w'.]))?"
    r"(?:[ ]?\((?:[A-Z]{1,3}|Bel\w*)\))?"
)
_TOWNS = "|".join(sorted(town.capitalize() for town in listed("places.txt")))
_NO_PLACE = (
    r"(?!(?:En|Ook|Dit|Dat|De|Het|Hij|Zij|Ze|Maar|Dus|We|Wij|Ik|Kan|Graag|Is|Als|Op|Tel|Mijn|Onze|Er|Nu|"
    r"Die|Deze|Met|Groet|Mvg|Bij|Wat|Hoe|Kunnen|Kunt|Wil|Dank)\b)"
)
_STREET = (
    r"(?:Plein|Laan|Weg|Park|Plantsoen)[ ](?:'4\d|19\d\d)(?=[ ]\d)|"
    rf"(?:(?:{_CAP}|{_SMALL})[ ]){{0,4}}(?:{_CAP[:-6]}\w{{0,40}}{_SUFFIX}|"
    r"(?:Straat|Laan|Weg|Plein|Dijk|Kade|Singel|Markt|Hof|Pad|Dreef|Park|Baan|Lei|Brink|Steeg|"
    r"Straße|Strasse|Allee))"
    r"(?:[ ](?:Oost|West|Noord|Zuid|Midden|O\.?Z\.?|[NWZ]\.?Z\.?))?"
    r"|(?:Laan|Weg|Plein|Kade|Dijk|Hof|Park|Pad|Oude|Nieuwe|Steenweg|Baan)[ ]"
    rf"(?:{_SMALL}[ ]){{1,2}}"
    rf"{_CAP}(?:[ ]{_CAP}){{0,2}}"
    r"|(?!(?:op|over|in|aan|ver|neer|af|om)slaan|onderweg|terugweg|heenweg|uitweg)"
    rf"[a-zà-ÿ]{{3,30}}{_STRONG}"
)
_FRENCH = (
    r"(?:rue|avenue|av\.?|place|chaussée|chaussee|boulevard|bd\.?|quai|allée|chemin|impasse|route|square|drève|clos|sentier|"
    r"cours|faubourg|résidence|venelle|esplanade|laan|plein)[ ](?:(?:de|du|des|la|le|les|d['’]|"
    r"l['’]|à|aux?|en|sur|van|der|het|den)[ ]?){0,4}"
    r"[\w'’-]{2,30}(?:[ ](?:(?:de|du|des|la|le|les|et|sur)[ ])?[\w'’-]{2,30}){0,3}?"
)
_ENGLISH = (
    r"\d{1,4}[ ](?:[A-Z][\w'-]+[ ]){1,3}"
    r"(?:Street|Road|Lane|Avenue|Drive|Close|Court|Way|Gardens|Terrace)"
)
_ANY_STREET = (
    r"(?:Plein|Laan|Weg|Park|Plantsoen)[ ](?:'4\d|19\d\d)(?=[ ]\d)|"
    rf"(?:{_CAP}[ ]){{1,4}}{_NUMBER}"
    rf"(?=,?[ ](?:te[ ])?{_POSTCODE}[ ]?(?:{_PLACE}|[.,;)\n]|$)|[ ]te[ ][A-Z]"
    rf"|(?:,|[ ]in)[ ](?:{_TOWNS})(?!\w))"
)
_FRENCH_NUMBER = (
    r"[1-9]\d{0,2}(?:[ ]?(?:bis|ter|[a-d](?!\w)))?,?[ ]"
    r"(?=(?i:rue|avenue|chaussée|boulevard|chemin|impasse|allée|quai|route)[ ])"
    rf"(?i:{_FRENCH})(?![\w'’-])"
)
_LONE_LINE = rf"(?m:(?<=^)(?:{_CAP}[ ]){{1,3}}{_NUMBER}(?=,[ ]{_PLACE}[ ]*$))"
_BEHIND = (
    rf"(?:(?:,?[ \t]*\n?[ \t>|]*|[ ]te[ ]|[ ]?[-–|][ ]?){_POSTCODE}(?:[ ]{{1,2}}{_PLACE})?"
    rf"|(?:,[ ]?|[ ]in[ ]|[ ]te[ ]|[ ]à[ ]|[ ]){_NO_PLACE}{_PLACE})?"
)
_ADDRESS = re.compile(
    rf"(?<![\w@/.-])(?:(?:{_STREET})[ ]{_NUMBER}|(?i:{_FRENCH}),?[ ]{_NUMBER}|{_FRENCH_NUMBER}|"
    rf"{_ENGLISH}|{_CALLED}|{_ANY_STREET}|{_LONE_LINE})"
    rf"(?![\w%€+]|[.,]\d|[ ]?(?:uur|euro|kinderen|jaar)){_BEHIND}"
)
_BARE_POSTCODE = re.compile(
    rf"(?<![\w-])[1-9]\d{{3}}[ ]?[A-Z]{{2}}(?:,?[ ]{{1,2}}(?:huisn(?:umme)?r\.?[ ]?|nr\.?[ ]?|"
    rf"nummer[ ]|-[ ]?)?{_NUMBER})(?![\w])"
)
_LEAD = re.compile(
    r"(?:(?:[Oo]p|[Ii]n|van|[Vv]estiging|[Ll]ocatie|[Aa]an|[Tt]e|[Nn]aar|[Bb]ij|[Uu]it|[Aa]chter|[Nn]u|[Aa]dres|[Ww]onende)\s)*(?:(?:de|het|den|der)\s)?"
)
_MOVED = re.compile(
    r"(?:\s(?:is|zijn|was|gaat|gaan|sinds\s\w+|verhuisd|verhuist|verhuizen|naar|nu))+\s?$"
)
_YEAR = re.compile(r"\D(?:19|20)\d\d$")
_BOX = re.compile(r"(?:Postbus|Antwoordnummer|Postfach|P\.?O\.? ?Box|B\.?P\.?) ", re.IGNORECASE)


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each address of somebody private; those of organisations are claimed as well."""
    windows = hints.round_digits(120, 90)
    for pattern in (_ADDRESS, _BARE_POSTCODE):
        for match in (m for low, high in windows for m in pattern.finditer(text, low, high)):
            start, end = _trimmed(match)
            if hints.is_claimed(start, end) or not _is_house(text[start:end]):
                continue
            hints.claimed.add(start, end)
            if is_private_address(hints, start, end):
                yield Candidate(start, end, 0.9, "street and number")


def _is_house(written: str) -> bool:
    """A street and a number; not a year, nor a box at the post office."""
    return _YEAR.search(written) is None and _BOX.match(written) is None


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    lead = _LEAD.match(match[0])
    start = match.start() + (lead.end() if lead is not None else 0)
    return start, match.start() + len(match[0].rstrip(" .,\n\t>|-"))


def is_private_address(hints: Hints, start: int, end: int) -> bool:
    """Whether a person lives there, and no organisation has its house."""
    if in_form(hints, start):
        return True
    letter, part = hints.letter_at(start), hints.part_at(start)
    if letter.hand is Hand.SENDER and part is Part.SIGNATURE:
        return is_home(hints, start) and not _at_work(hints.signature)
    if not is_home(hints, start) and under_name(hints, start):
        return False
    if hints.text[start:end][:12] in hints.signature and not hints.sender_is_private:
        return False
    if letter.hand in (Hand.EXCHANGE, Hand.COLLEAGUE) and not hints.left(start).strip(" >|*"):
        return False
    private = letter.hand is Hand.OUTSIDE or hints.sender_is_private
    before = _MOVED.sub("", hints.left(start, 80))
    if _FIRM.search(before):
        return False
    if private:
        before = before[_last_end(_SENTENCE_END, before) :]
    house = _last("address_house", before, but=_SELVES if private else frozenset())
    home = max(_last("address_home", before), _family(hints, start - len(before), start))
    return house < 0 or home > house


def _family(hints: Hints, low: int, start: int) -> int:
    """Where the last name in full stands, counted from `low`; -1 where there is none."""
    return max(
        (name.start - low for name in hints.names if low <= name.start < start and name.full),
        default=-1,
    )


def _at_work(signature: str) -> bool:
    """Whether a signature names a function or a house, so that its address is no home."""
    return any(
        cue(name).search(signature) for name in ("address_house", "role_colleague", "function")
    )


def _last(name: str, text: str, *, but: frozenset[str] = frozenset()) -> int:
    """Where the last word of a cue begins, -1 if none does."""
    return max((m.start() for m in cue(name).finditer(text) if m[0] not in but), default=-1)


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=0)
