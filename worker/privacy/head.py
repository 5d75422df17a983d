"""The head of the audit log, written down elsewhere once a day: in the worker's log, and by mail.

`meldpost audit verify --head …` holds the log against it: whoever owns the database can cut off its
end or write it anew, and cannot reach what lies in another place.
"""

from __future__ import annotations

from datetime import timedelta

from models import audit, correspondence
from worker import alarm, log
from worker.app import App

_KEY = "audit head"
_AT_MOST_EVERY = timedelta(hours=20)


def write_down(app: App) -> None:
    """Say the head in the log; and mail it, unless a worker did so today."""
    with app.database.reading() as connection:
        head = audit.head(connection)
    log.get().info("audit_head", head=str(head))
    to, desk = app.settings.audit.head_to, next(iter(app.desks.values()), None)
    if to is None or desk is None:
        return
    now = app.clock()
    with app.database.transaction() as connection:
        recent = correspondence.answered(connection, [to], now - _AT_MOST_EVERY)
        if _KEY in {key for _, _, key in recent}:
            return
        lines = [
            f"The audit log of Meldpost ends today with line {head.line}. Keep this mail.",
            str(head),
            f"meldpost audit verify --head {head} proves later that nothing before was changed.",
        ]
        reply = alarm.plain("Meldpost: head of the audit log", lines, to)
        alarm.post(connection, desk.bell, reply, _KEY, now)
