"""The brake on all that leaves: so many mails in an hour, whatever went wrong upstream.

What is over the bound is not lost and not refused: it waits in the outbox until there is room.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as with_
from datetime import datetime, timedelta

from sqlalchemy import Connection

from models import correspondence, outbox, storm
from worker import alarm, log
from worker.alarm import Alarm
from worker.app import App

CODE = "brake"
_EVERYBODY = "*"  # the correspondent of a storm that is everybody's
_HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Brake:
    """Counts what may still leave in one pass over the outbox."""

    app: App
    _left: int = 0
    _holding: bool = False

    def holds(self, connection: Connection) -> bool:
        """Whether no mail may leave now. What leaves is counted here, what left before is asked
        only when the count is used up."""
        bound = self.app.settings.pace.hourly
        if not bound:
            return False
        if self._left <= 0 and not self._holding:
            self._left = bound - correspondence.sent_since(connection, self.app.clock() - _HOUR)
            self._holding = self._left <= 0
        self._left -= 1
        return self._holding

    def tell(self) -> None:
        """Tell people that mails wait, once as long as it goes on."""
        if not self._holding:
            return
        now = self.app.clock()
        with self.app.database.transaction() as connection:
            waiting = outbox.due(connection, now)
            if waiting:
                self._tell(connection, waiting, now)

    def _tell(self, connection: Connection, waiting: int, now: datetime) -> None:
        desk = next(iter(self.app.desks.values()), None)
        if desk is None:
            return
        began = storm.hold(connection, desk.preset.name, _EVERYBODY, 0, now)
        if began is not None:
            why = f"{waiting} mails wait: {self.app.settings.pace.hourly} left within an hour"
            bell = with_(desk.bell, to=desk.escalation)
            alarm.ring(connection, bell, [Alarm(CODE, "outbox", None, why)], now)
            log.get().error("brake", waiting=waiting)
