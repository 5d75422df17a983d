"""Where names of persons stand in a text: first names, full names, `Jansen, Emma`.

The lists and the build of a name decide here; who the person is decides `people.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from triage.cues import words
from triage.names import is_first_name
from triage.names.alone import COMPANY, capitals_tell, certainty, is_new
from triage.names.gaps import GAP, are_joined, ends_cell, is_cell, starts_cell, starts_sentence
from triage.names.small import end_of
from triage.names.tokens import Token, Word, tokens_of

_HYPHENS = ("-", " -", "- ", " - ")
_HALF = ("-de", "-van", "-den", "-der", "-ten", "-ter", "-el", "-al")
_HALF_PREFIXES = frozenset(("op", "in"))  # as in `op den Kamp`, `in 't Veld`
_PRODUCT = frozenset(
    ("app", "cloud", "connect", "digital", "online", "portal", "pro", "software", "suite")
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name: `given` is its first name, folded; `full` when a surname goes with it.

    `certain` says that the lists know it and it is no common word."""

    start: int
    end: int
    given: str
    family: str
    full: bool
    capital: bool
    certain: bool


Built = tuple[Name, int] | None
Build = Callable[[str, Sequence[Token], int], Built]


def names_in(text: str, tokens: Sequence[Token] | None = None) -> tuple[Name, ...]:
    """The names of a text in order, none overlapping; `tokens` if they are known already."""
    tokens = tokens_of(text) if tokens is None else tokens
    single = partial(_single, telling=capitals_tell(tokens))
    found: list[Name] = []
    index = 0
    while index < len(tokens):
        word = tokens[index].word
        begins = (
            word.capital or word.first or (word.prefix and starts_cell(text, tokens[index].start))
        )
        built = _name_at(text, tokens, index, single) if begins else None
        if built is None:
            index += 1
        else:
            found.append(built[0])
            index += built[1]
    return tuple(found)


def _name_at(text: str, tokens: Sequence[Token], index: int, single: Build) -> Built:
    """The name that begins at a token and how many tokens it takes."""
    for build in (_given_first, _small, _family_first, _unlisted_given, single):
        built = build(text, tokens, index)
        if built is not None:
            return built
    return None


def _single(text: str, tokens: Sequence[Token], index: int, *, telling: bool) -> Built:
    """A first name alone."""
    certain = certainty(text, tokens, index, telling=telling)
    if certain is None:
        return None
    token, word = tokens[index], tokens[index].word
    name = Name(token.start, token.end, word.folded, "", full=False, capital=word.capital,
                certain=certain)  # fmt: skip
    return name, 1


def _given_first(text: str, tokens: Sequence[Token], index: int) -> Built:
    """`Emma Jansen`, `Jan Peter van der Berg`, `emma de vries`."""
    if not tokens[index].word.first:
        return None
    at = index + 1
    while at < len(tokens) and at < index + 3 and are_joined(text, tokens, at):
        more = tokens[at].word
        if not (more.initials or (more.capital and _is_second(text, tokens, at))):
            break
        dotted = more.initials and at + 1 < len(tokens) and not tokens[at + 1].word.last
        if dotted and more.text.endswith(".") and not tokens[at + 1].word.prefix:
            return None  # `Emma L. Wie …`: the dot ends the sentence
        at += 1
    for begin in range(at, index, -1):
        end = _family(text, tokens, begin)
        if end is not None and _believable(text, tokens, index, begin, end):
            return _full(tokens, index, begin, end, certain=True)
    return None


def _small(text: str, tokens: Sequence[Token], index: int) -> Built:
    """`ravi jagroep` in a table, `kelly van den dungen` anywhere."""
    end = end_of(text, tokens, index)
    return None if end is None else _full(tokens, index, index + 1, end, certain=True)


def _is_second(text: str, tokens: Sequence[Token], at: int) -> bool:
    """A second first name; if it is a surname as well, one follows it (`Roelof Jan Smit`)."""
    word = tokens[at].word
    if not (word.first or (word.barred and is_first_name(word.folded))):
        return False  # `Jan` is barred for the month, and welcome here
    if not (word.last or word.barred):
        return True
    end = _family(text, tokens, at + 1) if at + 1 < len(tokens) else None
    return end is not None and tokens[end - 1].word.capital and not tokens[at + 1].word.first


def _family(text: str, tokens: Sequence[Token], begin: int) -> int | None:
    """The index after a surname (prefixes, a word, its second half) that begins at `begin`."""
    at = begin
    while (
        at < len(tokens)
        and at < begin + 4
        and are_joined(text, tokens, at)
        and tokens[at].word.prefix
    ):
        at += 1
    if at >= len(tokens) or at >= begin + 4 or not are_joined(text, tokens, at):
        lone = at == begin + 1 and tokens[begin].word.last and tokens[begin].word.capital
        return at if lone else None
    if at == begin + 1 and tokens[begin].word.folded in _HALF_PREFIXES:
        return None  # `Fleurtje op Bliksem`
    if not _may_be_family(tokens[at].word, prefixed=at > begin):
        return None
    return _second_half(text, tokens, at + 1)


def _second_half(text: str, tokens: Sequence[Token], at: int) -> int:
    """`Verbeek-de Haan`, `Jansen - Smit`, `Terwisscha van Scheltinga`: what goes on behind."""
    if at >= len(tokens):
        return at
    if _is_chinese_surinamese(text, tokens, at):
        return at + 2
    open_ = tokens[at - 1].word.text.lower().endswith(_HALF)
    follow = at
    while follow < len(tokens) - 1 and follow < at + 3 and tokens[follow].word.prefix:
        if not (are_joined(text, tokens, follow) or follow == at):
            return at
        follow += 1
    last = tokens[follow].word
    gap = text[tokens[at - 1].end : tokens[at].start]
    connected = follow == at or are_joined(text, tokens, follow)
    if not (last.capital and connected and not last.barred) or (last.place and follow > at):
        return at  # as in `Marc Geboers in het Frans`
    before = tokens[at - 1].word
    goes_on = last.last and before.capital and (not last.first or before.first)
    goes_on = goes_on or (follow > at and before.capital and not before.last and not before.first)
    if GAP.fullmatch(gap) and (open_ or goes_on):
        return follow + 1
    return follow + 1 if gap in _HYPHENS and last.last else at


def _is_chinese_surinamese(text: str, tokens: Sequence[Token], at: int) -> bool:
    """`Tjon A Fat`: a short word behind an A that stands alone."""
    if tokens[at].word.text != "A" or at + 1 >= len(tokens) or len(tokens[at + 1].word.text) > 4:
        return False
    return (
        tokens[at + 1].word.capital
        and are_joined(text, tokens, at)
        and are_joined(text, tokens, at + 1)
    )


def _may_be_family(word: Word, *, prefixed: bool) -> bool:
    if word.barred and not (prefixed and word.capital):
        return False
    if word.capital:
        return len(word.text) > 1 and not word.initials
    return word.last


def _believable(text: str, tokens: Sequence[Token], index: int, begin: int, end: int) -> bool:
    """Whether a first name and what follows it are a full name and not two words of a sentence."""
    first, last = tokens[index].word, tokens[end - 1].word
    known = any(token.word.last for token in tokens[begin:end])
    prefixed = tokens[begin].word.prefix and end - begin > 1
    if not first.capital:
        plain = first.ambiguous or (
            last.ambiguous
            and not (last.capital or prefixed)
            and not (_introduced(text, tokens, index) and last.folded not in words("after_names"))
        )  # `bij levi groen`, but not `voor tess haar inschrijving`
        return known and (not plain or (prefixed and not last.ambiguous))
    if not last.capital:
        return known and not last.ambiguous
    if known:
        return True
    if last.folded in _PRODUCT:
        return False
    if last.text.isupper() and len(last.text) < 6 and not first.text.isupper():
        return False
    return not first.ambiguous or prefixed or not starts_sentence(text, tokens[index].start)


def _family_first(text: str, tokens: Sequence[Token], index: int) -> Built:
    """`Jansen, Emma`, `El Amrani Inès`, `Van den Broeck Hilde`."""
    at = index
    while at < len(tokens) - 1 and at < index + 3 and tokens[at].word.prefix:
        if not are_joined(text, tokens, at + 1):
            return None
        at += 1
    if at + 1 >= len(tokens):
        return None
    family, given = tokens[at].word, tokens[at + 1].word
    between = text[tokens[at].end : tokens[at + 1].start]
    cell = starts_cell(text, tokens[index].start)
    prefixed = at > index and (tokens[index].word.capital or cell)
    listed = given.first or (
        between in (", ", ",")
        and (family.last or prefixed)
        and is_new(given)
        and is_cell(text, tokens[index].start, tokens[at + 1].end)
    )
    if not (family.capital and not family.barred and listed and given.capital):
        return None
    if between in (", ", ","):
        whole = cell and ends_cell(text, tokens[at + 1].end)
        sure = whole or ((family.last or prefixed) and not _goes_on(text, tokens, at + 2))
        sure = sure and (whole or not family.first)
        sure = sure and (family.last or not family.first)  # `Walid, Safae` are two children
    else:
        ends = ends_cell(text, tokens[at + 1].end) and text[tokens[at + 1].end :][:1] not in ":("
        known = family.last or prefixed or (cell and ends and is_new(family))
        sure = GAP.fullmatch(between) is not None and known and not family.first
        sure = sure and not _goes_on(text, tokens, at + 2)
    return _reversed(tokens, index, at) if sure else None


def _goes_on(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a surname follows, so that the word before it begins a name of its own."""
    end = _family(text, tokens, at) if at < len(tokens) else None
    return end is not None and (tokens[end - 1].word.capital or tokens[end - 1].word.last)


def _reversed(tokens: Sequence[Token], index: int, at: int) -> Built:
    given = tokens[at + 1]
    family = " ".join(token.word.folded for token in tokens[index : at + 1])
    start = tokens[index].start
    name = Name(start, given.end, given.word.folded, family, full=True, capital=True, certain=True)
    return name, at + 2 - index


def _unlisted_given(text: str, tokens: Sequence[Token], index: int) -> Built:
    """`Jaivy van der Berg`, `Avraham Perlstein`: a first name that nobody listed."""
    word = tokens[index].word
    if not is_new(word) or word.first or index + 1 >= len(tokens) or COMPANY.search(word.folded):
        return None
    end = _family(text, tokens, index + 1)
    if end is None or not tokens[end - 1].word.capital or tokens[end - 1].word.text.isupper():
        return None
    if _begins_later(text, tokens, index + 1):
        return None
    family, prefixed = tokens[end - 1].word, tokens[index + 1].word.prefix
    begins = starts_sentence(text, tokens[index].start)
    if family.first and begins and not prefixed:
        return None  # `Instructeur Sepp`, `Startdatum Lieuwe`
    if family.last:
        if begins and family.ambiguous and not prefixed:
            return None
    elif (
        not is_new(family)
        or COMPANY.search(family.folded)
        or (len(family.text) < 4 and end - index < 4)
        or not (
            _introduced(text, tokens, index)
            or (begins and _in_table(text, tokens[end - 1].end))
            or _stands_free(text, tokens, index, end)
        )
    ):
        return None
    return _full(tokens, index, index + 1, end, certain=False)


def _begins_later(text: str, tokens: Sequence[Token], at: int) -> bool:
    """`Fiche Noor De Smet`, `Betaling van Noor De Smet`: the name begins behind the word."""
    while at < len(tokens) - 1 and tokens[at].word.prefix:
        at += 1
    return tokens[at].word.first and _goes_on(text, tokens, at + 1)


def _introduced(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether a word such as `mevrouw` or `bij` stands right before."""
    if not index or not are_joined(text, tokens, index):
        return False
    return tokens[index - 1].word.folded.rstrip(".") in words("before_names")


def _stands_free(text: str, tokens: Sequence[Token], index: int, end: int) -> bool:
    """Two words with capitals between small ones, or alone in brackets or on a line."""
    if end < len(tokens) and are_joined(text, tokens, end) and tokens[end].word.capital:
        return False
    if starts_sentence(text, tokens[index].start):
        return starts_cell(text, tokens[index].start) and ends_cell(text, tokens[end - 1].end)
    before = tokens[index - 1].word if index else None
    return before is not None and not (before.capital and are_joined(text, tokens, index))


def _in_table(text: str, end: int) -> bool:
    return re.match(r"[ \t]?[,;|\t(][ \t]?[\d(°*]", text[end : end + 4]) is not None


def _full(tokens: Sequence[Token], index: int, begin: int, end: int, *, certain: bool) -> Built:
    family = " ".join(token.word.folded for token in tokens[begin:end])
    first = tokens[index]
    name = Name(first.start, tokens[end - 1].end, first.word.folded, family, full=True,
                capital=first.word.capital, certain=certain)  # fmt: skip
    return name, end - index


def words_of(name: Name) -> Iterator[str]:
    """The folded words of a name."""
    yield name.given
    for part in name.family.replace("-", " ").split():
        if len(part) > 3:
            yield part
