"""What is kept no longer goes: planned, announced, carried out in chunks, recorded.

A worker does this once a day. New or changed rules are announced first, in the log, the audit log
and to the alarm address, and are carried out by schedule a day later: a mistyped rule costs a mail
and no data. What a person applies by hand goes at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, select

from config import preset as presets
from config.errors import ConfigError
from config.retention import Kept, Period, Stored, kept
from config.settings import Settings
from models import audit, counter, removal, retention, storm
from models.audit import Act
from models.db import Database
from models.history import Who
from models.retention import Due, Scope
from worker import alarm, log
from worker.alarm import Alarm, Bell
from worker.intake.examine import Examiner
from worker.privacy import hold
from worker.steps import reached

NOTICE = timedelta(hours=20)  # of a day that the scheduler makes a little shorter
_ANNOUNCED, _EXPIRED, _WHAT = "announced", "expired", "retention"
_CHUNK = {Stored.TICKETS: 50, Stored.AUDIT: 50_000}  # a cut of the log is a line of the log
_USUAL_CHUNK = 200
_SCOPED = tuple(stored for stored in Stored if stored is not Stored.AUDIT)


@dataclass(frozen=True, slots=True)
class Step:
    """One rule of one desk, and what it means now; the audit log is of no desk."""

    stored: Stored
    scope: Scope
    period: Period
    due: Due

    @property
    def why(self) -> str:
        return f"{self.stored.value}: kept for {self.period}"

    @property
    def next(self) -> datetime | None:
        """When the next of what is left goes."""
        return self.due.next and self.period.after(self.due.next)


def rules(settings: Settings, name: str) -> Kept:
    """The rules of a desk; of one whose preset is gone, those of the settings."""
    try:
        of_preset = presets.load(name, settings.preset_dirs).retention
    except ConfigError as error:
        if error.path is not None:
            raise  # it is there, and wrong
        of_preset = None
    return kept(settings.retention, name, of_preset)


def plan(database: Database, settings: Settings, now: datetime) -> list[Step]:
    """What every rule means at that moment. Nothing is touched."""
    with database.reading() as connection:
        return [
            Step(stored, scope, period, _look(connection, stored, scope, period, now))
            for stored, scope, period in _rules(connection, settings)
        ]


def apply(
    database: Database,
    settings: Settings,
    *,
    who: str,
    clock: Callable[[], datetime],
    stopped: Callable[[], bool] = lambda: False,
) -> Counter[Stored]:
    """Remove all that has to go; how much of each sort. Each chunk holds, whatever comes after.

    The database must come with its keys where a hold on a person stands.
    """
    done: Counter[Stored] = Counter()
    examiner = Examiner(settings.limits.attachments, going=lambda: None)
    try:
        hold.refresh(database, examiner.contents)
    finally:
        examiner.close()
    with database.reading() as connection:
        every = _rules(connection, settings)
    for stored, scope, period in every:
        for count in _carried_out(database, stored, scope, period, who, clock()):
            done[stored] += count
            if stopped():
                return done
    return done


def daily(
    database: Database,
    settings: Settings,
    bell: Bell | None,
    *,
    clock: Callable[[], datetime],
    stopped: Callable[[], bool] = lambda: False,
) -> Counter[Stored]:
    """What the scheduler does: remind, announce what is new, or carry out what was announced."""
    now = clock()
    with database.transaction() as connection:
        _alone(connection)
        storm.let_go(connection, now)
        _remind(connection, settings, bell, now)
        if not _may_act(connection, settings, bell, now):
            return Counter()
    done = apply(database, settings, who=Who.MACHINE, clock=clock, stopped=stopped)
    if done:
        log.get().info("expired", **{stored.value: count for stored, count in done.items()})
    return done


# -- one rule -------------------------------------------------------------------------------------


def _rules(connection: Connection, settings: Settings) -> list[tuple[Stored, Scope, Period]]:
    scopes = _scopes(settings, retention.presets(connection))
    of_desks = {scope: rules(settings, scope.preset) for scope in scopes}
    return [
        (stored, scope, every.of(stored)) for stored in _SCOPED for scope, every in of_desks.items()
    ] + [(Stored.AUDIT, Scope(""), settings.retention.audit)]


def _scopes(settings: Settings, stored: set[str]) -> list[Scope]:
    """Every desk that anything is stored of; the desk of the settings has what is nobody's."""
    names = sorted(stored | {box.preset for box in settings.mailbox} | {settings.preset})
    return [scope_of(settings, name) for name in names]


def scope_of(settings: Settings, name: str) -> Scope:
    """A desk with its mailboxes; to the desk of the settings falls what is nobody's."""
    if name == settings.preset:
        others = tuple(box.name for box in settings.mailbox if box.preset != name)
        return Scope(name, others, rest=True)
    return Scope(name, tuple(box.name for box in settings.mailbox if box.preset == name))


def _look(
    connection: Connection, stored: Stored, scope: Scope, period: Period, now: datetime
) -> Due:
    return retention.look(connection, stored, scope, period.before(now))


def _carried_out(
    database: Database, stored: Stored, scope: Scope, period: Period, who: str, now: datetime
) -> Iterator[int]:
    """Chunk by chunk, how many went."""
    cutoff, after, size = period.before(now), 0, _CHUNK.get(stored, _USUAL_CHUNK)
    why = f"{stored.value}: kept for {period}"
    while cutoff is not None:
        with database.transaction() as connection:
            _alone(connection)
            ids = retention.some(connection, stored, scope, cutoff, after=after, count=size)
            if not ids:
                return
            removal.remove(connection, stored, ids, why=why, now=now)
            if stored is not Stored.AUDIT:  # which tells of itself
                detail: dict[str, object] = {"preset": scope.preset, "ids": ids}
                audit.write(connection, [Act(now, who, _EXPIRED, stored.value, None, why, detail)])
            reached("retention.removed")
        after = ids[-1]
        reached("retention.committed")
        yield len(ids)


def _alone(connection: Connection) -> None:
    """No other worker is at it until this transaction ends; what goes is recorded once."""
    counter.reserve(connection, _WHAT, 1)


# -- notice ---------------------------------------------------------------------------------------


def _may_act(connection: Connection, settings: Settings, bell: Bell | None, now: datetime) -> bool:
    """Whether these very rules were announced a day ago; if they were not, they are now."""
    every = _rules(connection, settings)
    said = {
        f"{scope.preset} {stored.value}".strip(): str(period) for stored, scope, period in every
    }
    last = _last_announced(connection)
    if last is not None and last.detail == said:
        return bool(now - last.at >= NOTICE)
    due = sum(_look(connection, *one, now + NOTICE).count for one in every)
    why = f"rules of retention are new: {due} things go from tomorrow on"
    audit.write(connection, [Act(now, Who.MACHINE, _ANNOUNCED, _WHAT, None, why, dict(said))])
    log.get().warning("retention_announced", due=due)
    if bell is not None and due:
        alarm.ring(connection, bell, [Alarm("retention", _WHAT, None, why)], now)
    return False


def _last_announced(connection: Connection) -> Row[datetime, object] | None:
    """(moment, rules) of the last announcement."""
    table = audit.audit.c
    return connection.execute(
        select(table.at, table.detail)
        .where(table.what == _WHAT, table.did == _ANNOUNCED)
        .order_by(table.id.desc())
        .limit(1)
    ).first()


def _remind(connection: Connection, settings: Settings, bell: Bell | None, now: datetime) -> None:
    """Tell people, once for each, of mails that wait in quarantine and will go."""
    for scope in _scopes(settings, retention.presets(connection)):
        every = rules(settings, scope.preset)
        before, ends = every.quarantine_alarm.before(now), every.of(Stored.QUARANTINE)
        if before is None:
            continue
        why = f"waits in quarantine since {every.quarantine_alarm}; kept for {ends}"
        alarms = [
            Alarm("forgotten", "quarantine", entry, why)
            for entry, _ in retention.waiting(connection, scope, before)
        ]
        if alarms and bell is not None:
            alarm.ring(connection, bell, alarms, now)
