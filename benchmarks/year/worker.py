"""The worker of the desk as a process of its own, which can be stopped, killed and born again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from config.settings import Settings


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an order: how much of each, and what did not work. `killed`: it died of it."""

    told: dict[str, int] = field(default_factory=dict)
    trouble: dict[str, str] = field(default_factory=dict)
    killed: bool = False


class Worker:
    """Orders the nursery; `trained` lets it decide with the real weights."""

    def __init__(
        self, settings: Settings, folder: Path, begins: datetime, *, trained: bool
    ) -> None:
        config = folder / "year.json"
        config.write_text(json.dumps({"settings": _as_data(settings), "trained": trained}))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.year.nursery", str(config)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "MELDPOST_YEAR_BEGINS": begins.isoformat(), "OMP_NUM_THREADS": "1"},
        )
        self.up = False
        self._expect("ready")

    @property
    def pid(self) -> int:
        """Of the process that all others of the worker descend from."""
        return self._process.pid

    def start(self) -> None:
        """Be born, if it is not up."""
        if not self.up:
            self._say({"birth": True})
            self._expect("born")
            self.up = True

    def stop(self) -> None:
        """End in good order."""
        if self.up:
            self._say({"stop": True})
            self._expect("stopped")
            self.up = False

    def do(self, now: datetime, *what: str, kill: str | None = None) -> Done:
        """Do this now; with `kill` it dies when it reaches that step, if it does."""
        order: dict[str, object] = {"at": now.isoformat(), "do": what}
        self._say(order if kill is None else {**order, "kill": kill})
        answer = self._hear()
        if answer == "killed":
            self.up = False
            return Done(killed=True)
        return Done(**json.loads(answer))

    def close(self) -> None:
        """End everything."""
        self.stop()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()

    def _say(self, order: dict[str, object]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def _expect(self, word: str) -> None:
        if (heard := self._hear()) != word:
            raise RuntimeError(f"the worker says {heard!r}, not {word!r}")


def _as_data(settings: Settings) -> dict[str, object]:
    data = settings.model_dump(mode="json", exclude_unset=True)
    for box, as_data in zip(settings.mailbox, data["mailbox"], strict=True):
        assert box.password is not None
        as_data["password"] = box.password.get_secret_value()
    return data
