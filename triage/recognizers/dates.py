"""Dates as people write them, with day, month and year (`12-3-'21`, `9 febr. 2023`, `2021-03-12`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = {
    1: "januari|january|janvier|januar|jänner|jan", 2: "februari|february|février|fevrier|februar|febr|feb|févr|fév",
    3: "maart|march|mars|märz|marz|mrt|mar|mär", 4: "april|avril|apr|avr", 5: "mei|may|mai",
    6: "juni|june|juin|jun", 7: "juli|july|juillet|juil|jul", 8: "augustus|august|août|aout|aug",
    9: "september|septembre|sept|sep", 10: "oktober|october|octobre|okt|oct", 11: "november|novembre|nov",
    12: "december|décembre|decembre|dezember|dec|déc|dez",
}  # fmt: skip
_BY_WORD = {word: month for month, words in _MONTHS.items() for word in words.split("|")}
_WORD = "|".join(sorted(_BY_WORD, key=len, reverse=True))
_DATE = re.compile(
    rf"""(?<![\w.,/@€-])(?:
      (?P<d1>\d{{1,2}})(?:e|er|ste|de|st|nd|rd|th|\.)?[ ]?(?:of[ ]|de[ ])?(?P<m1>{_WORD})\.?,?[ ]?(?P<y1>(?:19|20)\d\d|['’]\d\d|\d\d(?=[\s,.;)]|$))
    | (?P<m2>{_WORD})\.?[ ](?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<y2>(?:19|20)\d\d)
    | (?P<d3>\d{{1,2}})[ ]?(?P<s>[-./–])[ ]?(?P<m3>\d{{1,2}})[ ]?(?P=s)[ ]?(?P<y3>(?:19|20)\d\d|['’]?\d\d)
    | (?P<y4>(?:19|20)\d\d)(?P<t>[-./])(?P<m4>\d\d)(?P=t)(?P<d4>\d\d)
    | (?P<d5>\d\d)[ ](?P<m5>\d\d)[ ](?P<y5>(?:19|20)\d\d)
    | (?P<d6>0[1-9]|[12]\d|3[01])(?P<m6>0[1-9]|1[0-2])(?P<y6>(?:19|20)\d\d)
    )(?![\w@/]|[-.]\d|,\d\d(?!\d))""",
    re.IGNORECASE | re.VERBOSE,
)
_FEW = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a text. A year of two digits is taken as the last hundred years' up to 2039."""

    start: int
    end: int
    year: int
    month: int
    day: int
    glued: bool


def days(text: str) -> Iterator[Day]:
    """Yield each date with a possible day and month."""
    if _FEW.search(text) is None:
        return
    for match in _DATE.finditer(text):
        number = next(i for i in range(1, 7) if match[f"d{i}"])
        month_text, year_text = match[f"m{number}"].lower(), match[f"y{number}"].strip("'’")
        month = int(month_text) if month_text.isdigit() else _BY_WORD[month_text]
        day, year = int(match[f"d{number}"]), int(year_text)
        if year < 100:
            year += 2000 if year < 40 else 1900
        if month > 12 and day <= 12:
            day, month = month, day
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield Day(match.start(), match.end(), year, month, day, number == 6)
