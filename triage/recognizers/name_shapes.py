"""Where names of persons stand in a text: first names, full names, `Jansen, Emma`.

Lists and the build of a name decide here; who the person is decides `people.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from triage.names import fold_word, is_first_name, is_surname, listed

_TOKEN = re.compile(r"[^\W\d_](?:[^\W_]|['’`.](?=[^\W\d_])|-(?=[^\W\d_]))*\.?")
_PREFIXES = frozenset(
    [
        "van",
        "de",
        "der",
        "den",
        "het",
        "'t",
        "ter",
        "ten",
        "te",
        "von",
        "zu",
        "la",
        "le",
        "du",
        "des",
        "da",
        "dos",
        "di",
        "del",
        "della",
        "el",
        "al",
        "ait",
        "ben",
        "bel",
        "bin",
        "ibn",
        "abu",
        "abou",
        "ou",
        "oulad",
        "vande",
        "vanden",
        "vander",
        "vd",
        "v.d",
        "v/d",
        "op",
        "in",
        "'s",
        "mc",
        "san",
        "af",
        "av",
        "y",
    ]
)
_INITIALS = re.compile(r"(?:[A-Z][a-z]?\.){1,5}|[A-Z]")
_NOT_NAMES = frozenset(
    [
        "ik",
        "we",
        "wij",
        "hij",
        "zij",
        "ze",
        "het",
        "de",
        "een",
        "deze",
        "dit",
        "dat",
        "die",
        "er",
        "hier",
        "daar",
        "nu",
        "dan",
        "als",
        "bij",
        "op",
        "in",
        "aan",
        "van",
        "voor",
        "met",
        "zonder",
        "naar",
        "uit",
        "over",
        "onder",
        "tot",
        "om",
        "te",
        "en",
        "of",
        "maar",
        "want",
        "dus",
        "ook",
        "nog",
        "al",
        "niet",
        "geen",
        "wel",
        "graag",
        "kunnen",
        "kan",
        "kun",
        "wil",
        "willen",
        "zou",
        "zouden",
        "moet",
        "moeten",
        "mag",
        "mogen",
        "is",
        "zijn",
        "was",
        "waren",
        "heeft",
        "hebben",
        "had",
        "wordt",
        "worden",
        "gaat",
        "gaan",
        "komt",
        "komen",
        "doet",
        "doen",
        "ziet",
        "zien",
        "staat",
        "staan",
        "krijgt",
        "krijgen",
        "werkt",
        "werken",
        "vandaag",
        "gisteren",
        "morgen",
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "zaterdag",
        "zondag",
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
        "jan",
        "feb",
        "mrt",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "okt",
        "nov",
        "dec",
        "ma",
        "di",
        "wo",
        "do",
        "vr",
        "za",
        "zo",
        "team",
        "groep",
        "groepen",
        "locatie",
        "vestiging",
        "kdv",
        "bso",
        "pov",
        "psz",
        "tso",
        "vso",
        "gob",
        "school",
        "kinderopvang",
        "kindercentrum",
        "stichting",
        "vzw",
        "asbl",
        "bv",
        "nv",
        "bvba",
        "support",
        "helpdesk",
        "service",
        "desk",
        "konnect",
        "kidskonnect",
        "flexkids",
        "youko",
        "kampadmin",
        "excel",
        "outlook",
        "teams",
        "word",
        "exact",
        "online",
        "afas",
        "twinfield",
        "snelstart",
        "android",
        "ipad",
        "iphone",
        "samsung",
        "apple",
        "google",
        "chrome",
        "safari",
        "edge",
        "firefox",
        "windows",
        "office",
        "entra",
        "azure",
        "beste",
        "hallo",
        "hoi",
        "dag",
        "geachte",
        "goedemorgen",
        "goedemiddag",
        "goedenavond",
        "lieve",
        "hey",
        "groet",
        "groeten",
        "groetjes",
        "mvg",
        "vriendelijke",
        "hartelijke",
        "bedankt",
        "dank",
        "alvast",
        "merci",
        "thanks",
        "kind",
        "kindje",
        "kinderen",
        "ouder",
        "ouders",
        "moeder",
        "vader",
        "mama",
        "papa",
        "mam",
        "pap",
        "oma",
        "opa",
        "mevrouw",
        "mevr",
        "mw",
        "meneer",
        "dhr",
        "heer",
        "dame",
        "familie",
        "fam",
        "gezin",
        "juf",
        "meester",
        "collega",
        "monitor",
        "monitoren",
        "gastouder",
        "gastouders",
        "medewerker",
        "planner",
        "mentor",
        "directeur",
        "manager",
        "dear",
        "hello",
        "hi",
        "best",
        "kind",
        "regards",
        "cheers",
        "from",
        "the",
        "this",
        "that",
        "these",
        "those",
        "we",
        "you",
        "they",
        "she",
        "he",
        "it",
        "his",
        "her",
        "our",
        "your",
        "my",
        "and",
        "or",
        "but",
        "with",
        "for",
        "about",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "may",
        "june",
        "july",
        "october",
        "parent",
        "child",
        "mother",
        "father",
        "mum",
        "mom",
        "dad",
        "yes",
        "no",
        "please",
        "bonjour",
        "bonsoir",
        "cher",
        "chère",
        "madame",
        "monsieur",
        "mme",
        "mlle",
        "mr",
        "mrs",
        "ms",
        "dr",
        "ing",
        "ir",
        "drs",
        "prof",
        "je",
        "nous",
        "vous",
        "il",
        "elle",
        "les",
        "des",
        "une",
        "un",
        "sur",
        "pour",
        "avec",
        "sans",
        "dans",
        "par",
        "cordialement",
        "bien",
        "merci",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "janvier",
        "février",
        "mars",
        "avril",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
        "enfant",
        "stage",
        "stages",
        "camp",
        "famille",
        "père",
        "mère",
        "maman",
        "papa",
        "guten",
        "tag",
        "liebe",
        "lieber",
        "liebes",
        "hallo",
        "herr",
        "frau",
        "ich",
        "wir",
        "sie",
        "der",
        "die",
        "das",
        "und",
        "oder",
        "mit",
        "für",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "januar",
        "februar",
        "märz",
        "juni",
        "juli",
        "oktober",
        "dezember",
        "kind",
        "kinder",
        "eltern",
        "viele",
        "grüße",
        "gruppe",
        "kita",
        "straat",
        "laan",
        "weg",
        "plein",
        "kamp",
        "kampen",
        "week",
        "vakantie",
        "zomer",
        "winter",
        "herfst",
        "lente",
        "pasen",
        "kerst",
        "factuur",
        "facturen",
        "plaatsing",
        "contract",
        "rooster",
        "planning",
        "app",
        "tablet",
        "portaal",
        "account",
        "login",
        "wachtwoord",
        "nr",
        "nummer",
        "tel",
        "fax",
        "gsm",
        "mobiel",
        "bus",
        "postbus",
        "stad",
        "gemeente",
        "dorp",
        "noord",
        "zuid",
        "oost",
        "west",
        "centrum",
        "sint",
        "mailto",
        "van:",
        "aan:",
        "cc:",
        "onderwerp:",
        "datum:",
        "verzonden:",
        "from:",
        "to:",
        "subject:",
        "sent:",
        "date:",
        "re",
        "fw",
        "fwd",
        "tr",
        "wie",
        "wat",
        "waar",
        "wanneer",
        "waarom",
        "hoe",
        "welke",
        "welk",
        "zo",
        "toen",
        "toch",
        "omdat",
        "zodat",
        "terwijl",
        "sinds",
        "na",
        "voor",
        "tijdens",
        "nieuwe",
        "oude",
        "eerste",
        "tweede",
        "derde",
        "laatste",
        "alle",
        "elke",
        "ieder",
        "iedereen",
        "niemand",
        "iemand",
        "iets",
        "niets",
        "alles",
        "zelf",
        "samen",
        "weer",
        "al",
        "net",
        "even",
        "ps",
        "nb",
        "ivm",
        "mbt",
        "tav",
        "hr",
        "it",
        "ict",
        "pm",
        "pm'er",
        "pmer",
        "baby",
        "peuter",
        "peuters",
        "kleuter",
        "dreumes",
        "info",
        "admin",
        "superadmin",
        "systeem",
        "programma",
        "test",
        "demo",
        "klant",
        "klanten",
        "rabobank",
        "rabo",
        "ing",
        "abn",
        "knab",
        "belfius",
        "kbc",
        "argenta",
        "bnp",
        "fortis",
    ]
)
_GAP = re.compile(r"[ \t\u00a0]{1,2}")


@dataclass(frozen=True, slots=True)
class Token:
    """A word; `folded` has no capitals and accents, `first` and `last` say which lists know it."""

    start: int
    end: int
    text: str
    folded: str
    capital: bool
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A name: `given` is its first name, folded; `full` when a surname goes with it."""

    start: int
    end: int
    given: str
    family: str
    full: bool
    capital: bool
    certain: bool


def names_in(text: str) -> tuple[Name, ...]:
    """The names of a text in order, none overlapping."""
    tokens = tokens_of(text)
    found: list[Name] = []
    index = 0
    while index < len(tokens):
        name, used = _name_at(text, tokens, index)
        if name is not None:
            found.append(name)
        index += used
    return tuple(found)


def tokens_of(text: str) -> list[Token]:
    """The words that may be part of a name, looked up in the lists."""
    return [_token(match) for match in _TOKEN.finditer(text)]


def _token(match: re.Match[str]) -> Token:
    word = match[0]
    if word.endswith(".") and not _INITIALS.fullmatch(word):
        word = word[:-1]
    folded = fold_word(word.replace("’", "'"))
    known = len(word) > 1 and folded not in _NOT_NAMES
    return Token(
        match.start(), match.start() + len(word), word, folded, word[0].isupper(),
        known and is_first_name(folded), known and is_surname(folded),
    )  # fmt: skip


def _name_at(text: str, tokens: Sequence[Token], index: int) -> tuple[Name | None, int]:
    """The name that begins at a token and how many tokens it takes; None and 1 if there is none."""
    for build in (_given_first, _family_first, _unknown_given):
        built = build(text, tokens, index)
        if built is not None:
            return built
    token = tokens[index]
    if token.first and (token.capital or not _ambiguous(token)):
        return _single(token), 1
    return None, 1


def _single(token: Token) -> Name:
    return Name(token.start, token.end, token.folded, "", full=False, capital=token.capital,
                certain=not _ambiguous(token))  # fmt: skip


def _given_first(text: str, tokens: Sequence[Token], index: int) -> tuple[Name, int] | None:
    """`Emma Jansen`, `Jan Peter van der Berg`, `emma de vries`."""
    token = tokens[index]
    if not token.first:
        return None
    at = index + 1
    while at < len(tokens) and at < index + 3 and _joined(text, tokens, at):
        more = tokens[at]
        if not (_INITIALS.fullmatch(more.text) or (more.first and not more.last and more.capital)):
            break
        at += 1
    for begin in range(at, index, -1):
        end = _family(text, tokens, begin)
        if end is not None and _believable(text, tokens, index, begin, end):
            return _full(tokens, index, begin, end), end - index
    return None


def _family(text: str, tokens: Sequence[Token], begin: int) -> int | None:
    """The index after a surname (prefixes, a word, its second half) that begins at `begin`."""
    at = begin
    while at < len(tokens) and at < begin + 4 and _joined(text, tokens, at):
        if tokens[at].folded.rstrip(".") not in _PREFIXES:
            break
        at += 1
    if at >= len(tokens) or at >= begin + 4 or not _joined(text, tokens, at):
        return at if at == begin + 1 and _is_lone_prefix(tokens, begin) else None
    if not _may_be_family(tokens[at], prefixed=at > begin):
        return None
    at += 1
    return _second_half(text, tokens, at)


def _is_lone_prefix(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].last and tokens[at].capital


def _second_half(text: str, tokens: Sequence[Token], at: int) -> int:
    """`Verbeek-de Haan`, `Jansen - Smit`: what belongs to a surname behind its first word."""
    if at < len(tokens) and tokens[at - 1].text.lower().endswith(
        ("-de", "-van", "-den", "-der", "-ten", "-ter", "-van-de", "-el", "-al")
    ):
        while at < len(tokens) and _joined(text, tokens, at) and tokens[at].folded in _PREFIXES:
            at += 1
        if at < len(tokens) and _joined(text, tokens, at) and tokens[at].capital:
            return at + 1
    if at < len(tokens) and text[tokens[at - 1].end : tokens[at].start] in ("-", " -", "- ", " - "):
        follow = at
        while follow < len(tokens) - 1 and tokens[follow].folded in _PREFIXES:
            follow += 1
        if tokens[follow].capital and tokens[follow].last:
            return follow + 1
    return at


def _may_be_family(token: Token, *, prefixed: bool) -> bool:
    if token.folded in _NOT_NAMES and not (prefixed and token.last and token.capital):
        return False
    if token.capital:
        return len(token.text) > 1 and not _INITIALS.fullmatch(token.text)
    return token.last


def _believable(text: str, tokens: Sequence[Token], index: int, begin: int, end: int) -> bool:
    """Whether a first name and what follows it are a full name and not two words of a sentence."""
    first, last = tokens[index], tokens[end - 1]
    known = any(token.last for token in tokens[begin:end])
    prefixed = tokens[begin].folded in _PREFIXES and end - begin > 1
    if not first.capital:
        sure = known and (prefixed or not (_ambiguous(first) or _ambiguous(last)))
        return sure and not (prefixed and _ambiguous(first) and _ambiguous(last))
    if not last.capital:
        return known and not _ambiguous(last)
    if known:
        return True
    if last.first and not prefixed:
        return False
    if last.text.isupper() and len(last.text) < 6 and not first.text.isupper():
        return False
    return not _ambiguous(first) or prefixed or not _starts_sentence(text, first.start)


def _family_first(text: str, tokens: Sequence[Token], index: int) -> tuple[Name, int] | None:
    """`Jansen, Emma`, `El Amrani Inès`, `Berg, Lisa van den`."""
    at = index
    while at < len(tokens) - 1 and at < index + 3 and tokens[at].folded in _PREFIXES:
        if not _joined(text, tokens, at + 1):
            return None
        at += 1
    family = tokens[at]
    if not family.capital or family.folded in _NOT_NAMES or at + 1 >= len(tokens):
        return None
    given = tokens[at + 1]
    if not given.first or not given.capital:
        return None
    between = text[family.end : given.start]
    comma = between in (", ", ",")
    if comma:
        sure = (family.last or at > index) and not (family.first and not family.last)
    else:
        sure = _GAP.fullmatch(between) is not None and family.last and not family.first
    if not sure or (_family(text, tokens, at + 2) is not None and not comma):
        return None
    if comma and _family(text, tokens, at + 2) is not None and not _ends_line(text, given.end):
        return (
            None
            if _joined(text, tokens, at + 2) and tokens[at + 2].last
            else _reverse(tokens, index, at)
        )
    return _reverse(tokens, index, at)


def _reverse(tokens: Sequence[Token], index: int, at: int) -> tuple[Name, int]:
    given = tokens[at + 1]
    family = " ".join(token.folded for token in tokens[index : at + 1])
    name = Name(
        tokens[index].start, given.end, given.folded, family, full=True, capital=True, certain=True
    )
    return name, at + 2 - index


def _unknown_given(text: str, tokens: Sequence[Token], index: int) -> tuple[Name, int] | None:
    """`Jaivy van der Berg`, `Shurtie Pinas`: a name nobody listed before a surname that is known."""
    token = tokens[index]
    if (
        not token.capital
        or token.folded in _NOT_NAMES
        or token.folded in _PREFIXES
        or len(token.text) < 3
    ):
        return None
    if token.last or token.text.isupper() or index + 1 >= len(tokens):
        return None
    end = _family(text, tokens, index + 1)
    if end is None or not tokens[end - 1].last or not tokens[end - 1].capital:
        return None
    prefixed = tokens[index + 1].folded in _PREFIXES
    if _ambiguous(tokens[end - 1]) and (not prefixed or _starts_sentence(text, token.start)):
        return None
    name = _full(tokens, index, index + 1, end)
    return Name(
        name.start, name.end, name.given, name.family, full=True, capital=True, certain=False
    ), end - index


def _full(tokens: Sequence[Token], index: int, begin: int, end: int) -> Name:
    family = " ".join(token.folded for token in tokens[begin:end])
    return Name(tokens[index].start, tokens[end - 1].end, tokens[index].folded, family, full=True,
                capital=tokens[index].capital, certain=True)  # fmt: skip


def _joined(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether only a blank parts a token from the one before it."""
    return _GAP.fullmatch(text, tokens[at - 1].end, tokens[at].start) is not None


def _ambiguous(token: Token) -> bool:
    return token.folded in listed("ambiguous.txt")


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \t\"'“(")
    return not before or before[-1] in ".!?:\n>-•*"


def _ends_line(text: str, end: int) -> bool:
    return text[end : end + 2].lstrip(" ")[:1] in ("", "\n", "\r", ";", "|", ")", ",", ".", ":")


def words_of(name: Name) -> Iterator[str]:
    """The folded words of a name without its prefixes."""
    yield name.given
    for word in name.family.replace("-", " ").split():
        if word not in _PREFIXES:
            yield word
