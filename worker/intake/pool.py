"""Processes that read and triage chunks of mails, as many at once as there are cores.

They are forked when everything heavy is loaded, so that they share it; they touch no database and
no network, and end with their parent. A mail that brings its process down takes nobody along: its
chunk comes back as `Died`.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import resource
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Generic, TypeVar

Job = TypeVar("Job")
Done = TypeVar("Done")

LONGEST_JOB_SECONDS = 300.0
_AHEAD = 3  # chunks in flight for each process
_FORK = multiprocessing.get_context("fork")
_LOOK_SECONDS = 1.0
_MEMORY_BYTES = 2 * 1024**3  # beyond what is shared with the parent
_WORK_FAILED = 70  # EX_SOFTWARE of sysexits.h


@dataclass(frozen=True, slots=True)
class Died:
    """The process that had this job ended, or had to be ended, before the job was done."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Busy:
    """The process is not done, and says that it goes on."""


@dataclass(slots=True)
class _Child:
    """One process, the line to it, and when it got its job (seconds, monotonic)."""

    process: BaseProcess
    line: Connection
    since: float = 0.0


class Pool(Generic[Job, Done]):
    """`size` processes that do `work`, forked at once. Several threads may `run` at a time."""

    def __init__(
        self, work: Callable[[Job], Done], size: int, *, longest_job: float = LONGEST_JOB_SECONDS
    ) -> None:
        self.size = size
        self.longest_job = longest_job
        self._work = work
        self._changed = threading.Condition()
        self._children: set[Connection] = set()
        self._idle: deque[_Child] = deque()
        gc.collect()
        gc.freeze()  # what is loaded by now is for ever, and shared as long as nobody touches it
        for _ in range(size):
            self._idle.append(self._spawn())

    def run(self, jobs: Iterable[Job]) -> Generator[tuple[Job, Done | Died], None, None]:
        """Each job with what came of it, in order; jobs are taken while earlier ones are done."""
        run = _Run(self, iter(jobs))
        try:
            yield from run.results()
        finally:
            run.abandon()

    def take(self, *, wait_for_it: bool) -> _Child | None:
        """An idle process, which is the caller's until it is given back."""
        with self._changed:
            while not self._idle:
                if not wait_for_it:
                    return None
                self._changed.wait()
            child = self._idle.popleft()
        return child if child.process.is_alive() else self._reborn(child)

    def give_back(self, child: _Child) -> None:
        """The process is idle again."""
        with self._changed:
            self._idle.append(child)
            self._changed.notify()

    def replace(self, child: _Child) -> None:
        """End a process that cannot be trusted any more, and put a fresh one in its place."""
        self.give_back(self._reborn(child))

    def close(self) -> None:
        """End all processes. Nobody may be running."""
        while self._idle:
            _end(self._idle.popleft())
        self._children.clear()

    def _reborn(self, child: _Child) -> _Child:
        with self._changed:
            self._children.discard(child.line)
        _end(child)
        return self._spawn()

    def _spawn(self) -> _Child:
        with self._changed:
            ours, theirs = _FORK.Pipe()
            process = _FORK.Process(
                target=_serve,
                args=(theirs, self._work, os.getpid(), [*self._children, ours]),
                daemon=True,
            )
            process.start()
            theirs.close()
            self._children.add(ours)
        return _Child(process, ours)


class _Run(Generic[Job, Done]):
    """One pass of jobs through the pool, for one thread."""

    def __init__(self, pool: Pool[Job, Done], source: Iterator[Job]) -> None:
        self._pool = pool
        self._source = source
        self._exhausted = False
        self._order: deque[tuple[int, Job]] = deque()
        self._busy: dict[Connection, tuple[int, _Child]] = {}
        self._done: dict[int, Done | Died] = {}
        self._given = 0

    def results(self) -> Iterator[tuple[Job, Done | Died]]:
        while True:
            self._feed()
            while self._order and self._order[0][0] in self._done:
                number, job = self._order.popleft()
                yield job, self._done.pop(number)
                self._feed()
            if self._busy:
                self._collect()
            elif self._exhausted:
                return

    def abandon(self) -> None:
        """Whoever asked is gone: nothing of this may reach the next one."""
        for _, child in self._busy.values():
            self._pool.replace(child)
        self._busy.clear()

    def _feed(self) -> None:
        while not self._exhausted and len(self._order) < _AHEAD * self._pool.size:
            child = self._pool.take(wait_for_it=not self._order)
            if child is None:
                return
            try:
                job = next(self._source, None)
            except BaseException:
                self._pool.give_back(child)
                raise
            if job is None:
                self._exhausted = True
                self._pool.give_back(child)
                return
            self._hand_over(child, job)

    def _hand_over(self, child: _Child, job: Job) -> None:
        number, self._given = self._given, self._given + 1
        self._order.append((number, job))
        self._busy[child.line] = (number, child)
        child.since = time.monotonic()
        try:
            child.line.send(job)
        except OSError:
            self._lost(child)

    def _collect(self) -> None:
        for ready in wait(list(self._busy), timeout=_LOOK_SECONDS):
            line = next(line for line in self._busy if line is ready)
            number, child = self._busy[line]
            try:
                said = line.recv()
            except (EOFError, OSError):
                self._lost(child)
                continue
            if isinstance(said, _Busy):
                child.since = time.monotonic()
                continue
            self._done[number] = said
            del self._busy[line]
            self._pool.give_back(child)
        now = time.monotonic()
        for _, child in list(self._busy.values()):
            if now - child.since > self._pool.longest_job:
                self._lost(child, f"took longer than {self._pool.longest_job:.0f} seconds")

    def _lost(self, child: _Child, reason: str | None = None) -> None:
        number, _ = self._busy.pop(child.line)
        if reason is None:
            child.process.join(5)
            reason = f"its process ended ({_exit(child.process.exitcode)})"
        self._done[number] = Died(reason)
        self._pool.replace(child)


def busy() -> None:
    """Say, in a process of a pool, that its job takes long but goes on; elsewhere nothing."""
    if _line is not None:
        _line.send(_Busy())


_line: Connection | None = None  # of the process of a pool that we are


def _exit(code: int | None) -> str:
    if code is None or code >= 0:
        return f"status {code}"
    return signal.Signals(-code).name


def _end(child: _Child) -> None:
    child.line.close()
    child.process.kill()
    child.process.join(5)


def _serve(
    line: Connection, work: Callable[[Job], Done], parent: int, others: list[Connection]
) -> None:
    """The life of a process: jobs in, results out, until the parent hangs up or is gone."""
    global _line  # one process has one line to its parent
    _line = line
    for other in others:
        other.close()  # or the others would never learn that the parent died
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _bound()
    try:
        while True:
            while not line.poll(_LOOK_SECONDS):
                if os.getppid() != parent:
                    os._exit(0)
            line.send(work(line.recv()))
    except (EOFError, OSError):
        os._exit(0)
    finally:
        os._exit(_WORK_FAILED)  # without a word: a traceback may quote what was worked on


def _bound() -> None:
    """What a mail can make this process take: memory up to a limit, and never the parent's life."""
    try:
        Path("/proc/self/oom_score_adj").write_text("1000")
        told = re.search(r"VmData:\s+(\d+) kB", Path("/proc/self/status").read_text())
        if told:
            resource.setrlimit(resource.RLIMIT_DATA, (int(told[1]) * 1024 + _MEMORY_BYTES,) * 2)
    except OSError:
        return  # no Linux: the bounds of the parser have to do
