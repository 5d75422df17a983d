"""The worker that goes on: polls every mailbox, is woken by IDLE, drains the outbox, until SIGTERM.

Each mailbox has its own rhythm. Where the server tells of new mail at once, polling beside it only
makes sure that nothing is missed; where a server is away, its mailbox alone backs off.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from config.errors import ConfigError, MeldpostError
from config.servers import Mailbox
from ingest.sources.backoff import delay
from ingest.sources.imap import ImapSource
from worker import alarm, jobs, log
from worker.alarm import Alarm
from worker.app import App, mailboxes
from worker.intake.poll import poll
from worker.jobs import Job
from worker.post.deliver import deliver

DELIVER_SECONDS = 5
THOROUGH_SECONDS = 86_400
_FOLDERS_WATCHED = 4  # of one mailbox: a server allows only some ten connections
_WATCH_SECONDS = 600.0
_FAILURES_TO_ALARM = 5


class Turn:
    """Does `work` in one thread at a time; called meanwhile, it does it once more, not at once."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._lock = threading.Lock()
        self._busy = self._again = False

    def __call__(self) -> None:
        with self._lock:
            self._again = True
            if self._busy:
                return
            self._busy = True
        try:
            while self._next():
                self._work()
        except BaseException:
            self._busy = False
            raise

    def _next(self) -> bool:
        with self._lock:
            again, self._again = self._again, False
            self._busy = again
            return again


@dataclass(slots=True)
class Round:
    """How the polling of one mailbox goes: failures in a row, and whether all was compared."""

    failures: int = 0
    compared: bool = False


class Schedule:
    """Runs the jobs of `app` in threads of their own; `stop` ends them between two chunks."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._boxes = {box.name: box for box in mailboxes(app.settings)}
        self._rounds = {name: Round() for name in self._boxes}
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(len(self._boxes) + 5)},
            job_defaults={"coalesce": True, "max_instances": 3, "misfire_grace_time": None},
        )
        self._watchers = [
            threading.Thread(
                target=self._watch, args=(box, folder), name=f"idle {box.name}", daemon=True
            )
            for box in self._boxes.values()
            if box.idle
            for folder in box.folders[:_FOLDERS_WATCHED]
        ]

    def start(self) -> None:
        """Begin at once, and go on in the rhythm of each mailbox."""
        for box in self._boxes.values():
            self._add(f"poll {box.name}", Turn(partial(self._poll, box)), box.poll_seconds)
        self._add("deliver", Turn(self._deliver), DELIVER_SECONDS)
        self._add("compare", self._compare_again, THOROUGH_SECONDS)
        for job in jobs.JOBS:
            self._add(job.name, Turn(partial(self._do, job)), job.seconds)
        self._scheduler.start()
        for watcher in self._watchers:
            watcher.start()

    def stop(self) -> None:
        """Let what is under way come to a good end, then stand still."""
        self._app.stopping.set()
        self._scheduler.shutdown(wait=True)
        for watcher in self._watchers:
            watcher.join(self._longest_silence())

    # -- jobs --------------------------------------------------------------------------------

    def _poll(self, box: Mailbox) -> None:
        round_ = self._rounds[box.name]
        try:
            found = poll(self._app, box, thorough=not round_.compared)
        except MeldpostError as error:
            self._failed(box, round_, error)
            return
        round_.failures, round_.compared = 0, True
        if found.mails:
            self._later("deliver", 0)

    def _deliver(self) -> None:
        try:
            deliver(self._app)
        except MeldpostError as error:
            log.get().error("deliver_failed", error=str(error))

    def _do(self, job: Job) -> None:
        wrote, trouble = jobs.done(self._app, job)
        if wrote:
            self._later("deliver", 0)
        if trouble is not None:
            log.get().error("job_failed", job=job.name, error=str(trouble))

    def _compare_again(self) -> None:
        for round_ in self._rounds.values():
            round_.compared = False

    def _failed(self, box: Mailbox, round_: Round, error: MeldpostError) -> None:
        """Back off, with chance in it; tell a person when it does not pass by itself."""
        round_.failures += 1
        pause = max(delay(round_.failures, self._app.chance), 1.0)
        log.get().error("poll_failed", mailbox=box.name, failures=round_.failures, error=str(error))
        self._later(f"poll {box.name}", pause)
        if isinstance(error, ConfigError) or round_.failures == _FAILURES_TO_ALARM:
            self._ring(box, Alarm("mailbox", "mailbox", None, str(error)))

    def _ring(self, box: Mailbox, one: Alarm) -> None:
        app = self._app
        try:
            with app.database.transaction() as connection:
                alarm.ring(connection, app.desk(box).bell, [one], app.clock())
        except MeldpostError as error:
            log.get().error("no_alarm", mailbox=box.name, error=str(error))

    # -- waiting for the server --------------------------------------------------------------

    def _watch(self, box: Mailbox, folder: str) -> None:
        """Wake the polling of a mailbox whenever its server tells of new mail."""
        failures = 0
        while not self._app.stopping.is_set():
            try:
                with ImapSource.open(box, self._app.tokens) as source:
                    source.select(folder, readonly=True)
                    self._wake(box)  # what came before we listened
                    while not self._app.stopping.is_set():
                        failures = 0
                        if source.idle(_WATCH_SECONDS, self._app.stopping):
                            self._wake(box)
            except MeldpostError as error:
                failures += 1
                log.get().warning(
                    "idle_failed", mailbox=box.name, failures=failures, error=str(error)
                )
                self._app.stopping.wait(delay(failures, self._app.chance))

    def _wake(self, box: Mailbox) -> None:
        if self._rounds[box.name].failures == 0:  # else it backs off, and will look anyway
            self._later(f"poll {box.name}", 0)

    # -- the rhythm --------------------------------------------------------------------------

    def _add(self, name: str, work: Callable[[], None], seconds: int) -> None:
        every = IntervalTrigger(seconds=seconds, jitter=seconds // 10 or None, timezone="UTC")
        self._scheduler.add_job(work, every, id=name, next_run_time=datetime.now(UTC))

    def _later(self, job: str, seconds: float) -> None:
        if not self._app.stopping.is_set():
            at = datetime.now(UTC) + timedelta(seconds=seconds)
            self._scheduler.modify_job(job, next_run_time=at)

    def _longest_silence(self) -> float:
        return max((box.timeout_seconds for box in self._boxes.values()), default=0.0) + 1.0


def run(app: App) -> None:
    """Work until SIGTERM or SIGINT; then end in good order. For the main thread only."""
    schedule = Schedule(app)
    with _signals(app.stopping.set):
        schedule.start()
        log.get().info("started", mailboxes=len(app.settings.mailbox))
        while not app.stopping.wait(3600):
            pass
        schedule.stop()
    log.get().info("stopped")


@contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[None]:
    def hear(_number: int, _frame: FrameType | None) -> None:
        stop()

    before = {number: signal.signal(number, hear) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
