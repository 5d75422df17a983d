"""Who the persons are that a mail names: only parents, children and relatives count.

`person_name` in labels.md leaves out the sender, colleagues, monitors, our staff, the addressee
and childminders. Place decides first (the writer of a letter, greeting, closing, signature), then
the words round the name, weighed by `role_weights.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from ingest.message import Part
from triage.cues import alternatives, cue
from triage.hints import Hints
from triage.letters import Hand, Letter
from triage.mailboxes import is_personal, is_professional
from triage.names import fold, is_first_name, is_surname, listed
from triage.names.shapes import Name, names_in, words_of
from triage.recognizers.role_weights import ROLES, weigh
from triage.recognizers.roles import Role


@dataclass(frozen=True, slots=True)
class Person:
    """A name and how likely its bearer has each role; `why` tells what decided."""

    name: Name
    chances: tuple[float, ...]  # in the order of ROLES
    why: str
    placed: Role | None = None

    def chance(self, *roles: Role) -> float:
        """How likely the bearer has one of `roles`."""
        if self.placed is not None:
            return 1.0 if self.placed in roles else 0.0
        pairs = zip(ROLES, self.chances, strict=True)
        return sum(chance for role, chance in pairs if role in roles)

    @property
    def role(self) -> Role:
        """The likeliest role."""
        if self.placed is not None:
            return self.placed
        return ROLES[max(range(len(ROLES)), key=self.chances.__getitem__)]


_STREET_BEHIND = re.compile(
    r"[ -]?(?:straat|laan|weg|plein|school|kade|singel|park|hof|college|fonds|stichting|zaal|huis|"
    r"(?:kinder)?ziekenhuis|museum|kliniek|hotel|"
    r"instituut|tunnel|brug|street|avenue|road|prijs|bv|nv|vzw|bvba|b\.v\.|asbl)\b",
    re.IGNORECASE,
)
_MAIL_BEHIND = re.compile(r"[\s,;:(<\[]{1,3}(?:mailto:)?[\w.+'-]{1,64}@(?P<domain>[\w.-]+)")
_HOUSE_WORD = re.compile(
    r"(?:hof|kamp(?:en)?|opvang|kring|huis|centrum|school|clubs?|stages?|boerderij|manege|hoeve|park|"
    r"straat|laan|weg|groep|team|bureau|praktijk|studio|notaris|stichting|camping|kdv|bso|speelplein)$",
    re.IGNORECASE,
)
_STREET_WORD = re.compile(
    r"(?:straat|laan|plein|school|college|singel|kade|steeg|dreef|gracht|hal|zaal|ziekenhuis|museum|kliniek|hotel|stichting|centrum|fonds|straße)$"
)


_GOES_ON = re.compile(r"\s?\(|\s(?!en\b|et\b|and\b|und\b|&|e\.a)[a-zà-ÿ]")
_CHAT_LINE = re.compile(
    r"^[ \t>]*(?:\[?[\w .,/-]{0,14}\d{1,2}[:.]\d{2}(?::\d\d)?\]"
    r"|(?:[a-z]{2,3}[ \t])?\d{1,2}[:.]\d{2})[ \t]*$"
)
_TITLES = re.compile(
    r"(?:\b(?:mr|drs|ing|ir|dr|mevr|mw|dhr|prof|mrs|ms)\.?[ \t]*)+$", re.IGNORECASE
)


@lru_cache(maxsize=16)
def people(hints: Hints) -> tuple[Person, ...]:
    """Everybody whom the text of `hints` names, in order, with the role that fits best.

    What the other texts of the mail say of the same persons counts as well."""
    own = _persons(hints)
    given = {person.name.given for person in own}
    others = [
        person
        for text in hints.beside
        if given & text.folded
        for person in _persons(text)
        if person.name.given in given
    ]
    return tuple(islice(_settled((*own, *others)), len(own)))


@lru_cache(maxsize=16)
def _persons(hints: Hints) -> tuple[Person, ...]:
    return tuple(_told_apart(hints))


def _told_apart(hints: Hints) -> Iterator[Person]:
    """Each person; in a row of names all have the chances of the row together."""
    alone = tuple(_one_by_one(hints))
    row_of: dict[int, list[tuple[float, ...]]] = {}
    for person in alone:
        if person.placed is None and person.name.start in hints.rows:
            row_of.setdefault(hints.rows[person.name.start][0].start, []).append(person.chances)
    for person in alone:
        first, _ = hints.rows.get(person.name.start, (person.name, person.name))
        chances = row_of.get(first.start, [])
        if person.placed is None and len(chances) > 1:
            yield replace(person, chances=_mean(chances))
        else:
            yield person


def _mean(rows: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(sum(column) / len(rows) for column in zip(*rows, strict=True))


def _one_by_one(hints: Hints) -> Iterator[Person]:
    for name in hints.names:
        if hints.is_claimed(name.start, name.end) or is_house(hints, name):
            continue
        role, why = placed(hints, name)
        if role is not Role.UNKNOWN:
            yield Person(name, (), why, role)
        else:
            yield Person(name, weigh(hints, name), "the words round the name")


def _settled(persons: tuple[Person, ...]) -> Iterator[Person]:
    """Whoever is named several times has one role: the chances of all places together."""
    together: dict[tuple[str, str], list[tuple[float, ...]]] = {}
    full_of: dict[str, list[tuple[str, str]]] = {}
    for person in persons:
        if person.name.full and _key(person) not in full_of.setdefault(person.name.given, []):
            full_of[person.name.given].append(_key(person))
    for person in persons:
        if person.placed is None:
            together.setdefault(_whole(person, full_of), []).append(person.chances)
    fixed = {_whole(p, full_of): p for p in persons if p.placed not in (None, Role.COLLEAGUE)}
    for person in persons:
        rows = together.get(_whole(person, full_of), [])
        known = fixed.get(_whole(person, full_of))
        if person.placed is None and known is not None:
            yield replace(person, placed=known.placed, why=known.why)
        elif person.placed is None and len(rows) > 1:
            yield replace(person, chances=_mean(rows))
        else:
            yield person


def _whole(person: Person, full_of: dict[str, list[tuple[str, str]]]) -> tuple[str, str]:
    """The full name that a first name alone belongs to, if there is just one in the text."""
    full = full_of.get(person.name.given, [])
    return full[0] if not person.name.full and len(full) == 1 else _key(person)


def named_in_full(hints: Hints, persons: Sequence[Person], alone: Person, *, before: bool) -> bool:
    """Whether the full name stands in the mail too (`before`: ahead of the first name alone)."""
    if hints.where == "body" and alone.name.given in _full_in(hints.message.subject):
        return True
    if not before and hints.where == "subject" and alone.name.given in _full_in(hints.message.text):
        return True
    return any(
        person.name.full
        and person.name.given == alone.name.given
        and (person.name.start < alone.name.start or not before)
        for person in persons
    )


@lru_cache(maxsize=16)
def _full_in(text: str) -> frozenset[str]:
    """The first names of those whose full name stands in a text."""
    return frozenset(name.given for name in names_in(text) if name.full)


def _key(person: Person) -> tuple[str, str]:
    return person.name.given, person.name.family


def is_house(hints: Hints, name: Name) -> bool:
    """A street, school, company or group that bears somebody's name."""
    if _STREET_BEHIND.match(hints.text, name.end):
        return True
    if _HOUSE_WORD.search(name.given) and not name.certain:
        return True
    if f"{name.given} {name.family}" in listed("famous.txt"):
        return True
    if _STREET_WORD.search(name.family) and not is_surname(name.family.rpartition(" ")[2]):
        return True
    return _house_before().search(hints.left(name.start, 30)) is not None


def placed(hints: Hints, name: Name) -> tuple[Role, str]:
    """The role that the place of a name gives it, or UNKNOWN."""
    letter = hints.letter_at(name.start)
    if _is_sender(hints, name):
        return Role.SENDER, "the sender's own name"
    if letter.name is not None and letter.name[0] <= name.start < letter.name[1]:
        return author_role(hints, letter)
    if _is_greeted(hints, name):
        return Role.COLLEAGUE, "greeted"
    if name.certain and _of_child().search(hints.left(name.start)):
        return Role.CHILD, "whose parent is spoken of"
    if letter.hand is Hand.SENDER and _speaks(hints, name):
        return Role.PARENT, "speaks in what was pasted"
    if letter.hand is Hand.SENDER and hints.part_at(name.start) is Part.SIGNATURE:
        return Role.SENDER, "in the signature"
    if _signs(hints, name):
        return _signature(hints, letter, name)
    return _beside(hints, name)


def _is_greeted(hints: Hints, name: Name) -> bool:
    """Behind a greeting; but `Hoi dames, Sterre Boogaard gaat …` greets the ladies alone."""
    greeting = _greeting().search(hints.text[max(0, name.start - 80) : name.start])
    if greeting is None:
        return False
    return "," not in greeting[0] or _GOES_ON.match(hints.text, name.end) is None


def _speaks(hints: Hints, name: Name) -> bool:
    """Whoever begins a line of a chat, or closes a letter that was pasted between quotes."""
    if not name.full:
        return False
    if _CHAT_LINE.search(hints.left(name.start)) and hints.text[name.end : name.end + 1] == ":":
        return True
    before = hints.text[max(0, name.start - 60) : name.start].rstrip(" \t>|*\n\r-–—")
    quoted = hints.is_speech(name.start) or hints.text[name.end : name.end + 1] in ('"', "”", "»")
    return quoted and _closing().search(before + " ") is not None


def _beside(hints: Hints, name: Name) -> tuple[Role, str]:
    """The role by what stands right before or behind the name."""
    field = _role_of_field(hints.left(name.start))
    if field is not Role.UNKNOWN:
        return field, "stands in that field of a form"
    if _childminder().search(hints.left(name.start, 45)):
        return Role.CHILDMINDER, "called a childminder"
    if _office().search(hints.left(name.start, 45)):
        return Role.OTHER, "has an office"
    by_mail = _MAIL_BEHIND.match(hints.text, name.end)
    domain = by_mail["domain"].lower() if by_mail is not None else ""
    if domain and domain == hints.message.from_.domain and not is_personal(domain):
        return Role.COLLEAGUE, "address in the sender's house"
    return Role.UNKNOWN, ""


def author_role(hints: Hints, letter: Letter) -> tuple[Role, str]:
    """Who wrote an older or forwarded letter."""
    if letter.hand is Hand.EXCHANGE:
        return Role.STAFF, "wrote the earlier mail"
    if letter.hand is not Hand.OUTSIDE or letter.author is None:
        return Role.COLLEAGUE, "wrote the earlier mail"
    if letter.author.address and is_professional(letter.author.address):
        return Role.OTHER, "writes from an organisation"
    body = hints.text[letter.start : letter.end]
    parent = cue("parent_voice").count(body) * 2
    colleague = cue("colleague_voice").count(body)
    if letter.author.address and is_personal(letter.author.address.rpartition("@")[2]):
        parent += 6
    if not letter.author.address:
        colleague += 1
    if parent >= colleague:
        return Role.PARENT, "wrote the forwarded mail"
    return Role.COLLEAGUE, "writes like a colleague"


def _is_sender(hints: Hints, name: Name) -> bool:
    """The sender's first name and, if the name is full, a word of the surname as well."""
    sender = hints.message.from_
    local = sender.address.partition("@")[0].lower()
    own = fold(sender.name).split()
    if not name.full:
        return own[:1] == [name.given]
    if len(own) > 1 and len(own[0]) > 2 and is_first_name(own[0]) and name.given not in own:
        return False
    if name.given not in hints.sender_words and not local.startswith(name.given[:1]):
        return False
    rest = [word for word in words_of(name) if word != name.given]
    if name.given in own and any(word in own or word in hints.sender_words for word in rest):
        return True
    return (
        bool(rest)
        and rest[-1] in fold(local).replace(" ", "")
        and (name.given in local or (local[0] == name.given[0] and local.find(rest[-1]) <= 2))
    )


def _signs(hints: Hints, name: Name) -> bool:
    """Whether the name closes a letter: behind a farewell, or alone on a line of history."""
    before = hints.text[max(0, name.start - 60) : name.start].rstrip(" \t>|*\n\r-–—")
    if _closing().search(_TITLES.sub("", before) + " "):
        return True
    low, high = hints.left(name.start), hints.right(name.end)
    alone = not _TITLES.sub("", low).strip(" \t>|*-–—") and (
        not high.strip(" \t*|,.!") or "(" in high[:2]
    )
    if not alone or not name.full:
        return alone and hints.part_at(name.start) is not Part.REPLY
    rest = hints.text[name.end : hints.letter_at(name.start).end]
    ends = len(rest.strip()) < 160 and all(len(line) < 80 for line in rest.splitlines())
    return ends and "\n\n" in hints.text[max(0, name.start - 8) : name.start]


def _signature(hints: Hints, letter: Letter, name: Name) -> tuple[Role, str]:
    if letter.hand is Hand.SENDER:
        return Role.SENDER, "closes the mail"
    role, why = author_role(hints, letter)
    if role is Role.PARENT and cue("role_other").search(hints.text[name.end : name.end + 60]):
        return Role.OTHER, "has an office"
    return role, why


@lru_cache
def _greeting() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|\n)[ \t>|*]*(?:{alternatives('greeting')})(?![^\W_])"
        rf"(?:\s(?:{alternatives('address_form')}))?[ \t]*"
        r"(?:(?:[^\W\d_][\w'’-]*|[^\W\d_]{1,4}\.)"
        r"(?:[ \t]+(?:en|et|and|und|&)[ \t]+|,[ \t]*|[ \t]+)){0,2}$",
        re.IGNORECASE,
    )


@lru_cache
def _closing() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![^\W_])(?:{alternatives('closing')})[ \t]*(?:van|,|\.|!|-|:)?[ \t]*$", re.IGNORECASE
    )


@lru_cache
def _of_child() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{alternatives('parent_of')})\s(?:van|of|de|d['’]|von|:)\s?(?:(?:ons|onze|mijn|het|de|our|my)\s)?"
        r"(?:[^\W\d_][\w'’-]*(?:,\s|\s(?:en|et|and|und|&)\s)){0,3}$",
        re.IGNORECASE,
    )


def _role_of_field(left: str) -> Role:
    """Whose name a form asks for, by what stands before it on the line: `Kind:`, `Naam moeder:`."""
    for role, words in ((Role.CHILD, "form_child"), (Role.PARENT, "form_parent")):
        if _field(words).fullmatch(left):
            return role
    return Role.UNKNOWN


@lru_cache
def _field(words: str) -> re.Pattern[str]:
    return re.compile(rf"[ \t>|*•–-]*(?:{alternatives(words)})[ \t*]*[:=][ \t*]*", re.IGNORECASE)


@lru_cache
def _childminder() -> re.Pattern[str]:
    """The word itself right before the name, or before a list of names that it belongs to."""
    return re.compile(
        rf"\b(?:{alternatives('role_childminder')})(?:\s?\([^()\n]{{0,20}}\))?[\s:,]{{1,3}}"
        r"(?:(?:mevr?|mw|mevrouw|dhr|meneer|onze|heet|is|namelijk|te\sweten|named)\.?\s){0,2}"
        r"(?:[^\W\d_][\w'’-]*(?:\s[^\W\d_][\w'’-]*){0,3}(?:,\s|\s(?:en|et|and|und|&)\s)){0,3}$",
        re.IGNORECASE,
    )


@lru_cache
def _office() -> re.Pattern[str]:
    """`de wethouder, mevrouw`, `t.a.v. de heer`: right before the name of somebody at work."""
    return re.compile(
        rf"(?:\b(?:{alternatives('role_other')})\b[,:]?|\bt\.?a\.?v\.?)\s"
        r"(?:(?:mevr?\.?|mw\.?|mevrouw|dhr\.?|meneer|de\sheer|mr\.?|drs?\.?|ir\.?|ing\.?|madame|monsieur|mme)\s){0,2}$",
        re.IGNORECASE,
    )


@lru_cache
def _house_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives('house')})\s*(?:de\s|het\s|\"|')?$", re.IGNORECASE)
