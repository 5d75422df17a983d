"""A process with everything loaded, of which workers are born that do as they are told.

One order a line on standard input, one line of answer to each; there is one worker at most, and it
is the worker itself that reads while it lives:

    {"at": ISO, "do": ["poll", "look"]}       {"told": {"poll": 3}, "trouble": {"look": "…"}}
    the same with "kill": "poll.written"      killed, when it reaches that step
    {"stop": true}                            stopped

The moment of the order is what the worker takes for now.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from config.errors import MeldpostError
from config.settings import Log, Settings
from ingest.parse import parse
from tests.worker.line import plain_triage
from triage.wishes import wishes
from worker import log, steps
from worker.app import App, opened
from worker.clock import digest, notices
from worker.intake.poll import poll
from worker.learning import names, weights
from worker.learning.decide import Decide, decider
from worker.post.deliver import deliver

LEASE = timedelta(minutes=10)


class Clock:
    """What the worker takes for now."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def main() -> None:
    config = json.loads(Path(sys.argv[1]).read_text())
    settings = Settings.model_validate(config["settings"])
    log.set_up(Log(level="error"))
    decide = (
        decider(weights.load(settings), roles=names.roles(settings))
        if config["trained"]
        else plain_triage
    )
    wishes(parse(b"Subject: Re\r\n\r\nBedankt!"))  # its words are read once, for all who are born
    say("ready")
    while hear() is not None:  # any order gives birth
        child = os.fork()
        if child == 0:
            live(settings, decide)
        _, status = os.waitpid(child, 0)
        say("killed" if os.WIFSIGNALED(status) else "stopped")


def live(settings: Settings, decide: Decide) -> None:
    """One worker, from its birth to its end."""
    status = 1
    clock = Clock()
    try:
        clock.now = datetime.fromisoformat(os.environ["MELDPOST_YEAR_BEGINS"])
        with opened(settings, decide, clock=clock, lease=LEASE) as app:
            say("born")
            while (order := hear()) is not None and "stop" not in order:
                clock.now = datetime.fromisoformat(order["at"])
                steps.listen(_killer(order["kill"]) if "kill" in order else None)
                say(json.dumps(obey(app, order["do"])))
        status = 0
    finally:
        os._exit(status)


def obey(app: App, what: list[str]) -> dict[str, Any]:
    """Do it in this order; a door that is shut keeps nothing else from being done."""
    told: dict[str, int] = {}
    trouble: dict[str, str] = {}
    for name in what:
        try:
            told[name] = _WORK[name](app)
        except MeldpostError as error:
            trouble[name] = str(error)
    return {"told": told, "trouble": trouble}


def _poll(app: App) -> int:
    return sum(poll(app, box).mails for box in app.settings.mailbox)


def _deliver(app: App) -> int:
    return deliver(app).sent


_WORK: Mapping[str, Callable[[App], int]] = {
    "poll": _poll,
    "look": notices.look,
    "digest": digest.look,
    "deliver": _deliver,
}


def _killer(step: str) -> Callable[[str], None]:
    def hook(reached: str) -> None:
        if reached == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return hook


def hear() -> dict[str, Any] | None:
    """The next order; None at the end. Nothing is read ahead: the next reader may be another."""
    line = b""
    while not line.endswith(b"\n"):
        if not (some := os.read(0, 65_536)):
            return None
        line += some
    found: dict[str, Any] = json.loads(line)
    return found


def say(word: str) -> None:
    os.write(1, f"{word}\n".encode())


if __name__ == "__main__":
    main()
