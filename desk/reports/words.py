"""What people read in a report, in its language; days, shares and lengths of time in words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

_WORDS = Path(__file__).parent / "words.toml"
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400  # seconds


@cache
def _all() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; moments are told in `zone`."""

    language: str
    zone: ZoneInfo

    def __call__(self, family: str, code: str, **facts: object) -> str:
        """The words for a code, filled in; KeyError if there are none."""
        return _all()[family][code][self.language].format(**facts)

    def known(self, family: str, code: str) -> str:
        """The words for a code, or the code itself where another version knew more of them."""
        return self(family, code) if code in _all()[family] else code

    def day(self, at: datetime | date) -> str:
        """As ISO 8601 says it, which sorts and is misread nowhere."""
        here = at.astimezone(self.zone).date() if isinstance(at, datetime) else at
        return here.isoformat()

    def moment(self, at: datetime) -> str:
        return f"{at.astimezone(self.zone):%Y-%m-%d %H:%M}"

    def month(self, first: date) -> str:
        from babel.dates import format_date  # loads the names of months

        return format_date(first, "MMM yyyy", locale=self.language)

    def share(self, part: int, whole: int) -> str:
        """A share in percent; a dash where there is no whole."""
        from babel.numbers import format_percent

        if not whole:
            return "–"
        return format_percent(part / whole, "0.0 %", locale=self.language)


def lasting(seconds: float) -> str:
    """A length of time in two units at most: `12 s`, `3 min 5 s`, `2 h 10 min`, `4 d 1 h`."""
    whole = round(seconds)
    for unit, name, lower, lower_name in (
        (_DAY, "d", _HOUR, "h"),
        (_HOUR, "h", _MINUTE, "min"),
        (_MINUTE, "min", 1, "s"),
    ):
        if whole >= unit:
            rest = whole % unit // lower
            return f"{whole // unit} {name}" + (f" {rest} {lower_name}" if rest else "")
    return f"{whole} s"
