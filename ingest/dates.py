"""When a mail was sent, as far as its Date can be believed (RFC 5322, 3.3)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d{1,9})?\s*(Z|[+-]\d\d:?\d\d)?"
)
_COMMENT = re.compile(r"\([^()]{0,200}\)")
_TWELVE_HOURS = re.compile(r"(?i)\b(\d{1,2})(:\d\d(?::\d\d)?)\s*([ap])\.?m\b\.?")
# Months as programs write them that ask their user's language (RFC 5322 knows English alone).
_MONTHS = {
    "mrt": "Mar", "mei": "May", "okt": "Oct", "janv": "Jan", "févr": "Feb",
    "fevr": "Feb", "mars": "Mar",
    "avr": "Apr", "mai": "May", "juin": "Jun", "juil": "Jul", "août": "Aug", "aout": "Aug",
    "déc": "Dec", "märz": "Mar", "maerz": "Mar", "dez": "Dec", "januari": "Jan", "februari": "Feb",
    "maart": "Mar", "juni": "Jun", "juli": "Jul", "augustus": "Aug", "oktober": "Oct",
}  # fmt: skip
_MONTH = re.compile(rf"(?i)\b(?:{'|'.join(_MONTHS)})\b")
_ZONE = re.compile(r"([+-]\d\d):(\d\d)\s*$")
_DOT = re.compile(r"(?<=[^\W\d_]{3})\.")
_FIRST_YEAR, _LAST_YEAR = 1982, 2100


def when(value: str) -> datetime | None:
    """The moment in UTC, or None where the value makes no sense or is absurd."""
    value = _DOT.sub("", _COMMENT.sub(" ", value[:300]).strip())
    value = _MONTH.sub(_in_english, value)
    found = _from_iso(value) or _from_mail(
        _ZONE.sub(r"\1\2", _TWELVE_HOURS.sub(_to_24_hours, value))
    )
    if found is None or not _FIRST_YEAR <= found.year < _LAST_YEAR:
        return None
    return found


def _in_english(match: re.Match[str]) -> str:
    return _MONTHS[match[0].lower()]


def _to_24_hours(match: re.Match[str]) -> str:
    hour = int(match[1]) % 12 + (12 if match[3] in "pP" else 0)
    return f"{hour:02}{match[2]}"


def _from_mail(value: str) -> datetime | None:
    try:
        parsed = parsedate_tz(value)
        if parsed is None:
            return None
        year, month, day, hour, minute, second = parsed[:6]
        zone = timezone(timedelta(seconds=parsed[9] or 0))
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone).astimezone(
            UTC
        )
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _from_iso(value: str) -> datetime | None:
    match = _ISO.match(value)
    if match is None:
        return None
    zone = (match[7] or "Z").replace("Z", "+00:00")
    text = f"{match[1]}-{match[2]}-{match[3]}T{match[4]}:{match[5]}:{match[6] or '00'}{zone}"
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def from_received(values: list[str]) -> datetime | None:
    """The moment of the last hop that can be read: what stands after the last semicolon."""
    for value in values[:20]:
        found = when(" ".join(value.rpartition(";")[2].split()))
        if found is not None:
            return found
    return None
