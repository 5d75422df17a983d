"""How fast mails follow each other, by what they have in common. Pure, but for its own memory.

`Traffic` remembers moments under keys such as ("address", "anke@bso-maan.example"), and says which
limit one more would break.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from config.pace import Limit, Limits, Pace
from ingest.message import Address
from triage.mailboxes import is_private

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail of ours that went, or is going: `subject` as `subject_key` gives it."""

    at: datetime
    to: str
    subject: str = ""
    ticket: int | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A limit that one more mail would break; `what` was counted."""

    limit: Limit
    what: str

    def __str__(self) -> str:
        return f"pace: {self.limit} {self.what}"


@dataclass(slots=True)
class Traffic:
    """What is known of the last day, as far as it matters to those who are written to now."""

    pace: Pace = field(default_factory=Pace)
    _moments: defaultdict[Key, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    def note(self, one: Sent) -> None:
        """Count a mail."""
        for key in _keys(one):
            self._moments[key].append(one.at)

    def too_fast(self, one: Sent, *, automatic: bool = True) -> Broken | None:
        """The limit that this mail would break; `automatic`: no person of the desk caused it."""
        for key, limits in self._limits(one, automatic=automatic):
            if (limit := self.spent(key, limits, one.at)) is not None:
                return Broken(limit, f"to one {key[0]}")
        return None

    def too_often(self, who: str, now: datetime) -> Broken | None:
        """The limit that the tickets break which this address opened, this one among them."""
        limit = self.spent(opened(who), self.pace.answered, now, over=True)
        return Broken(limit, "opened by one address") if limit is not None else None

    def spent(self, key: Key, limits: Limits, now: datetime, *, over: bool = False) -> Limit | None:
        """The first of these limits that is used up, or that is exceeded (`over`)."""
        moments = self._moments.get(key, [])
        for limit in limits:
            if sum(_near(now - at, limit.within) for at in moments) >= limit.count + over:
                return limit
        return None

    def add(self, key: Key, moments: Iterable[datetime]) -> None:
        """Count moments under one key."""
        self._moments[key].extend(moments)

    def _limits(self, one: Sent, *, automatic: bool) -> Iterator[tuple[Key, Limits]]:
        pace = self.pace
        limits = {
            "subject": pace.subject if automatic else (),
            "address": pace.address if automatic else pace.told,
            "ticket": pace.ticket,
            "domain": pace.domain,
        }
        return ((key, limits[key[0]]) for key in _keys(one))


def opened(address: str) -> Key:
    """The key under which the tickets are counted that an address opened."""
    return "opened", address.lower()


def correspondent(address: str) -> str:
    """Who somebody is, to us: an organisation by its domain, or an address of private mail."""
    return shared_domain(address) or address.lower()


def shared_domain(address: str) -> str | None:
    """The domain of an organisation; None where it is a provider's, and so nobody's."""
    domain = Address("", address).domain
    return None if not domain or is_private(domain) else domain


def _keys(one: Sent) -> Iterator[Key]:
    to = one.to.lower()
    if one.subject:
        yield "subject", f"{to} {one.subject}"
    yield "address", to
    if one.ticket is not None:
        yield "ticket", str(one.ticket)
    if (domain := shared_domain(to)) is not None:
        yield "domain", domain


def _near(passed: timedelta, within: timedelta) -> bool:
    return -within < passed < within
