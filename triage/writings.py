"""The writings of a value that is known of a person, as expressions on folded text. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from triage.recognizers.dates import days

PARTICLES = frozenset(
    (
        *("van", "von", "de", "den", "der", "het", "ten", "ter", "te", "op", "in", "la", "le"),
        *("les", "du", "des", "di", "da", "dos", "el", "al", "bin", "ibn", "t", "d", "y"),
    )
)
_SEPARATED = r"[\W_]{0,4}"
_LEFT, _RIGHT = r"(?<![^\W_])", r"(?![^\W_])"
_SHORTEST_NUMBER = 5  # letters and digits


class Sort(StrEnum):
    """What a value is, by its looks."""

    ADDRESS = "address"  # of mail
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Value:
    """Something that is known of a person."""

    text: str = field(repr=False)

    @property
    def sort(self) -> Sort:
        text = self.text
        if re.fullmatch(r"[^\s@]+@[^\s@]+", text):
            return Sort.ADDRESS
        if _is_date(text):
            return Sort.DATE
        digits = sum(char.isdigit() for char in text)
        if digits >= _SHORTEST_NUMBER and digits * 2 >= len(bare(text)):
            return Sort.NUMBER
        found = words(text)
        return Sort.NAME if found and not digits and len(found) <= 6 else Sort.WORDS

    @property
    def is_sure(self) -> bool:
        """Whether it alone tells the person from others."""
        if self.sort is Sort.NAME:
            return len([word for word in words(self.text) if len(word) > 1]) > 1
        return self.sort is not Sort.DATE


def sure_forms(one: Value) -> Iterator[str]:
    """Expressions, on folded text, for a value in its various writings."""
    plain = folded(one.text)
    match one.sort:
        case Sort.ADDRESS:
            yield rf"(?<![\w.+-]){re.escape(plain)}(?![\w-])(?!\.\w)"
        case Sort.NUMBER:
            yield _number(plain)
        case Sort.NAME | Sort.WORDS:
            found = re.findall(r"[^\W_]+", plain)
            yield _LEFT + _SEPARATED.join(map(re.escape, found)) + _RIGHT
            if one.sort is Sort.NAME and len(found) > 1:
                yield from _turned(found)


def close_forms(one: Value) -> Iterator[str]:
    """An initial with the surname, either way round."""
    found = words(one.text)
    if one.sort is not Sort.NAME or len(found) < 2:
        return
    first, last = _first_and_last(found)
    initial, surname = re.escape(first[0][0]), _SEPARATED.join(map(re.escape, last))
    yield rf"{_LEFT}{initial}{_SEPARATED}{surname}{_RIGHT}"
    yield rf"{_LEFT}{surname}{_SEPARATED}{initial}{_RIGHT}"


def _turned(name: list[str]) -> Iterator[str]:
    """`Vries, Jan de` and `de Vries, Jan` of `Jan de Vries`."""
    first, last = _first_and_last(name)
    for turned in ((*last, *first), (*last[-1:], *first, *last[:-1])):
        yield _LEFT + _SEPARATED.join(map(re.escape, turned)) + _RIGHT


def _first_and_last(name: list[str]) -> tuple[list[str], list[str]]:
    """First names, and the surname with what goes before it."""
    particles = [n for n, word in enumerate(name[1:-1], 1) if word in PARTICLES]
    cut = particles[0] if particles else len(name) - 1
    return name[:cut], name[cut:]


def _number(plain: str) -> str:
    """A number in any grouping; a Dutch or Belgian telephone with and without the country."""
    signs = re.sub(r"[\W_]", "", plain)
    spaced = r"[\W_]{0,3}"
    national = re.fullmatch(r"(?:(?:00)?3[12]0?|0)([1-9]\d{7,8})", signs)
    if national and (plain.startswith(("+", "00", "0", "31", "32"))):
        country = rf"(?:(?:\+|00){spaced})?3[12]{spaced}(?:\(?0\)?{spaced})?"
        return rf"(?<!\d)(?:{country}|0{spaced})" + spaced.join(national[1]) + r"(?!\d)"
    left, right = ("(?<!\\d)", "(?!\\d)") if signs.isdigit() else (_LEFT, _RIGHT)
    return left + spaced.join(map(re.escape, signs)) + right


def on_days(text: str, wanted: set[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Where one of these days (year, month, day) stands, in whatever writing."""
    return ((d.start, d.end) for d in days(text) if (d.year, d.month, d.day) in wanted)


def _is_date(text: str) -> bool:
    found = days(text)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))


def date(text: str) -> tuple[int, int, int]:
    """The day that a value of the sort `date` says."""
    (day,) = days(text)
    return day.year, day.month, day.day


def bare(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]", "", text)


def words(text: str) -> list[str]:
    """The words in it, folded; without digits."""
    return re.findall(r"[^\W\d_]+", folded(text))


def folded(text: str) -> str:
    """Without capitals and accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def folded_with_places(text: str) -> tuple[str, range | list[int]]:
    """The same, and for each of its characters the place in `text`."""
    if text.isascii():
        return text.lower(), range(len(text))
    pieces, places = [], []
    for place, char in enumerate(text):
        plain = folded(char)
        pieces.append(plain)
        places += [place] * len(plain)
    return "".join(pieces), places
