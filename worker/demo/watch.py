"""The demo keeps watching: the worker goes on as in earnest, and what came of a mail is told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from desk.rows import Other, Ticket
from ingest.parse import parse
from worker.demo.samples import emls, on_the_wire
from worker.demo.show_it import Demo
from worker.schedule import Schedule

_LOOK_SECONDS = 0.2
_PATIENCE_SECONDS = 3.0  # a mail whose answer takes longer is told without it
_UNDERWAY = frozenset({"waiting", "sending"})

Stamp = tuple[int, int]  # when a file was changed (ns) and its size: the same twice, it is whole


def watch(
    demo: Demo, seen: int, stop: threading.Event, tell: Callable[[Ticket | Other], None]
) -> None:
    """Until `stop`, tell of every mail that comes in after the entry `seen` of the ledger."""
    files: dict[Path, Stamp | None] = {}
    first_seen: dict[int, float] = {}
    schedule = Schedule(demo.app)
    schedule.start()
    try:
        while not stop.wait(_LOOK_SECONDS):
            _take_files(demo, files)
            for row in demo.rows(seen):
                since = first_seen.setdefault(row.entry, time.monotonic())
                if _underway(row) and time.monotonic() - since < _PATIENCE_SECONDS:
                    break
                tell(row)
                seen = row.entry
    finally:
        schedule.stop()


def _underway(row: Ticket | Other) -> bool:
    return isinstance(row, Ticket) and row.answer is not None and row.answer.state in _UNDERWAY


def _take_files(demo: Demo, known: dict[Path, Stamp | None]) -> None:
    """Deliver the files of the drop folder that are new and have stopped growing; they stay."""
    for path in emls(demo.drop):
        if path in known and known[path] is None:
            continue
        try:
            said = path.stat()
            stamp = (said.st_mtime_ns, said.st_size)
            if known.get(path) == stamp:
                _deliver(demo, on_the_wire(path.read_bytes()))
                known[path] = None
            else:
                known[path] = stamp
        except OSError:  # it is being moved or written by somebody else: it gets another look
            continue


def _deliver(demo: Demo, mail: bytes) -> None:
    """Into the mailbox that it is addressed to, else into the first."""
    message = parse(mail)
    named = {address.address.lower() for address in (*message.to, *message.cc)}
    boxes = [box.address for box in demo.app.settings.mailbox]
    address = next((one for one in boxes if one in named), boxes[0])
    demo.office.deliver(address, mail, demo.app.clock())
