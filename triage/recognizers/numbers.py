"""Numbers with an identifier's name: `deb.nr. 10422`, `facturen 2026-0142 en -0143`, `P-30117`.

Which kinds there are, the words before them and their shapes are data of the preset. What is here
is how people string them together: lists, ranges, tables, a name said once for several values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from config.preset import Identifier, Preset
from triage.hints import Candidate, Hints
from triage.recognizers.tables import columns

_GAP = (
    r"(?:['’]?s)?(?:[\s:.=\#(\[\"'“”‘’|*_–>-]{0,6}(?:(?:nrs?|nummers?|numbers?|num[ée]ros?|nummern?|no|nos|n[°º]|"
    r"id|ids|code|is|zijn|was|are|sind|ist|est|sont|resp|respectievelijk|bv|bijv|nl|namelijk|"
    r"te weten|o\.a|oa|e\.g|z\.b|p\.ex|met|with|met nummer|avec le num[ée]ro|mit der nummer|zoals|like)"
    r"(?!\w)[\s:.=\#(\[\"'“”‘’*_-]{0,5}){0,3})"
)
_JOIN = re.compile(
    r"\s{0,3}(?:\([^()\n]{0,60}\)\s{0,2})?(?:,?\s{0,2}(?:en ook|en|of|and|or|et|ou|und|oder|t/m|tm|tot en met|tot|to|bis|à|"
    r"alsook|plus|resp\.?|&|\+|/|;|,|–|-(?=\s))|\r?\n\s{0,4}(?:[-*•·>]\s{0,3})?)"
    r"\s{0,3}(?:(?:nr|nrs|nummers?|no|n°)\.?\s{0,2})?[\"'“(\[#]{0,2}",
    re.IGNORECASE,
)
_NO_VALUE = re.compile(
    r"\d{1,2}[-./]\d{1,2}(?:[-./](?:19|20)?\d\d)?(?![\w-])|(?:19|20)\d\d(?![\w/-]|\.\d)|\d{1,2}[:.]\d\d\s?(?:uur|u\b|h\b)"
    r"|\d{1,3}(?:\.\d{3})+,\d\d|\d+,\d\d(?!\d)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s{0,2}(?:€|%|eur(?:o|os)?\b|uur\b|uren\b|u\b|h\b|min\w*|dag(?:en)?\b|we[ek]+(?:en)?\b|"
    r"maand\w*|jaar\b|jaren\b|keer\b|maal\b|x\b|×|kinderen\b|kids\b|kindjes\b|ouders?\b|gezinnen\b|"
    r"facturen\b|stuks\b|regels\b|enfants?\b|parents?\b|familles?\b|factures?\b|fois\b|jours?\b|heures?\b|"
    r"times\b|children\b|invoices?\b|families\b|days?\b|hours?\b|kinder\b|eltern\b|rechnungen\b|tage?\b|"
    r"monitor\w*|groepen\b|locaties\b|plaatsen\b|plekken\b|mensen\b|van\sde\s\d|graden\b|"
    r"(?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec|janvier|f[ée]v|mars|avril|mai|juin|juil|"
    r"ao[uû]t|oct|d[ée]c|january|march|may|june|july|october|m[äa]rz|dez)[a-zéû]*\b)",
    re.IGNORECASE,
)
_VALUE_END = r"(?![\w@]|[-/]\w|[.,]\d)"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The expressions of one preset: any name, the values of each kind, those that stand bare."""

    names: re.Pattern[str] | None
    values: dict[str, re.Pattern[str]]
    bare: re.Pattern[str] | None
    headers: dict[str, re.Pattern[str]]


@lru_cache
def _grammar(kinds: tuple[tuple[str, tuple[str, ...], str, str | None], ...]) -> Grammar:
    names = [f"(?P<{kind}>{'|'.join(words)})" for kind, words, _, _ in kinds if words]
    bare = [f"(?P<{kind}>{shape})" for kind, _, _, shape in kinds if shape]
    return Grammar(
        re.compile(rf"(?<![^\W_])(?:{'|'.join(names)}){_GAP}(?=[-A-Z]{{0,8}}[-/.]?\d)", re.I)
        if names
        else None,
        {kind: re.compile(rf"(?:{shape}){_VALUE_END}", re.I) for kind, _, shape, _ in kinds},
        re.compile(rf"(?<![\w@/.-])(?:{'|'.join(bare)}){_VALUE_END}") if bare else None,
        {kind: re.compile(rf"\W*(?:{'|'.join(words)})(?:['’]?s)?\W*(?:nrs?|nummers?|id)?\W*", re.I)
         for kind, words, _, _ in kinds if words},
    )  # fmt: skip


def grammar(preset: Preset) -> Grammar:
    """The compiled expressions of a preset; compiled once for each set of words."""
    return _grammar(tuple(_data(kind, known) for kind, known in preset.identifiers.items()))


def _data(kind: str, known: Identifier) -> tuple[str, tuple[str, ...], str, str | None]:
    return kind, known.names, known.shape, known.bare


def find(text: str, hints: Hints) -> Iterator[tuple[str, Candidate]]:
    """Yield kind and place of each number that its name, its column or its shape gives away."""
    rules = grammar(hints.preset)
    if not any(map(str.isdigit, text)):
        return
    if rules.names is not None:
        for match in rules.names.finditer(text):
            kind = match.lastgroup
            if kind is not None:
                for start, end in _values(text, match.end(), rules.values[kind], hints):
                    yield kind, Candidate(start, end, 0.97, "after its name")
    for header, start, end in columns(text):
        for kind, words in rules.headers.items():
            if words.fullmatch(header) and rules.values[kind].fullmatch(text, start, end):
                yield kind, Candidate(start, end, 0.9, "in its column")
    if rules.bare is not None:
        for match in rules.bare.finditer(text):
            kind = match.lastgroup
            if kind is not None and not hints.is_claimed(*match.span()):
                yield kind, Candidate(match.start(), match.end(), 0.85, "by its shape")


def _values(text: str, at: int, value: re.Pattern[str], hints: Hints) -> Iterator[tuple[int, int]]:
    """The value at `at`, and those joined to it as long as they look alike."""
    first = value.match(text, at)
    if first is None or not _is_value(text, first, hints):
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


_SUFFIX = re.compile(r"-\d{2,6}(?![\w@/-]|[.,]\d)")


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
    if hints.is_claimed(*match.span()):
        return False
    plain = _NO_VALUE.match(text, match.start())
    if plain is not None and plain.end() >= match.end():
        return False
    return _UNIT.match(text, match.end()) is None
