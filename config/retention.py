"""How long each thing is kept: rules as data, and the moment at which something will be gone. Pure.

    DEFAULT  <  [retention] of the preset  <  [retention] of meldpost.toml
             <  [retention.preset.NAME] of meldpost.toml

A rule is `"30 days"`, `"6 weeks"`, `"2 years"` (of 365 days) or `"forever"`. docs/privacy.md says
what each means, from when it counts, and why its default is what it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from config.section import Section

_DAYS = {"day": 1, "week": 7, "year": 365}
_PERIOD = re.compile(r"(\d{1,4}) (day|week|year)s?")
_FOREVER = "forever"
_ALWAYS = 36_500  # days


class Stored(StrEnum):
    """What goes by a rule of its own, in the order in which it is cleaned, and since when."""

    ORIGINALS = "originals"  # bytes of mails that came in; since they arrived
    SENT = "sent"  # bytes of our mails; since they were written
    QUARANTINE = "quarantine"  # mails that could not be read; since they were set aside
    OTHER_MAILS = "other_mails"  # what is known of mails of no ticket; since they arrived
    TICKETS = "tickets"  # closed tickets with all that is theirs; since they were closed
    CORRECTIONS = "corrections"  # what people made of decisions; since they did
    CONTACTS = "contacts"  # people on the lists; since a list, a person or a mail showed them last
    FINDINGS = "findings"  # the register of violations, without values; since the mail arrived
    AUDIT = "audit"  # lines of the audit log; since they were written


@dataclass(frozen=True, slots=True)
class Period:
    """How long something is kept; `days` is None for ever."""

    days: int | None

    def __str__(self) -> str:
        if self.days is None:
            return _FOREVER
        unit = "year" if self.days and self.days % 365 == 0 else "day"
        count = self.days // _DAYS[unit]
        return f"{count} {unit}{'' if count == 1 else 's'}"

    def after(self, since: datetime) -> datetime | None:
        """When something that counts since then has to go."""
        return None if self.days is None else since + timedelta(days=self.days)

    def before(self, now: datetime) -> datetime | None:
        """What counts since then, or longer, has to go by now; None if nothing ever does."""
        return None if self.days is None else now - timedelta(days=self.days)


def period(text: object) -> Period | None:
    """The period that a rule says; ValueError if it says none."""
    if text is None or isinstance(text, Period):
        return text
    if text == _FOREVER:
        return Period(None)
    found = _PERIOD.fullmatch(text) if isinstance(text, str) else None
    days = int(found[1]) * _DAYS[found[2]] if found else _ALWAYS
    if days >= _ALWAYS:
        raise ValueError('say "30 days", "6 weeks", "2 years" or "forever"')
    return Period(days)


Rule = Annotated[Period | None, BeforeValidator(period)]


class Rules(Section):
    """`[retention]` of a preset; what is left out follows a wider rule.

    `quarantine_alarm` is how long a mail may lie in quarantine before people are reminded of it.
    """

    originals: Rule = None
    sent: Rule = None
    quarantine: Rule = None
    quarantine_alarm: Rule = None
    other_mails: Rule = None
    tickets: Rule = None
    corrections: Rule = None
    contacts: Rule = None
    findings: Rule = None


class Retention(Rules):
    """`[retention]` of meldpost.toml: for every desk, for one of them, and for the audit log."""

    audit: Annotated[Period, BeforeValidator(period)] = Period(5 * 365)
    preset: dict[str, Rules] = Field(default_factory=dict)


DEFAULT = {
    "originals": Period(30),
    "sent": Period(180),
    "quarantine": Period(90),
    "quarantine_alarm": Period(30),
    "other_mails": Period(90),
    "tickets": Period(2 * 365),
    "corrections": Period(2 * 365),
    "contacts": Period(2 * 365),
    "findings": Period(3 * 365),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """The rules of one desk, with nothing left open."""

    periods: Mapping[str, Period]

    def of(self, stored: Stored) -> Period:
        return self.periods[stored.value]

    @property
    def quarantine_alarm(self) -> Period:
        return self.periods["quarantine_alarm"]

    def ends(self, held: Facts) -> Ends:
        """When what is known of a mail will be gone, and what will be known of it until when."""
        if held.on_hold:
            return Ends(None, None, None)
        words = Stored.TICKETS if held.in_ticket else Stored.OTHER_MAILS
        since = held.closed_at if held.in_ticket else held.arrived_at
        return Ends(
            original=held.erased_at or self._earliest(held, since, words),
            words=since and self.of(words).after(since),
            register=self.of(Stored.FINDINGS).after(held.arrived_at),
        )

    def _earliest(self, held: Facts, since: datetime | None, words: Stored) -> datetime | None:
        """An original goes with its ticket, if not before."""
        ends = (
            self.of(Stored.ORIGINALS).after(held.arrived_at),
            since and self.of(words).after(since),
        )
        return min((end for end in ends if end is not None), default=None)


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides how long a mail is kept; `erased_at` is when its original went already."""

    arrived_at: datetime
    in_ticket: bool
    closed_at: datetime | None = None
    erased_at: datetime | None = None
    on_hold: bool = False


@dataclass(frozen=True, slots=True)
class Ends:
    """When the original, the redacted words and the line in the register go; None: not known yet
    (the ticket is open, a hold stands) or never."""

    original: datetime | None
    words: datetime | None
    register: datetime | None


def kept(retention: Retention, name: str, of_preset: Rules | None = None) -> Kept:
    """The rules of the desk `name`, whose preset says `of_preset`."""
    layers = (of_preset, retention, retention.preset.get(name))
    said = dict(DEFAULT)
    for layer in layers:
        for key in DEFAULT:
            if layer is not None and (rule := getattr(layer, key)) is not None:
                said[key] = rule
    return Kept(said)
