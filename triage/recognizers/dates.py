"""Dates as people write them: `12-3-'21`, `9 febr. 2023`, `2021-03-12`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from triage.cues import alternatives


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a text. A year of two digits is taken as the last hundred years' up to 2039.

    `loose` marks a shape that only a word for birth makes a date (`8 8 2024`, `12032021`)."""

    start: int
    end: int
    year: int
    month: int
    day: int
    loose: bool


@lru_cache
def _months() -> dict[str, int]:
    """The names of months and the short forms, from twelve lines of `months.txt`."""
    lines = alternatives("months").split("|")
    months: dict[str, int] = {}
    number = 0
    for word in lines:
        number = int(word) if word.isdigit() else number
        if not word.isdigit():
            months[word] = number
    return months


@lru_cache
def _pattern() -> re.Pattern[str]:
    word = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"""(?<![\w.,/@€-])(?:
          (?P<d1>\d{{1,2}})(?:e|er|ste|de|st|nd|rd|th|\.)?[ ]?(?:of[ ]|de[ ])?
            (?P<m1>{word})\.?,?[ ]?(?P<y1>(?:19|20)\d\d|['’]\d\d|\d\d(?=[\s,.;)]|$))
        | (?P<d2>\d{{1,2}})[ ]?(?P<s>[-./–])[ ]?(?P<m2>\d{{1,2}})
            [ ]?(?P=s)[ ]?(?P<y2>(?:19|20)\d\d|['’]?\d\d)
        | (?P<y3>(?:19|20)\d\d)(?P<t>[-./])(?P<m3>\d{{1,2}})(?P=t)(?P<d3>\d{{1,2}})
        | (?P<d4>\d{{1,2}})[ ](?P<m4>\d{{1,2}})[ ](?P<y4>(?:19|20)\d\d)
        | (?P<d5>0[1-9]|[12]\d|3[01])(?P<m5>0[1-9]|1[0-2])(?P<y5>(?:19|20)\d\d)
        )(?![\w@/]|[-.]\d|,\d\d(?!\d))""",
        re.IGNORECASE | re.VERBOSE,
    )


_MONTH_FIRST = re.compile(
    r"\b(?P<m1>[A-Z][a-z]{2,9})\.? (?P<d1>\d{1,2})(?:st|nd|rd|th)?,? (?P<y1>(?:19|20)\d\d)(?!\w)"
)
_ROMAN = re.compile(
    r"(?<![\w.,/-])(?P<day>\d{1,2}) (?:X?I{1,3}|IV|VI{0,3}|IX|X) (?P<year>(?:19|20)\d\d)(?!\w)"
)
_STARTS = re.compile(r"(?<![\w.,/@€-])\d")


@lru_cache
def _numbers() -> dict[str, int]:
    """The numbers from one to ninety-nine in words, as `number_words.txt` has them."""
    numbers: dict[str, int] = {}
    value = 0
    for word in alternatives("number_words").split("|"):
        value = int(word) if word.isdigit() else value
        if not word.isdigit():
            numbers[word.replace(r"\s", " ")] = value
    return numbers


@lru_cache
def _month_word() -> re.Pattern[str]:
    month = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(rf"(?<=[a-zé] )(?:{month})(?= )", re.IGNORECASE)


@lru_cache
def _year_word() -> re.Pattern[str]:
    """A year in figures, or hundreds in words with the word that may follow them."""
    return re.compile(
        rf"\s(?:(?P<figures>(?:19|20)\d\d)(?!\w)|(?:{alternatives('centuries')})"
        r"(?P<rest>[\s-]?(?:(?:en|and|et|und)[\s-])?(?P<word>[^\W\d_]+(?:-[^\W\d_]+){0,3}))?)",
        re.IGNORECASE,
    )


def _worded(text: str) -> Iterator[Day]:
    """`twaalf april tweeduizend negentien`, `premier mai 2017`; `6 IV 2023`."""
    if _months().keys().isdisjoint(text.lower().split()):
        return
    for month in _month_word().finditer(text):
        phrase, year = _day_word(text, month.start()), _year_word().match(text, month.end())
        if not phrase or year is None:
            continue
        counted = year["word"] is None or year["word"].lower() in _numbers()
        yield Day(
            month.start() - 1 - len(phrase), year.end() if counted else year.start("rest"),
            int(year["figures"] or 2000), _months()[month[0].lower()], _numbers()[phrase],
            loose=True,
        )  # fmt: skip


def _day_word(text: str, month: int) -> str:
    """The number up to 31 that stands in one or two words before a month, as `_numbers` has it."""
    words = text[max(0, month - 28) : month - 1].lower().rsplit(None, 2)[-2:]
    for phrase in (" ".join(words), words[-1] if words else ""):
        if 1 <= _numbers().get(phrase, 0) <= 31:
            return phrase
    return ""


def _romans(text: str) -> Iterator[Day]:
    for roman in _ROMAN.finditer(text):
        yield Day(*roman.span(), int(roman["year"]), 1, int(roman["day"]), loose=True)


@lru_cache(maxsize=8)
def days(text: str) -> tuple[Day, ...]:
    """Each date with a possible day and month, in order."""
    found = [_day(match, number) for match, number in _matches(text)]
    found.extend((*_worded(text), *_romans(text)))
    return tuple(sorted((day for day in found if day is not None), key=lambda day: day.start))


def _matches(text: str) -> Iterator[tuple[re.Match[str], int]]:
    pattern, done = _pattern(), 0
    for start in _STARTS.finditer(text):
        if start.start() >= done and (match := pattern.match(text, start.start())) is not None:
            done = match.end()
            yield match, next(i for i in range(1, 6) if match[f"d{i}"])
    for match in _MONTH_FIRST.finditer(text):
        if match["m1"].lower() in _months():
            yield match, 1


def _day(match: re.Match[str], number: int) -> Day | None:
    month_text, year_text = match[f"m{number}"].lower(), match[f"y{number}"].strip("'’")
    month = int(month_text) if month_text.isdigit() else _months()[month_text]
    day, year = int(match[f"d{number}"]), int(year_text)
    if year < 100:
        year += 2000 if year < 40 else 1900
    if month > 12 and day <= 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Day(match.start(), match.end(), year, month, day, number >= 4)
