"""What people read for our codes, in their language: types, priorities, kinds of data, moments."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads((TEMPLATES / "words.toml").read_text(encoding="utf-8"))


def word(family: str, code: str, language: str) -> str:
    """The word for a code, for example `word("type", "bug", "nl")`; KeyError if there is none."""
    return _words()[family][code][language]


def moment(at: datetime, language: str) -> str:
    """A moment in words, such as `maandag 23 november om 9.15 uur`."""
    from babel.dates import format_datetime  # loads the names of days and months of a language

    pattern = str(_words()["moment"][language])  # Unicode TR 35
    return format_datetime(at, pattern, tzinfo=at.tzinfo, locale=language)
