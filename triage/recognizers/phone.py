"""Phone numbers of parents and children (labels.md, `phone`); the sender's own are no findings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.message import Part
from ingest.wording import Wording
from triage.cues import cue
from triage.hints import Candidate, Hints
from triage.letters import Hand
from triage.names import fold, is_first_name
from triage.recognizers.letterhead import in_form, under_name
from triage.recognizers.people import people
from triage.recognizers.roles import Role
from triage.recognizers.tables import cells

_SEP = r"[ .\-/–\u00a0]{0,3}"
_NUMBER = re.compile(
    rf"(?<![\w.,/@€=+-])(?<!€ )(?:(?:\+|00){_SEP}\d{{2,3}}{_SEP}(?:\(0\){_SEP})?\d|"
    rf"\(0\d{{1,4}}\)|0\d)"
    rf"(?:{_SEP}\d){{6,10}}(?![\w@/+]|[.,-]\d|€)"
)
_DATE = re.compile(r"\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d|\d{2}:\d{2}")
_OTHER_NAME = re.compile(
    r"(?:nummer|nr|n°|numéro|code|factuur|order|ticket|kenmerk|\b(?:no|lrk|kvk|btw|tva|ond?|kbo|bce|\bBE|rsz|id|ref|deb\w*|plaatsing|"
    r"polis|imei|serie\w*))\.?[\s:#=]{0,3}$",
    re.IGNORECASE,
)
_JUST_NUMBER = re.compile(
    r"(?<![\w.-])(?:nummer|nr|n°|numéro|number|numero)\.?(?:\s(?:is|was|est|ist))?[\s:]{0,3}$",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"(?:\+|00)\d|0[67][ .\-/–]?[1-9]|04\d\d[ .\-/]|01[567]\d[ .\-/]")
_KIN = (
    r"(?:vader|moeder|mama|papa|mams|paps|ouders?|opa|oma|oppas|echtgeno\w+|man|vrouw|partner|zus|broer|dochter|"
    r"zoon|kind|mère|père|maman|grand-mère|grand-père|mari|femme|mother|father|mum|dad|husband|wife|mutter|"
    r"vater|mann|frau|oudste|jongste)"
)
_OF_KIN = re.compile(
    rf"\W{{0,3}}(?:(?:is|was|est)\s)?(?:van|of|de|du|von|v\.)\s"
    rf"(?:(?:de|het|haar|zijn|mijn|onze|the|her|his|my|la|le|sa|son|mon|ma|der|dem)\s|l['’])?{_KIN}\b"
    rf"|\s?\((?:{_KIN})\)",
    re.IGNORECASE,
)
_CHAT = re.compile(
    r"[ \t>]*(?:(?:[a-z]{2}\.?\s)?\d{1,2}[-/ ][\w/-]{1,9}[, ]{1,2})?"
    r"(?:\[?\d{1,2}[:.]\d{2}(?::\d\d)?\]?[ ,-]{1,3})?"
    r"(?P<who>(?:(?:[Mm]oeder|[Vv]ader|[Mm]ama|[Pp]apa|[Oo]ma|[Oo]pa|[Mm]aman)\s)?"
    r"[A-ZÀ-Þ][\w'’-]{1,20}"
    r"(?:\s[\w'’-]{1,20}){0,3}):\s"
)
_PHONE_WORD = re.compile(
    r"(?:tel|telefoon|gsm|mobiel|mobile|phone|bel\w*|nood|06|whatsapp|app|handy|portable|tél\w*)"
    r"[\s-]*(?:nummer|nr|n°|no|numéro)?[\s.:(]*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÀ-Þ\"“])(?!(?:Tel|Tél|Gsm|GSM|Mob|Phone)\b)|\n")
_THEIR_HEADER = re.compile(
    r"\b(?:ouders?|kind\w*|moeder|vader|deelnemers?|leerling\w*|parents?|enfants?|child(?:ren)?|"
    r"eltern|kinder|mother|father)\b",
    re.IGNORECASE,
)
_NEAR_NAME = 60
_PARAGRAPH = 300


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each phone number of somebody else; all of them are claimed, so that none is a BSN."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if hints.is_claimed(start, end) or not _is_phone(text, start, match[0]):
            continue
        hints.claimed.add(start, end)
        if not _is_own(hints, start):
            yield Candidate(start, end, 0.9, "number of somebody else")


def _is_phone(text: str, start: int, number: str) -> bool:
    digits = re.sub(r"\D", "", number.replace("(0)", "")).removeprefix("00")
    international = number.startswith(("+", "00"))
    if not (10 <= len(digits) <= 14 if international else 9 <= len(digits) <= _longest(digits)):
        return False
    if _DATE.match(number):
        return False
    before = text[max(0, start - 30) : start]
    if _JUST_NUMBER.search(before) and _MOBILE.match(number):
        return True
    return not _OTHER_NAME.search(before) or _PHONE_WORD.search(before) is not None


def _longest(digits: str) -> int:
    """Digits of a number as it is dialled at home; German mobile phones have one more."""
    return 12 if digits.startswith(("015", "016", "017")) else 11


def _is_own(hints: Hints, start: int) -> bool:
    """The writer's own number where the writer is the sender or somebody of the house."""
    letter = hints.letter_at(start)
    if in_form(hints, start):
        return False
    if letter.hand is not Hand.SENDER and under_name(hints, start):
        return True
    if letter.hand is Hand.OUTSIDE and not hints.is_professional_at(start):
        return False
    if letter.hand is Hand.SENDER and hints.part_at(start) is Part.SIGNATURE:
        return True
    if hints.is_speech(start) or _in_their_column(hints, start) or _in_chat(hints, start):
        return False
    if _OF_KIN.match(hints.text, _end(hints.text, start)):
        return False
    before = hints.text[max(0, start - 110) : start]
    before = before[_last_end(_SENTENCE_END, before) :]
    own, theirs = _last_end(cue("phone_own"), before), _last_end(cue("phone_theirs"), before)
    named = _named_before(hints, start - len(before), start)
    if not own and not max(theirs, named):
        return not _of_the_case(hints, start)
    return max(theirs, named) <= own


def _end(text: str, start: int) -> int:
    match = _NUMBER.match(text, start)
    return match.end() if match is not None else start


def _in_chat(hints: Hints, start: int) -> bool:
    """Whether somebody else says it in a line of a chat: `Moeder Kaja: bel 06…`."""
    line = hints.left(start, 400)
    said = _CHAT.match(line)
    if said is None or not any(map(is_first_name, said["who"].split())):
        return False
    return hints.sender_words.isdisjoint(fold(said["who"]).split())


def _in_their_column(hints: Hints, start: int) -> bool:
    """Whether the number stands in a table that is about parents or children."""
    table = cells(hints)
    if not any(at <= start < end for _, at, end in table):
        return False
    return any(_THEIR_HEADER.search(header) for header, _, _ in table)


def _of_the_case(hints: Hints, start: int) -> bool:
    """No word tells whose it is: a parent's or child's where the paragraph names one in full."""
    if hints.sender_is_private or hints.where != "body":
        return False
    low = hints.text.rfind("\n\n", max(0, start - _PARAGRAPH), start) + 1 or max(
        0, start - _PARAGRAPH
    )
    return any(
        low <= person.name.start < start
        and person.name.full
        and person.chance(Role.CHILD, Role.PARENT) >= 0.5
        for person in people(hints)
    )


def _named_before(hints: Hints, low: int, start: int) -> int:
    """Where the last parent or child that was named in the sentence ends, counted from `low`."""
    last = 0
    for person in people(hints):
        near = max(low, start - _NEAR_NAME) <= person.name.start and person.name.end <= start
        if near and person.chance(Role.CHILD, Role.PARENT) >= 0.35:
            last = person.name.end - low
    return last


def _last_end(pattern: Wording | re.Pattern[str], text: str) -> int:
    last = 0
    for match in pattern.finditer(text):
        last = match.end()
    return last
