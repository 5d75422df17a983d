"""What a worker does beside mailboxes and the outbox: the clock, retention, the audit log, reports.

One list for the worker that goes on and for `meldpost run --once`. When a rare one was done last is
remembered, so that a pass every minute does it no more often than a worker that stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from config.errors import MeldpostError
from models import counter
from worker.app import App
from worker.clock import digest, monthly, notices
from worker.privacy import head, retention

HOUR, DAY = 3_600, 86_400
_NEARLY = 0.9  # so that a pass at the same minute of each day is never a second too early


@dataclass(frozen=True, slots=True)
class Job:
    """`work` is done every so many `seconds`; whether it wrote mails is what it gives."""

    name: str
    seconds: int
    work: Callable[[App], bool]

    @property
    def is_rare(self) -> bool:
        return self.seconds >= HOUR


def done(app: App, job: Job) -> tuple[bool, MeldpostError | None]:
    """Do it now: whether it wrote mails, and what went wrong with it."""
    try:
        wrote = job.work(app)
    except MeldpostError as error:
        return False, error
    if job.is_rare:
        with app.database.transaction() as connection:
            counter.put(connection, _mark(job), int(app.clock().timestamp()))
    return wrote, None


def is_due(app: App, job: Job) -> bool:
    """Whether its time has passed, or nearly, since some worker did it."""
    if not job.is_rare:
        return True
    with app.database.reading() as connection:
        last = counter.get(connection, _mark(job))
    if last is None:
        return True
    since = app.clock() - datetime.fromtimestamp(last, UTC)
    return since >= _NEARLY * timedelta(seconds=job.seconds)


def _mark(job: Job) -> str:
    return f"job:{job.name}"


def _look_at_the_clock(app: App) -> bool:
    """Warnings, reminders, what returns; and the digest of the morning."""
    return notices.look(app) + digest.look(app) > 0


def _let_go(app: App) -> bool:
    bell = next((desk.bell for desk in app.desks.values()), None)
    stopped = app.stopping.is_set
    retention.daily(app.database, app.settings, bell, clock=app.clock, stopped=stopped)
    return False


def _report(app: App) -> bool:
    monthly.send(app)
    return False


def _write_down(app: App) -> bool:
    head.write_down(app)
    return False


JOBS = (
    Job("clock", 60, _look_at_the_clock),
    Job("retention", DAY, _let_go),
    Job("audit head", DAY, _write_down),
    Job("report", HOUR, _report),
)
