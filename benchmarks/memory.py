"""The peak of what a process and all its descendants hold (proportional set size), in bytes."""

from __future__ import annotations

import os
import threading
from pathlib import Path


class Memory:
    """Looks every `seconds` while it is entered; at this process, where no other is named."""

    def __init__(self, pid: int | None = None, *, seconds: float = 0.5) -> None:
        self.peak = 0
        self._pid = os.getpid() if pid is None else pid
        self._seconds = seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(self._seconds):
            self.peak = max(self.peak, sum(map(_held, family(self._pid))))


def family(pid: int) -> list[int]:
    """The process and all its descendants."""
    found = [pid]
    for one in found:  # grows as it is read
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1000 for line in lines if line.startswith("Pss:"))
