"""Until when: a day as people write it in a mail → a moment at the desk. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache

from config.preset import Preset
from notify.orders.words import folded, known

_CLOCK = r"(?P<hour>[01]?\d|2[0-3])"
_TIMES = (  # a dot alone stands in days too
    re.compile(
        rf"(?:^| (?:om |a |at |um )?|t){_CLOCK}(?::| ?h ?)(?P<minute>[0-5]\d)(?: ?(?:uur|uhr))?$"
    ),
    re.compile(rf"(?:^| )(?:om|at|um) {_CLOCK}(?:\.(?P<minute>[0-5]\d))?(?: ?(?:uur|uhr))?$"),
    re.compile(rf"(?:^| ){_CLOCK}(?:\.(?P<minute>[0-5]\d))? ?(?:uur|uhr)$"),
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}|\d{2}))?\.?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:\.|e|er|st|nd|rd|th)? ([a-z]+)\.?,?(?: (\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
_COUNT = re.compile(r"(\d{1,3}) ([a-z]+)")
_LANGUAGES = ("nl", "fr", "en", "de")
_SHORTEST = 3  # letters of the name of a month or a day


def moment(value: str, preset: Preset, now: datetime) -> datetime | None:
    """The moment that a folded value names; None if it names none.

    A day alone means its opening at the desk; a day without a year is the next one of that name.
    """
    zone = preset.hours.zone
    opens = preset.hours.blocks[0].opens
    clock = next(filter(None, (form.search(value) for form in _TIMES)), None)
    if clock is not None:
        opens = time(int(clock["hour"]), int(clock["minute"] or 0))
        value = value[: clock.start()].rstrip(" ,")
    day = _day(value.strip(), now.astimezone(zone).date())
    return None if day is None else datetime.combine(day, opens, zone)


def _day(value: str, today: date) -> date | None:
    if value in known("tomorrow"):
        return today + timedelta(days=1)
    named = _begun(value, _weekdays())
    if named is not None:
        return today + timedelta(days=(named - today.weekday() - 1) % 7 + 1)
    if (count := _COUNT.fullmatch(value)) is not None:
        for family, days in (("days", 1), ("weeks", 7)):
            if count[2] in known(family):
                return today + timedelta(days=days * int(count[1]))
    return next(_dates(value, today), None)


def _dates(value: str, today: date) -> Iterator[date]:
    """The day of each writing that fits."""
    found = []
    if iso := _ISO.fullmatch(value):
        found.append((iso[1], int(iso[2]), int(iso[3])))
    if numbers := _NUMBERS.fullmatch(value):
        found.append((numbers[3], int(numbers[2]), int(numbers[1])))
    weekday, _, rest = value.partition(" ")
    spoken = rest if _begun(weekday.rstrip(","), _weekdays()) is not None else value
    for pattern, month, day in ((_DAY_MONTH, 2, 1), (_MONTH_DAY, 1, 2)):
        if (words := pattern.fullmatch(spoken)) is not None:
            number = _begun(words[month], _months())
            if number is not None:
                found.append((words[3], number, int(words[day])))
    for year, month, day in found:
        if (made := _made(year, month, day, today)) is not None:
            yield made


def _made(year: str | None, month: int, day: int, today: date) -> date | None:
    try:
        if year is not None:
            return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
        this = date(today.year, month, day)
        return this if this > today else date(today.year + 1, month, day)
    except ValueError:
        return None


def _begun(value: str, names: tuple[tuple[str, int], ...]) -> int | None:
    """The number of the only name that is so, or begins so."""
    exact = {number for name, number in names if name == value}
    if exact:
        return exact.pop() if len(exact) == 1 else None
    begun = {number for name, number in names if len(value) >= _SHORTEST and name.startswith(value)}
    return begun.pop() if len(begun) == 1 else None


@cache
def _months() -> tuple[tuple[str, int], ...]:
    from babel.dates import get_month_names

    return tuple(
        (folded(name), number)
        for language in _LANGUAGES
        for number, name in get_month_names("wide", locale=language).items()
    )


@cache
def _weekdays() -> tuple[tuple[str, int], ...]:
    from babel.dates import get_day_names

    return tuple(
        (folded(name), number)
        for language in _LANGUAGES
        for number, name in get_day_names("wide", locale=language).items()
    )
