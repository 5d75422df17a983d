"""Numbers with an identifier's name: `deb.nr. 10422`, `facturen 2026-0142 en -0143`, `P-30117`.

Which kinds there are, the words before them and their shapes are data of the preset. What is here
is how people string them together: lists, ranges, tables, a name said once for several values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from config.preset import Identifier, Preset
from triage.claims import Claims
from triage.cues import alternatives
from triage.hints import Candidate, Hints
from triage.recognizers.named import nearest_name
from triage.recognizers.tables import cells

_MARKS = r"[\s:.=\#()\[\"'“”‘’|*_–>-]{0,6}"
_WHOSE = r"(?:van|voor|bij|of|for|de|von)\s(?-i:[A-ZÀ-Þ])[\w'’-]{1,20}(?:\s(?:is|was|=)|:)?"
_GAP = (
    rf"(?:['’]?s)?(?:\s{_WHOSE})?(?:{_MARKS}(?:(?:{alternatives('number_filler')})(?!\w){_MARKS}){{0,3}}"
    r"|,\s(?:nummer|nr\.?|number|num[ée]ro|nummer)\s|,\s"
    r"|[ ][^\n.:;\d]{3,80}:\s{0,3}(?:\d{1,2}[.)]\s{1,2})?|[ ][a-zà-ÿ]{3,16}[ ]\()"
)
_ONE = re.compile(r"\b(?:éé?n|eén|1|one|une?|eine?n?|deze|dezelfde|same)\s$", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\W*(?:boek)?(?:stuk(?:ken)?|document(?:en|s)?|pièce|beleg)(?:\W?(?:nrs?|nummers?|no|n°)\.?)?\W*",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\b(?:bedrag\w*|openstaand\w*|saldo|totaal|amount\w*|balance|montant|solde|betrag|offen|debnr|deb\w*)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(r"[A-Z]{0,3}[-/]?\d[\w/.-]{3,14}")
_OF_ANOTHER = re.compile(r"\d{3,}[^\d\n]{1,6}$")
_JOIN = re.compile(
    rf"\s{{0,3}}(?:\([^()\n]{{0,60}}\)\s{{0,2}})?(?:,?\s{{0,2}}(?:{alternatives('number_join')})"
    r"|\r?\n\s{0,4}(?:[-*•·>]\s{0,3}|\d{1,2}[.)]\s{1,2})?)\s{0,3}(?:(?:nr|nrs|nummers?|no|n°)\.?\s{0,2})?"
    rf"(?:{_WHOSE}\s{{0,2}})?[\"'“(\[#]{{0,2}}",
    re.IGNORECASE,
)
_NO_VALUE = re.compile(
    r"\d{1,2}[-./]\d{1,2}(?:[-./](?:19|20)?\d\d)?(?![\w-])|(?:19[5-9]\d|20[0-3]\d)(?![\w/-]|\.\d)"
    r"|(?:19|20)\d\d[-/](?:19|20)\d\d(?!\d)|\d{1,2}[:.]\d\d\s?(?:uur|u\b|h\b)|\d{1,3}(?:\.\d{3})+,\d\d|\d+,\d\d(?!\d)",
    re.IGNORECASE,
)
_DIALLED = re.compile(r"00(?:3[1-4]|4\d)[ -]?\d{1,3}(?:[ -]?\d){4}|0\d{1,3}[ -]\d{2,3}[ -]\d\d")
_UNIT = re.compile(rf"[^\S\n]{{0,2}}(?:{alternatives('number_unit')})", re.IGNORECASE)
_PLAIN = re.compile(r"nummers?|nrs?|no|n°|numbers?|num[ée]ros?|nummern?", re.IGNORECASE)
_PLURAL = re.compile(r"\s[a-zà-ÿ]{4,}(?:en|s)\b")
_OWN_SHAPE = re.compile(r"(?:F|VF|FAC|FACT|INV|CN)[-.]?\d|P")
_LISTED = re.compile(r"(?<![\w.,/-])(\d{3,12})(?:,|\sen|\sand|\set|\sund)\s$")
_SUFFIX = re.compile(r"-\d{2,6}(?![\w@/-]|[.,]\d)")
_CODED = re.compile(
    r"(?<![\w@/.,€+-])(?:[A-Z]{1,3}\d{0,4}-\d{2,8}|\d{2}-\d{3,6}|\d{4,9})(?![\w@/]|[-.,]\d)"
)
_TOPICS = ("invoice_number", "request_number", "placement_number")
_HOUSE_CODE = re.compile(
    r"(?<![\w@/.,€+#\[-])(?!0\d-)(?:[A-Z]{1,3}(?:[-/][A-Z]{1,3})?[-/]?\d{2,4}[-/][A-Z]?\d{3,6}"
    r"|[A-Z]{1,3}-\d{4,7}|\d{2}[-/](?:\d{2}[-/])?\d{4,6}|\d{4}[-/](?:[A-Z]{1,2}[-/]|\d{2}[-/])\d{3,6}"
    r"|\d{2}-[A-Z]-\d{3,6}|20\d{2}[-/](?!20\d\d)\d{4,6}|\d{2}-\d{4,5})(?![\w@/:€%]|[-.,]\d|-[A-Z])"
)
_EXAMPLE = re.compile(
    r"(?:voorbeeld(?:en)?|bijv\.?|bv\.?|zoals|e\.g\.|examples?|exemples?|beispiele?|gevallen|nummers?|"
    r"namelijk|numbers|num[ée]ros|controle|steekproe\w+|alleen|only|nämlich|zijn|betreft|[:(;>-])"
    r"[\s:;,(-]{0,4}(?:[\w/-]*\d[\w/-]*[\s,;]+(?:en|and|et|und)?\s?){0,3}(?:(?:een|deb|debiteur)\.?\s)?"
    r"(?:\d{3,9}[\s,-]{1,3})?$|(?:^|\n)[ \t]{0,4}(?:[-*•]\s|\d{1,2}[.)]\s)?$",
    re.IGNORECASE,
)
_PLAIN_NAME = re.compile(
    r"(?:ticket|melding|versie|version|build|kb|case|iso|model|type|kamer|lokaal|groep|tel|gsm)\W{1,3}$",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"(?:ERR|KK|SW|KB|PR|INC|CHG|JIRA|ISO|UTF|RFC|BE|NL|DE|FR|TLS|SHA|PHP|SQL|IP|HP|LAN)\b[-/]?"
)
_ALL = r",\s(?:allemaal|allebei|beide|alle\s\w{3,5}|all|toutes?|tous|alles)\s"
_VALUE_END = r"(?![\w@]|-\w|/(?!\d{4,})\w|[.,]\d)"
_DIGIT = re.compile(r"\d")
_NATIONAL = re.compile(
    r"\b(?:bsn|burger ?service|sofi|rijksregister|insz|rrn|niss)[\w-]*[^\d\n.;,]{0,12}$",
    re.IGNORECASE,
)
_FAR = 400
_NAME_REACH = 150

Data = tuple[str, tuple[str, ...], str, str | None]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The expressions of one preset: any name, the values of each kind, those that stand bare."""

    names: re.Pattern[str]
    behind: re.Pattern[str]
    values: dict[str, re.Pattern[str]]
    bare: re.Pattern[str] | None
    headers: dict[str, re.Pattern[str]]
    topics: dict[str, re.Pattern[str]]


def grammar(preset: Preset) -> Grammar:
    """The compiled expressions of a preset; compiled once for each set of words."""
    return _grammar(tuple(_data(kind, known) for kind, known in preset.identifiers.items()))


def _data(kind: str, known: Identifier) -> Data:
    return kind, known.names, known.shape, known.bare


@lru_cache
def _grammar(kinds: tuple[Data, ...]) -> Grammar:
    named = [(kind, "|".join(words)) for kind, words, _, _ in kinds if words]
    after = "|".join(f"(?P<{kind}>{words})" for kind, words in named)
    bare = "|".join(f"(?P<{kind}>{shape})" for kind, _, _, shape in kinds if shape)
    ids = "|".join(f"(?P<{kind}>{words})" for kind, words in named)
    return Grammar(
        re.compile(rf"(?<![^\W_])(?:{after}){_GAP}(?=[-A-Z]{{0,8}}\d{{0,4}}[-/.]?\d)", re.I),
        re.compile(
            rf"(?<![\w-])(?P<value>\d{{3,12}})(?:\s?\(|{_ALL})(?:{ids})(?:['’]?s)?(?!\w)", re.I
        ),
        {kind: re.compile(rf"(?:{shape}){_VALUE_END}", re.I) for kind, _, shape, _ in kinds},
        re.compile(rf"(?<![\w@/.-])(?:{bare}){_VALUE_END}") if bare else None,
        {kind: re.compile(rf"\W*(?:{words})(?:['’]?s)?\W*(?:nrs?|nummers?|id)?\W*", re.I)
         for kind, words in named},
        {kind: re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.I)
         for kind, words in named if kind in _TOPICS},
    )  # fmt: skip


def find(text: str, hints: Hints) -> Iterator[tuple[str, Candidate]]:
    """Yield kind and place of each number that its name, its column or its shape gives away."""
    if _DIGIT.search(text) is None:
        return
    rules = grammar(hints.preset)
    found = [*_in_columns(hints, rules), *_named(text, hints, rules)]
    found.extend(_bare(text, hints, rules))
    found.extend(_topical(text, hints, rules, found))
    yield from found
    yield from _alike_elsewhere(text, hints, rules, found)


def _named(text: str, hints: Hints, rules: Grammar) -> Iterator[tuple[str, Candidate]]:
    windows = hints.round_digits(_NAME_REACH, 16)
    for match in (m for low, high in windows for m in rules.names.finditer(text, low, high)):
        if _NATIONAL.search(text, max(0, match.start() - 40), match.start()):
            continue  # `BSN-nummer kind 1234…`
        kind = match.lastgroup or ""
        gap = match[0][len(match[kind]) :]
        if gap == ", " and not _ONE.search(text, max(0, match.start() - 12), match.start()):
            continue
        far = len(gap) > 25 or (gap.endswith("(") and len(gap) > 3)
        for start, end in _values(text, match.end(), rules.values[kind], hints, far=far):
            yield kind, Candidate(start, end, 0.97, "after its name")
    for match in rules.behind.finditer(text):
        kind = next(kind for kind in rules.values if match.groupdict().get(kind))
        for start, end in _listed_before(text, *match.span("value")):
            yield kind, Candidate(start, end, 0.9, "before its name")


def _listed_before(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A value and those of a list that it closes: `20077, 20114, 20190 (child-ID's)`."""
    yield start, end
    for _ in range(200):
        earlier = _LISTED.search(text, max(0, start - 18), start)
        if earlier is None or abs(len(earlier[1]) - (end - start)) > 1:
            return
        yield earlier.span(1)
        start, end = earlier.span(1)


def _in_columns(hints: Hints, rules: Grammar) -> Iterator[tuple[str, Candidate]]:
    for header, start, end in cells(hints):
        for kind, words in rules.headers.items():
            if words.fullmatch(header) and rules.values[kind].fullmatch(hints.text, start, end):
                yield kind, Candidate(start, end, 0.9, "in its column")
    if "invoice_number" in rules.values:
        yield from _papers(hints)


def _papers(hints: Hints) -> Iterator[tuple[str, Candidate]]:
    """The numbers in a column `stuk` or `document` of a table that has amounts."""
    table = cells(hints)
    if not any(_AMOUNT.search(header) for header, _, _ in table):
        return
    for header, start, end in table:
        if _DOCUMENT.fullmatch(header) and _PAPER.fullmatch(hints.text, start, end):
            yield "invoice_number", Candidate(start, end, 0.85, "in a column of documents")


def _bare(text: str, hints: Hints, rules: Grammar) -> Iterator[tuple[str, Candidate]]:
    """Values whose shape is enough; bare digits only where the mail speaks of their kind."""
    if rules.bare is None:
        return
    for match in rules.bare.finditer(text):
        kind = match.lastgroup or ""
        if hints.is_claimed(*match.span()) or _NO_VALUE.fullmatch(match[0]):
            continue
        if not _OWN_SHAPE.match(match[0]):
            around = f"{hints.message.subject}\n{hints.message.text}"
            own = nearest_name(text, match.start(), match.end(), 25)
            if _OF_ANOTHER.search(text, max(0, match.start() - 25), match.start()):
                own = None  # a number stands between: the name is that one's
            if (
                not rules.headers[kind].pattern
                or not _speaks_of(kind, around, rules)
                or _is_other(own, kind, rules)
            ):
                continue
        yield kind, Candidate(match.start(), match.end(), 0.85, "by its shape")


def _speaks_of(kind: str, text: str, rules: Grammar) -> bool:
    words = rules.headers[kind].pattern
    return re.search(words.replace(r"\W*", "", 1).rsplit("(?:['’]", 1)[0], text, re.I) is not None


def _is_other(name: str | None, kind: str, rules: Grammar) -> bool:
    if name is None or _PLAIN.fullmatch(name.strip(" :.#=")):
        return False
    return not rules.headers[kind].fullmatch(name.strip(" :.#="))


_TOPIC_REACH = 5_000  # characters: a long list would be read once more for each of its codes


def _topical(
    text: str, hints: Hints, rules: Grammar, found: list[tuple[str, Candidate]]
) -> Iterator[tuple[str, Candidate]]:
    """Codes of a house's own make (`RH/27/00219`) where the mail speaks of what they number.

    A code counts when it is introduced as an example or has letters; its kind is the one of
    invoice, request and placement that was named last before it, else in the subject."""
    kinds = [kind for kind in _TOPICS if kind in rules.headers]
    taken = Claims((c.start, c.end) for _, c in found)
    for match in _HOUSE_CODE.finditer(text):
        start, end = match.span()
        if hints.is_claimed(start, end) or taken.touch(start, end):
            continue
        if not _is_value(text, match, hints):
            continue
        introduced = _EXAMPLE.search(text[max(0, start - 45) : start]) is not None
        if not introduced and not (match[0][0].isalpha() and _digits(match[0]) >= 5):
            continue
        if _PLAIN_NAME.search(text[max(0, start - 14) : start]):
            continue
        kind = _topic(
            (
                text[max(0, start - _TOPIC_REACH) : start],
                hints.message.subject,
                text[end : end + 120],
                text[:_TOPIC_REACH],
            ),
            kinds,
            rules,
        )
        if kind is not None:
            yield kind, Candidate(start, end, 0.75, "a code of what the mail speaks of")


def _topic(texts: Sequence[str], kinds: Sequence[str], rules: Grammar) -> str | None:
    """The kind that is named last in the first of the texts that names one."""
    for text in texts:
        ends = {kind: _last_end(rules.topics[kind], text) for kind in kinds}
        best = max(ends, key=ends.__getitem__, default=None)
        if best is not None and ends[best]:
            return best
    return None


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=0)


def _digits(value: str) -> int:
    return sum(map(str.isdigit, value))


def _alike_elsewhere(
    text: str, hints: Hints, rules: Grammar, found: list[tuple[str, Candidate]]
) -> Iterator[tuple[str, Candidate]]:
    """Numbers built like one with its name, a little further on: `P-30150`, `de tweede 51244`."""
    builds: dict[str, tuple[str, int]] = {}
    taken = Claims((c.start, c.end) for _, c in found)
    for kind, candidate in found:
        builds.setdefault(_build(text[candidate.start : candidate.end]), (kind, candidate.end))
    if not builds:
        return
    for match in _CODED.finditer(text):
        kind, at = builds.get(_build(match[0]), ("", 0))
        start, end = match.span()
        if not kind or start < at or start - at > _FAR or hints.is_claimed(start, end):
            continue
        if taken.touch(start, end) or not _is_value(text, match, hints):
            continue
        if match[0].isdigit() and _is_other(nearest_name(text, start, end, 30), kind, rules):
            continue
        yield kind, Candidate(start, end, 0.7, "built like one with its name")


def _build(value: str) -> str:
    """The build of a value: its letters, and how many digits stand where (`P-ddddd`)."""
    head = value[0] if value.isdigit() else ""
    return head + re.sub(r"\d", "d", value)


def _values(
    text: str, at: int, value: re.Pattern[str], hints: Hints, *, far: bool
) -> Iterator[tuple[int, int]]:
    """The value at `at`, and those joined to it as long as they look alike."""
    first = value.match(text, at)
    if first is None or not _is_value(text, first, hints):
        return
    if far and len(first[0]) < 4:
        return
    yield first.span()
    last = first
    for _ in range(200):
        join = _JOIN.match(text, last.end())
        if join is None:
            return
        following = value.match(text, join.end()) or _SUFFIX.match(text, join.end())
        if following is None or not _alike(first[0], following[0]):
            return
        if not _is_value(text, following, hints):
            return
        yield following.span()
        last = following


def _alike(first: str, other: str) -> bool:
    """Whether a value of a list may belong to the one before it: same build, or its bare tail."""
    if other.startswith("-"):
        return True
    if first[0].isalpha() != other[0].isalpha():
        return False
    separated = any(mark in first for mark in "-/.") == any(mark in other for mark in "-/.")
    return separated and abs(len(first) - len(other)) <= 1


def _is_value(text: str, match: re.Match[str], hints: Hints) -> bool:
    """No date, amount, time or count of something, and not part of a link or address."""
    if hints.is_claimed(*match.span()) or _FOREIGN.match(match[0]):
        return False
    if _DIALLED.match(text, match.start()):
        return False
    plain = _NO_VALUE.match(text, match.start())
    if plain is not None and plain.end() >= match.end():
        return False
    if len(match[0]) <= 3 and match[0].isdigit() and _PLURAL.match(text, match.end()):
        return False
    return _UNIT.match(text, match.end()) is None
