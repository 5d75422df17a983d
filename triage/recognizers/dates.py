"""Dates as people write them, with day, month and year (`12-3-'21`, `9 febr. 2023`, `2021-03-12`)."""

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
          (?P<d1>\d{{1,2}})(?:e|er|ste|de|st|nd|rd|th|\.)?[ ]?(?:of[ ]|de[ ])?(?P<m1>{word})\.?,?[ ]?
            (?P<y1>(?:19|20)\d\d|['’]\d\d|\d\d(?=[\s,.;)]|$))
        | (?P<m2>{word})\.?[ ](?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<y2>(?:19|20)\d\d)
        | (?P<d3>\d{{1,2}})[ ]?(?P<s>[-./–])[ ]?(?P<m3>\d{{1,2}})[ ]?(?P=s)[ ]?(?P<y3>(?:19|20)\d\d|['’]?\d\d)
        | (?P<y4>(?:19|20)\d\d)(?P<t>[-./])(?P<m4>\d{{1,2}})(?P=t)(?P<d4>\d{{1,2}})
        | (?P<d5>\d{{1,2}})[ ](?P<m5>\d{{1,2}})[ ](?P<y5>(?:19|20)\d\d)
        | (?P<d6>0[1-9]|[12]\d|3[01])(?P<m6>0[1-9]|1[0-2])(?P<y6>(?:19|20)\d\d)
        )(?![\w@/]|[-.]\d|,\d\d(?!\d))""",
        re.IGNORECASE | re.VERBOSE,
    )


def days(text: str) -> Iterator[Day]:
    """Yield each date with a possible day and month."""
    if not any(map(str.isdigit, text)):
        return
    for match in _pattern().finditer(text):
        number = next(i for i in range(1, 7) if match[f"d{i}"])
        month_text, year_text = match[f"m{number}"].lower(), match[f"y{number}"].strip("'’")
        month = int(month_text) if month_text.isdigit() else _months()[month_text]
        day, year = int(match[f"d{number}"]), int(year_text)
        if year < 100:
            year += 2000 if year < 40 else 1900
        if month > 12 and day <= 12:
            day, month = month, day
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield Day(match.start(), match.end(), year, month, day, number >= 5)
