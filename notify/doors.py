"""Doors: which mail servers are away, and until when each is left alone. Pure but for its memory.

A server that nobody can reach would keep every mail waiting for its time-out, and count against
each of them. One failure is enough: the server is asked again after a pause, which grows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ingest.sources.backoff import Chance, delay


@dataclass(frozen=True, slots=True)
class _Away:
    failures: int  # in a row
    until: datetime


@dataclass(slots=True)
class Doors:
    """What one process knows of its servers, by their names."""

    clock: Callable[[], datetime]
    chance: Chance
    _away: dict[str, _Away] = field(default_factory=dict)

    def is_open(self, name: str) -> bool:
        """Whether the server may be asked now."""
        away = self._away.get(name)
        return away is None or away.until <= self.clock()

    def notice(self, name: str, *, there: bool) -> None:
        """The server was there, or was not."""
        before = self._away.pop(name, None)
        if not there:
            failures = before.failures + 1 if before else 1
            pause = timedelta(seconds=delay(failures, self.chance))
            self._away[name] = _Away(failures, self.clock() + pause)
