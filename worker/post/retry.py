"""When a mail that could not be sent is tried again, and when we give up. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from config.errors import MeldpostError, PermanentError

_FIRST = timedelta(minutes=1)
_LONGEST = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again at this moment."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Never try again; the reason is for people."""

    reason: str


def decide(
    error: MeldpostError,
    attempts: int,
    written_at: datetime,
    now: datetime,
    *,
    patience: timedelta,
    spread: float,
) -> Retry | GiveUp:
    """What to do after `attempts` failed attempts (this one included).

    The pause doubles from one minute to four hours, a quarter more or less by `spread` (0..1), so
    that a queue does not come back all at once. What a server refuses for good is given up at once,
    everything else (a wrong password too: people mend that) after `patience`.
    """
    if isinstance(error, PermanentError):
        return GiveUp(f"refused for good: {error}")
    at = now + pause(attempts, spread)
    if at - written_at > patience:
        return GiveUp(f"tried {attempts} times in {(now - written_at).days} days: {error}")
    return Retry(at)


def pause(attempts: int, spread: float) -> timedelta:
    """How long to wait after that many failures in a row (1 or more)."""
    doubled = _FIRST * (1 << min(attempts - 1, 16))
    return min(doubled, _LONGEST) * (0.75 + 0.5 * spread)
