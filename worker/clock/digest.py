"""The mail of each working morning: what is late, due, to be looked at, waiting; for each agent of
his own modules and of what he has.

Which day went out stands in the audit log: of several workers one sends it, and one that was away
in the morning does so later, while the desk works, but not on another day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, RowMapping

from config.codes import Priority
from config.preset import Preset
from models import audit, counter, day, unsubscribed
from models.audit import Act
from models.chain import Line
from models.history import Who
from models.life import Status
from notify.inside import Digest, Entry
from triage.calendar import Calendar
from worker import log
from worker.app import App
from worker.desk import Desk
from worker.post.tell import Post

WHAT = "digest"
_SENT = "sent"
_MOST = 10  # tickets in one list; the counts are of all
_LONGEST = timedelta(days=14)  # a digest looks back no further


def look(app: App) -> int:
    """Send what is due; how many mails."""
    found = 0
    for desk in {desk.preset.name: desk for desk in reversed(app.desks.values())}.values():
        people, now = desk.roster.everyone(desk.preset), app.clock()
        if not people or not is_time(desk.preset, now):
            continue
        with app.database.reading() as connection:
            if _went_out(connection, desk.preset, now):
                continue
            people = _wanting(connection, people)
        with app.database.transaction() as connection:
            counter.reserve(connection, WHAT, 1)  # no other worker is at it until this ends
            if not _went_out(connection, desk.preset, now):
                found += _send(connection, desk, people, now)
    return found


def is_time(preset: Preset, now: datetime) -> bool:
    """Whether the digest of today is due, or still makes sense: until the desk closes."""
    at, local = preset.digest.at, now.astimezone(preset.hours.zone)
    if at == "never" or not Calendar.of(preset.hours).works_on(local.date()):
        return False
    closes = preset.hours.blocks[-1].closes
    return at <= local.time() < (closes if at < closes else time.max)


def _wanting(connection: Connection, people: Sequence[str]) -> tuple[str, ...]:
    """Those who did not stop it."""
    return tuple(
        one for one in people if not unsubscribed.stopped(connection, Digest.template, address=one)
    )


def _send(connection: Connection, desk: Desk, people: Sequence[str], now: datetime) -> int:
    preset = desk.preset
    since = _last(connection, preset, now)
    rows = day.tickets(connection, preset.name, since)
    bounced = day.bounced(connection, preset.name, since)
    for to in people:
        view = _View(desk, to, now, since)
        news = view.digest([row for row in rows if view.concerns(row)], bounced)
        Post((desk,)).colleagues(connection, desk, news, to, now)
    act = Act(now, Who.MACHINE, _SENT, WHAT, None, "the day", _detail(preset, now))
    audit.write(connection, [act])
    log.get().info("digest_sent", preset=preset.name, mails=len(people))
    return len(people)


@dataclass(frozen=True, slots=True)
class _View:
    """What one recipient sees of the day."""

    desk: Desk
    to: str
    now: datetime
    since: datetime

    def concerns(self, row: RowMapping) -> bool:
        """Whether a ticket is his, or nobody's and of a module of his."""
        roster, preset = self.desk.roster, self.desk.preset
        if row["assignee"] is not None and roster.by_name(row["assignee"], preset) is not None:
            return self.to in roster.whom(row["module"], row["assignee"], preset)
        return row["module"] in roster.modules_of(self.to, preset)

    def digest(self, rows: Sequence[RowMapping], bounced: frozenset[int]) -> Digest:
        standing = [row for row in rows if row["status"] == Status.OPEN.value]
        timed = sorted((due, row["id"], row) for row in standing if (due := _due(row)))
        late = [_entry(row, due) for due, _, row in timed if due <= self.now]
        today = [_entry(row, due) for due, _, row in timed if due > self.now and self._today(due)]
        review = [_entry(row, None) for row in standing if row["needs_review"]]
        return Digest(
            day=_local(self.desk.preset, self.now),
            came=sum(row["created_at"] >= self.since for row in rows),
            closed=sum(bool(row["closed_at"]) and row["closed_at"] >= self.since for row in rows),
            open=len(standing),
            late=tuple(late[:_MOST]),
            late_count=len(late),
            due=tuple(today[:_MOST]),
            due_count=len(today),
            review=tuple(review[:_MOST]),
            review_count=len(review),
            waiting_count=sum(row["clock"] == "waiting" for row in standing),
            bounced=tuple(row["number"] for row in rows if row["id"] in bounced)[:_MOST],
        )

    def _today(self, due: datetime) -> bool:
        preset = self.desk.preset
        return _local(preset, due) == _local(preset, self.now)


def _due(row: RowMapping) -> datetime | None:
    """The next deadline of a ticket whose clock runs."""
    if row["clock"] != "running":
        return None
    answer: datetime | None = row["respond_by"] if row["answered_at"] is None else None
    solution: datetime | None = row["solve_by"]
    return answer or solution


def _entry(row: RowMapping, due: datetime | None) -> Entry:
    return Entry(row["number"], row["title"], row["module"], Priority(row["priority"]), due)


def _went_out(connection: Connection, preset: Preset, now: datetime) -> bool:
    since = now - timedelta(days=1)
    return _detail(preset, now) in [line.detail for line in _sent(connection, since)]


def _last(connection: Connection, preset: Preset, now: datetime) -> datetime:
    """When the last digest of the desk went out; else a day ago."""
    moments = [line.at for line in _sent(connection, now - _LONGEST) if _of(line) == preset.name]
    return max(moments, default=now - timedelta(days=1))


def _of(line: Line) -> object:
    return line.detail["preset"] if isinstance(line.detail, dict) else None


def _sent(connection: Connection, since: datetime) -> list[Line]:
    table = audit.audit.c
    return list(audit.lines(connection, table.what == WHAT, table.did == _SENT, table.at >= since))


def _detail(preset: Preset, now: datetime) -> dict[str, object]:
    return {"preset": preset.name, "day": _local(preset, now).isoformat()}


def _local(preset: Preset, moment: datetime) -> date:
    return moment.astimezone(preset.hours.zone).date()
