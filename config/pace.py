"""How much mail may go out, and how many tickets one correspondent may open: `[pace]`. Pure.

A limit is written as `"5 in 10 minutes"`, `"10 in 3 hours"` or `"40 in 1 day"`; a list of them
means that each holds. Beyond the limits of writing a mail gets no answer; beyond those of tickets
it joins the last ticket of its sender; beyond `hourly` our mails wait.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field

from config.section import Section

_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
_LIMIT = re.compile(r"(\d{1,6}) in (\d{1,4}) (minute|hour|day)s?")
LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` within any stretch of time of this length."""

    count: int
    within: timedelta

    def __str__(self) -> str:
        return f"{self.count} in {self.within}"


def limit(text: object) -> Limit:
    """The limit that a text says; ValueError if it says none, or looks back further than a day."""
    if isinstance(text, Limit):
        return text
    found = _LIMIT.fullmatch(text) if isinstance(text, str) else None
    within = int(found[2]) * _UNITS[found[3]] if found else timedelta()
    if found is None or not timedelta() < within <= LONGEST:
        raise ValueError('say "5 in 10 minutes", "10 in 3 hours" or "40 in 1 day", a day at most')
    return Limit(int(found[1]), within)


Limits = tuple[Annotated[Limit, BeforeValidator(limit)], ...]


def _limits(*texts: str) -> Limits:
    return tuple(limit(text) for text in texts)


class Pace(Section):
    """`[pace]` of meldpost.toml.

    Of answers that we write by ourselves: those to one `address`, and those of them that are about
    one `subject`. `told` is the same for mails that a person of the desk caused: several in one
    ticket, within the hour, are a talk. Of both: those in one `ticket`, and to one `domain`, but
    for the domains of providers of private mail. Of mails that come in: the tickets of one
    address that we answer by ourselves (`answered`: it may open more, and hears no more from us
    until it opens fewer); the `tickets` that one address may open, and those of one domain
    (`domain_tickets`). `hourly` is how many mails may leave in an hour in all; 0 sets no bound.
    """

    subject: Limits = _limits("2 in 3 hours")
    address: Limits = _limits("5 in 10 minutes", "10 in 3 hours", "40 in 1 day")
    told: Limits = _limits("10 in 10 minutes", "20 in 3 hours", "40 in 1 day")
    ticket: Limits = _limits("12 in 10 minutes", "60 in 1 day")
    domain: Limits = _limits("60 in 10 minutes", "200 in 3 hours")
    answered: Limits = _limits("20 in 1 day")
    tickets: Limits = _limits("20 in 10 minutes")
    domain_tickets: Limits = _limits("150 in 10 minutes")
    hourly: Annotated[int, Field(ge=0)] = 2_000
