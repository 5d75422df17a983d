"""Who the persons are that a mail names: only parents, children and relatives count.

`person_name` in labels.md leaves out the sender, colleagues, monitors, our staff, the addressee
and childminders. Nobody writes "this is my colleague" each time, so place and words weigh: who
wrote the letter, greeting or closing, what stands right before and behind the name, the nearest
word for a role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from ingest.message import Part
from triage.hints import Hints
from triage.letters import Hand, Letter
from triage.mailboxes import is_office, is_private
from triage.names import fold
from triage.recognizers.name_shapes import Name, names_in, words_of


class Role(StrEnum):
    """Who somebody is, as far as the desk cares."""

    SENDER = "sender"
    COLLEAGUE = "colleague"
    CHILD = "child"
    PARENT = "parent"
    CHILDMINDER = "childminder"
    STAFF = "staff"
    OTHER = "other"
    UNKNOWN = "unknown"


class NameModel(Protocol):
    """A further source of names, such as a trained pipeline: (start, end) for each text."""

    def names(self, texts: list[str]) -> list[list[tuple[int, int]]]: ...


@dataclass(frozen=True, slots=True)
class Person:
    """A name, who bears it, and the words that told."""

    name: Name
    role: Role
    why: str


_CHILDMINDER = re.compile(
    r"\b(?:gastouders?|gastmoeder|gastvader|childminders?|tagesmutter|tagesmütter|tagespflegeperson\w*|"
    r"onthaalouders?|onthaalmoeder|accueillantes?|gastouder\(s\)|GO(?:'s)?)\b",
    re.IGNORECASE,
)
_COLLEAGUE = re.compile(
    r"""\b(?:collega(?:['’]?s)?|coll[èe]gues?|colleagues?|koll(?:ege|egin|eginnen|egen)|mede[- ]?werk\w+|
    pm[- ]?['’]?ers?|pmer|pedagogisch\s\w+|leid(?:st)?ers?|leidinggevende|begeleid(?:st)?ers?|
    groepsleid\w+|(?:hoofd)?monitor(?:en|s)?|(?:hoofd)?monitrice|moniteurs?|monitrices?|(?:hoofd)?animator(?:en|s|ren)?|
    animatrices?|animateurs?|vrijwillig\w+|stagiai?r\w*|stagiaires?|invalkracht\w*|invaller|flexkracht\w*|oproepkracht\w*|
    uitzendkracht\w*|nieuwe\s(?:planner|mentor|locatie\w+|leid\w+|administrat\w+)|locatie(?:manager|leid\w+|hoofd)|
    manager|teamleid\w+|co[öo]rdinat\w+|kampverantwoordelijke\w*|verantwoordelijke|responsables?|
    mentor(?:en|s)?|juf|juffrouw|meester|directeur|directrice|directie|planner|administratie|boekhoud\w+|comptables?|secr[eé]tari\w+|
    beheerders?|admins?|superadmin\w*|key-?user|gebruikers?|users?|accounts?\s(?:van|voor|for)|login\s(?:van|voor)|
    inlog\s(?:van|voor)|toegang\svoor|acc[èe]s\spour|zugang\sf[üu]r|rechten\s(?:van|voor|aan)|rooster\svan|dienst(?:en)?\svan|contract\svan|
    verlof\svan|uren\svan|verlofsaldo|opvolg\w+|voorgang\w+|vervang\w+|baas|chef|erzieherin|gruppenleit\w+|betreuer\w*|kitaleit\w+|
    staff|team\s?leader|room\sleader|key\sperson|teacher|educat\w+|puéricultrice|volunteer|werknem\w+|ex-\w+|
    consultant|adviseur|jobstudent\w*|kok|kampleid\w+|hoofdleid\w+|redder|zorgco\w*|intern\sbegeleider|coach)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_STAFF = re.compile(
    r"\b(?:van\sjullie|bij\sjullie|jullie\s(?:collega|consultant|support|medewerk\w+|helpdesk)|uw\s(?:collega|medewerk\w+)|"
    r"your\scolleague|votre\scoll[èe]gue|chez\svous|from\ssupport|ihre?\skolleg\w+|ihr\skollege|van\s(?:de\s)?support|"
    r"van\s(?:de\s)?helpdesk|kampadmin|kidskonnect|konnect|flexkids)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:dokter|dr|huisarts|kinderarts|arts|tandarts|logoped\w+|fysio\w*|psycholo\w+|orthopedagoo\w+|"
    r"wijkverpleeg\w+|wethouder|burgemeester|schepen|advocaat|notaris|accountant|deurwaarder|leverancier|"
    r"inspect\w+|ggd|veilig\sthuis|school(?:directeur|hoofd)?|leerkracht|bank|docteur|médecin|pédiatre|"
    r"avocat|lehrer\w*|arzt|ärztin|doctor|solicitor|vertegenwoordiger|accountmanager|journalist\w*)\b",
    re.IGNORECASE,
)
_PARENT = re.compile(
    r"""\b(?:ouders?|(?:contract|vraag|pleeg|stief|groot|bonus)ouders?|moeder|vader|mama|papa|mam|pap|mams|oma|opa|omi|bomma|
    bompa|oudere?paar|oudst|grootmoeder|grootvader|stief\w+|pleeg\w+|tante|oom|nonkel|familie|fam|gezin(?:nen)?|klant(?:en)?|debiteur\w*|
    contracthouder|betaler|rekeninghouder|mevrouw|mevr|mw|meneer|dhr|de\sheer|mijnheer|parents?|mother|father|mum|mom|dad|grandmother|
    grandfather|grandma|granny|family|guardian|customer|mr|mrs|ms|m[èe]re|p[èe]re|maman|famille|grand-?m[èe]re|grand-?p[èe]re|papy|mamy|
    mme|madame|monsieur|tuteur|mutter|vater|eltern\w*|oma|opa|gro[ßs]+mutter|gro[ßs]+vater|familie|frau|herrn?|
    echtgeno\w+|partner|man|vrouw|ex|voogd|zus|broer|aanvrager|aanmeld\w+)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CHILD = re.compile(
    r"""\b(?:kind(?:je|jes|eren|ers|nr|nummer)?|kinderen|zoon(?:tje)?|zoons|zonen|dochters?|dochtertje|broertje|zusje|kleinzoon|kleindochter|kleinkind\w*|
    peuters?|kleuters?|baby|dreumes\w*|tweeling|mentorkind\w*|vraagkind\w*|opvangkind\w*|deelnem\w+|jongetje|meisje|jongen|leerling|
    child|children|son|daughter|boy|girl|toddler|twins?|kid|kids|fils|fille|enfants?|b[ée]b[ée]|petite?-fil\w+|participants?|
    sohn|tochter|kinde?r?n?|enkel\w*|zwillinge?|neefje|nichtje|pleegkind|ingeschreven|inschrijving(?:en)?|inscription|registration|
    anmeldung|observatie\w*|dossier|allergie\w*|geboren|geb|born|née?|overdracht\w*|plaatsing|medische\sfiche|dagverslag|
    ontwikkel\w+|wachtlijst|opvang)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ROLES = (
    (Role.CHILDMINDER, _CHILDMINDER), (Role.STAFF, _STAFF), (Role.COLLEAGUE, _COLLEAGUE),
    (Role.OTHER, _OTHER), (Role.PARENT, _PARENT), (Role.CHILD, _CHILD),
)  # fmt: skip
_GREETING = re.compile(
    r"(?:^|\n)[ \t>|*]*(?:beste|hallo|hoi|hey|hee|ha|dag|geachte|lieve|goede\w*|goeie\w*|hi|hello|dear|"
    r"bonjour|bonsoir|salut|ch[èe]re?s?|guten\s\w+|liebe[rs]?|sehr\sgeehrte[rs]?|moin|heey|yo|good\s\w+|aan|t\.a\.v\.|tav)"
    r"(?:\s(?:allemaal|daar|collega|meneer|mevrouw|mijnheer|heer|dhr\.?|mevr\.?|mw\.?|mr\.?|mrs\.?|ms\.?|madame|monsieur|mme|herr|frau|juf))?"
    r"[ \t]*(?:[^\W\d_][\w'’.-]*(?:[ \t]+(?:en|et|and|und|&)[ \t]+|,[ \t]*|[ \t]+)){0,2}$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:groet\w*|gr\.?|grt?j?e?s?|mvg|vr\.?\s?gr\.?|m\.?v\.?g\.?|regards|cheers|thanks|thx|bedankt|dank\w*|merci|cordialement|salutations|"
    r"bien\s(?:à\svous|cordialement)|grüße[n]?|gruß|lg|mfg|sincerely|hoogachtend|liefs|xx?|alvast|knuffel|doei|ciao|à\sbientôt|"
    r"verstuurd|namens|m\.vr\.gr|warm\sregards|love|best|wishes|w[üu]nsche)[ \t]*(?:van|,|\.|!|-|:)?[ \t]*$",
    re.IGNORECASE,
)
_MAIL_BEHIND = re.compile(
    r"[\s,;:(<\[]{1,3}(?:mailto:)?[\w.+'-]{1,64}@(?P<domain>[\w-]+(?:\.[\w-]+)+)"
)
_STREET_BEHIND = re.compile(
    r"(?:[a-z]*(?:straat|laan|weg|plein|school|kade|singel|park|hof|dreef|pad|gracht|steeg|plantsoen|college|fonds|stichting))\b|"
    r"\s?-?(?:straat|laan|weg|plein|school|park|zaal|huis|college|instituut|fonds|tunnel|brug|street|avenue|road|prijs)\b",
    re.IGNORECASE,
)
_HOUSE_BEFORE = re.compile(
    r"\b(?:kdv|bso|psz|locatie|loc|groep|stamgroep|school|basisschool|obs|rkbs|kindercentrum|ikc|kc|kinderdagverblijf|peuterspeelzaal|"
    r"kinderopvang|opvang|straat|rue|avenue|av|place|chauss[ée]e|boulevard|laan|plein|zaal|lokaal|gebouw|huize|camping|domein|hoeve|"
    r"manege|vakantie\w*|stichting|vzw|asbl|firma|bureau|gastouderbureau|praktijk|bij\sde|kamp|stage|crèche|gemeente|stad|sint|st)\s*"
    r"(?:de\s|het\s|\")?$",
    re.IGNORECASE,
)
_OF_CHILD = re.compile(
    r"\b(?:mama|papa|mam|pap|moeder|vader|ouders?|oma|opa|mum|mom|dad|mother|father|parents?|maman|m[èe]re|p[èe]re|mutter|vater|eltern|"
    r"bomma|bompa|voogd|zusje|broertje|zus|broer)\s(?:van|of|de|d['’]|von|:)\s?(?:(?:ons|onze|mijn|het|de|kleine|our|my)\s)?"
    r"(?:[^\W\d_][\w'’-]*(?:,\s|\s(?:en|et|and|und|&)\s)){0,3}$",
    re.IGNORECASE,
)
_OPEN_SPEECH = 70


@lru_cache(maxsize=16)
def people(hints: Hints) -> tuple[Person, ...]:
    """Everybody whom the text of `hints` names, in order, with the role that fits best."""
    decided = tuple(_persons(hints))
    return tuple(_settled(decided))


def _persons(hints: Hints) -> Iterator[Person]:
    for name in names_in(hints.text):
        if hints.is_claimed(name.start, name.end) or _is_place(hints, name):
            continue
        role, why = _role(hints, name)
        yield Person(name, role, why)


def _settled(persons: tuple[Person, ...]) -> Iterator[Person]:
    """A person met twice has one role: what was said once about a full name holds for the rest."""
    said: dict[tuple[str, str], tuple[Role, str]] = {}
    for person in persons:
        key = (person.name.given, person.name.family)
        if person.name.full and person.role is not Role.UNKNOWN and key not in said:
            said[key] = (person.role, person.why)
    for person in persons:
        key = (person.name.given, person.name.family)
        if person.role is Role.UNKNOWN and key in said:
            role, why = said[key]
            yield Person(person.name, role, why)
        else:
            yield person


def _is_place(hints: Hints, name: Name) -> bool:
    """A street, school or group that bears somebody's name."""
    if _STREET_BEHIND.match(hints.text, name.end):
        return True
    return _HOUSE_BEFORE.search(hints.left(name.start, 30)) is not None


def _role(hints: Hints, name: Name) -> tuple[Role, str]:
    letter = hints.letter_at(name.start)
    if _is_sender(hints, name):
        return Role.SENDER, "sender's own name"
    if letter.name is not None and letter.name[0] <= name.start < letter.name[1]:
        return _author(letter)
    if _OF_CHILD.search(hints.left(name.start)):
        return Role.CHILD, "of whom somebody is the parent"
    if _GREETING.search(hints.text[max(0, name.start - 80) : name.start]):
        return Role.COLLEAGUE, "greeted"
    if letter.hand is Hand.SENDER and hints.part_at(name.start) is Part.SIGNATURE:
        return Role.SENDER, "in the signature"
    if _signs(hints, name):
        return _signature(hints, letter, name)
    by_mail = _MAIL_BEHIND.match(hints.text, name.end)
    if by_mail is not None and by_mail["domain"].lower() == hints.message.from_.domain:
        if not is_private(by_mail["domain"]):
            return Role.COLLEAGUE, "address in the sender's house"
    return _nearest_role(hints, name)


def _is_sender(hints: Hints, name: Name) -> bool:
    """The sender's first name and, if the name is full, a word of the surname as well."""
    if name.given not in hints.sender_words and not _in_local(hints, name.given):
        return False
    if not name.full:
        return fold(hints.message.from_.name).split()[:1] == [name.given]
    own = set(fold(hints.message.from_.name).split())
    rest = [word for word in words_of(name) if word != name.given]
    if any(word in hints.sender_words or word in own for word in rest):
        return True
    glued = hints.message.from_.address.partition("@")[0].lower()
    return (
        bool(rest)
        and rest[-1] in glued
        and (name.given in glued or glued.startswith(name.given[0]))
    )


def _in_local(hints: Hints, given: str) -> bool:
    local = hints.message.from_.address.partition("@")[0].lower()
    return bool(given) and local.startswith(given[0])


def _author(letter: Letter) -> tuple[Role, str]:
    if letter.hand is Hand.EXCHANGE:
        return Role.STAFF, "wrote the earlier mail"
    if letter.hand is Hand.COLLEAGUE:
        return Role.COLLEAGUE, "wrote the earlier mail"
    author = letter.author
    if author is not None and author.address and is_professional(author.address):
        return Role.OTHER, "writes from an organisation"
    return Role.PARENT, "wrote the forwarded mail"


_HOUSE = re.compile(
    r"praktijk|school|bank|gemeente|opvang|zorg|kliniek|ggd|advoc|accountan|boekhoud|verzeker|kdv|bso|"
    r"kinder|kamp|stage|creche|crèche|stad|bureau|consult|stichting|vzw|groep|advies|jeugd|sport|centrum|online|soft|systems"
)


def is_professional(address: str) -> bool:
    domain = address.rpartition("@")[2].lower()
    if is_private(domain):
        return False
    return is_office(address) or _HOUSE.search(domain) is not None


def _signs(hints: Hints, name: Name) -> bool:
    """Whether the name closes a letter: behind a farewell, or alone on a line after one."""
    before = hints.text[max(0, name.start - 60) : name.start].rstrip(" \t>|*\n\r-–—")
    low, high = hints.left(name.start), hints.right(name.end)
    alone = (not low.strip(" \t>|*-–—") and not high.strip(" \t*|,.!")) or "(" in high[:2]
    if _CLOSING.search(before + " "):
        return True
    return alone and hints.part_at(name.start) is not Part.REPLY and not low.strip(" \t>|*-–—")


def _signature(hints: Hints, letter: Letter, name: Name) -> tuple[Role, str]:
    if letter.hand is Hand.SENDER:
        return Role.SENDER, "closes the mail"
    role, why = _author(letter)
    if role is Role.STAFF and letter.author is None:
        return Role.COLLEAGUE, "closes an earlier mail"
    if role is Role.PARENT and _OTHER.search(hints.text[name.end : name.end + 60]):
        return Role.OTHER, "has an office"
    return role, why


def _nearest_role(hints: Hints, name: Name) -> tuple[Role, str]:
    """The word for a role that stands nearest, before the name or right behind it."""
    sentence = _sentence_before(hints, name.start)
    after = re.split(r"[.!?;\n]", hints.right(name.end, 50))[0]
    best: tuple[float, Role, str] | None = None
    for role, pattern in _ROLES:
        for match in pattern.finditer(sentence):
            distance = len(sentence) - match.end()
            if best is None or distance < best[0]:
                best = (distance, role, match[0])
        behind = pattern.search(after)
        if behind is not None and _APPOSITION.match(after[: behind.start()]):
            distance = behind.start() * 0.8
            if best is None or distance < best[0]:
                best = (distance, role, behind[0])
    if best is None:
        return Role.UNKNOWN, ""
    return best[1], best[2].lower()


_APPOSITION = re.compile(
    r"\s{0,2}(?:[,(–-]\s?|is\s|,?\s?(?:die|onze|ons|een|de|het|mijn|our|my|notre|mon|ma|unser\w*|who|als|van|est|ist)\b\s?)"
    r"(?:[\w'’]+\s){0,4}$|\s$",
    re.IGNORECASE,
)


def _sentence_before(hints: Hints, start: int) -> str:
    before = hints.left(start, _OPEN_SPEECH)
    for index in range(len(before) - 2, -1, -1):
        if (
            before[index] in ".!?;"
            and before[index + 1] == " "
            and not before[:index].endswith(
                (
                    "mevr",
                    "mw",
                    "dhr",
                    "fam",
                    "geb",
                    "nr",
                    "bv",
                    "bijv",
                    "dr",
                    "Mr",
                    "Mrs",
                    "Mme",
                    "st",
                )
            )
        ):
            return before[index + 1 :]
    return before
