"""When a mail was sent, as far as its Date can be believed (RFC 5322, 3.3 and 4.3).

Programs write day, month, year, time and zone in every order and language, so each is looked for by
its own shape. What names no day, no month or no year is no date.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from ingest.patterns.calendar import MONTHS, SPELLED, ZONES

_ISO = re.compile(
    r"(\d{4})(?:(\d\d)(\d\d)|([-/.])(\d{1,2})\4(\d{1,2}))(?:[t ]+(?=\d{1,2}:|\d{4})|\s*(?:\||\Z))"
)
_NUMERIC = re.compile(r"(?<![\d:.])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d.+-])(\d{1,2})[:.h](\d{1,2})(?:[:.](\d{1,2}))?(?:[.,]\d{1,9})?(?![\d:])(?:\s?([ap])\.?m\b)?"
)
_PACKED_CLOCK = re.compile(r"(\d\d)(\d\d)(\d\d)?(?!\d)()")
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)?(?!\d)|\s()(0\d|1[0-4])(00|30|45)(?!\d)")
_ZONE = re.compile(r"(?<![^\W\d_])([a-z]{1,4})(?![^\W\d_])(\s+dst\b)?")
_COMMENT = re.compile(r"\(([^()]{0,200})\)")
_LOOSE_COLON = re.compile(r"(?<=\d)\s*:\s*(?=\d)")
_LONGEST = 300  # characters of a value that are looked at
_FIRST_YEAR, _LAST_YEAR = 1982, 2100
_BEGINNINGS = sorted(
    ((name, number) for number, names in MONTHS.items() for name in names),
    key=lambda pair: -len(pair[0]),
)


def when(value: str) -> datetime | None:
    """The moment in UTC, or None where the value makes no sense or is absurd."""
    value = _tidy(value[:_LONGEST].lower())
    try:
        found = _iso(value) or _spelled(value) or _numeric(value)
    except (ValueError, OverflowError):
        return None
    return found if found and _FIRST_YEAR <= found.year < _LAST_YEAR else None


def _tidy(value: str) -> str:
    """The value without the blanks and comments that may stand anywhere (RFC 5322, A.6.3), and
    behind a bar the comments: some hold the only zone."""
    comments = _COMMENT.findall(value)
    value = _COMMENT.sub(" ", _COMMENT.sub(" ", value)).strip(" \"'")
    return "|".join((_LOOSE_COLON.sub(":", value), *comments))


def _iso(value: str) -> datetime | None:
    """ISO 8601, in its long and its short writing."""
    match = _ISO.match(value)
    if match is None:
        return None
    month, number = match[2] or match[5], match[3] or match[6]
    day = datetime(int(match[1]), int(month), int(number), tzinfo=UTC)
    rest = value[match.end() :]
    return _at(day, rest, _CLOCK.match(rest) or _PACKED_CLOCK.match(rest))


def _spelled(value: str) -> datetime | None:
    """A date whose month has a name."""
    for pattern, *places in SPELLED:
        for match in pattern.finditer(value):
            year, month, day = (match[place] for place in places)
            if number := _month(month):
                date = datetime(_whole(year), number, int(day), tzinfo=UTC)
                return _timed(date, _without(value, [match.span(place) for place in places]))
    return None


def _numeric(value: str) -> datetime | None:
    """A date of numbers, day first; Americans, who put the month first, say am or pm."""
    match = _NUMERIC.search(value)
    if match is None:
        return None
    day, month = int(match[1]), int(match[3])
    rest = _without(value, [match.span()])
    clock = _CLOCK.search(rest)
    is_american = match[2] == "/" and clock is not None and clock[4] is not None
    if month > 12 or (is_american and day <= 12):
        day, month = month, day
    return _timed(datetime(int(match[4]), month, day, tzinfo=UTC), rest)


def _without(value: str, spans: list[tuple[int, int]]) -> str:
    """The value with blanks in place of these spans."""
    for start, end in spans:
        value = value[:start] + " " * (end - start) + value[end:]
    return value


def _month(word: str) -> int | None:
    return next((number for name, number in _BEGINNINGS if word.startswith(name)), None)


def _whole(year: str) -> int:
    """The year that two or three digits stand for (RFC 5322, 4.3)."""
    number = int(year)
    if len(year) == 2:
        return number + (2000 if number < 50 else 1900)
    return number + 1900 if len(year) == 3 else number


def _timed(day: datetime, rest: str) -> datetime:
    return _at(day, rest, _CLOCK.search(rest))


def _at(day: datetime, rest: str, clock: re.Match[str] | None) -> datetime:
    """The moment on this day; midnight where no time is given."""
    if clock is None:
        return day
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[4]:
        hour = hour % 12 + (12 if clock[4] == "p" else 0)
    if hour > 24 or minute > 59 or second > 60:  # 24:00 is midnight, 60 a leap second
        raise ValueError(clock[0])
    zone = timezone(_offset(rest[clock.end() :]))
    passed = timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    return (day.replace(tzinfo=zone) + passed).astimezone(UTC)


def _offset(rest: str) -> timedelta:
    """How far east of Greenwich; a zone that nobody knows counts as UTC (RFC 5322, 4.3)."""
    for place in rest.split("|"):
        if match := _OFFSET.search(place):
            sign, hours, minutes = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
            offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
            return -offset if sign == "-" else offset
        for match in _ZONE.finditer(place):
            if match[1] in ZONES:
                return timedelta(minutes=ZONES[match[1]] + (60 if match[2] else 0))
    return timedelta()


def from_received(values: list[str]) -> datetime | None:
    """The moment of the last hop that can be read: what stands after the last semicolon."""
    for value in values[:20]:
        found = when(" ".join(value.rpartition(";")[2].split()))
        if found is not None:
            return found
    return None
