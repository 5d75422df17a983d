"""What people read for our codes, in their language: types, priorities, kinds of data, moments."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from notify.spacing import spaced

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads((TEMPLATES / "words.toml").read_text(encoding="utf-8"))


def word(family: str, code: str, language: str) -> str:
    """The word for a code, for example `word("type", "bug", "nl")`; KeyError if there is none."""
    return spaced(_words()[family][code][language], language)


def moment(at: datetime, locale: str, *, year: int | None = None) -> str:
    """A moment in words, such as `maandag 23 november, 9.15 uur`; with the year if it is not
    `year`. `locale` is a language, or one with its region (`nl-BE`)."""
    from babel.dates import format_datetime  # loads the names of days and months of a language

    pattern = _pattern("moment", locale, at)
    if locale.startswith("fr") and at.minute == 0:
        pattern = pattern.removesuffix("\N{NO-BREAK SPACE}mm")  # 9 h, never 9 h 00
    if year is not None and at.year != year:
        pattern = pattern.replace("MMMM", "MMMM y")
    return format_datetime(at, pattern, tzinfo=at.tzinfo, locale=locale.replace("-", "_"))


def day(at: date, locale: str, *, year: int | None = None) -> str:
    """A day in words, such as `maandag 23 november 2026`; without the year if it is `year`."""
    from babel.dates import format_date

    pattern = _pattern("day", locale, at)
    if at.year == year:
        pattern = pattern.replace(" y", "")
    return format_date(at, pattern, locale=locale.replace("-", "_"))


def _pattern(family: str, locale: str, at: date) -> str:
    patterns = _words()[family]
    pattern = str(patterns.get(locale) or patterns[locale.partition("-")[0]])
    if locale.startswith("fr") and at.day == 1:
        pattern = pattern.replace(" d ", " d'er' ")  # vendredi 1er janvier
    return pattern
