"""A process with everything loaded, which forks workers and kills them as it is told.

It reads one order a line from standard input and answers each with one line:

    {"step": "poll.committed", "nth": 2}    kill the worker when it reaches that step
    {"after": 0.137}                        kill it after that many seconds
    {}                                      let it finish

The answer is `killed`, `finished` or `failed`. A worker is one pass over every mailbox and the
outbox, by the very functions that `meldpost run --once` calls.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from config.settings import Log, Settings
from models import db
from tests.worker.line import plain_triage
from worker import log, steps
from worker.app import opened
from worker.intake.poll import poll
from worker.learning import weights
from worker.learning.decide import Decide, decider
from worker.post.deliver import deliver


def work(settings: Settings, decide: Decide, lease: float) -> None:
    """One worker, from its start to its end."""
    with opened(settings, decide, lease=timedelta(seconds=lease)) as app:
        for mailbox in settings.mailbox:
            poll(app, mailbox)
        deliver(app)


def kill_at(step: str, nth: int) -> None:
    """End this process without a word when it reaches `step` for the nth time."""
    count = 0

    def hook(reached: str) -> None:
        nonlocal count
        count += reached == step
        if count == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    steps.listen(hook)


def birth(order: dict[str, Any], settings: Settings, decide: Decide, lease: float) -> str:
    """One worker's life; how it ended."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if "step" in order:
                kill_at(order["step"], order["nth"])
            work(settings, decide, lease)
            status = 0
        finally:
            os._exit(status)
    if "after" in order:
        time.sleep(order["after"])
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed"
    return "finished" if os.WEXITSTATUS(status) == 0 else "failed"


def main() -> None:
    config = json.loads(Path(sys.argv[1]).read_text())
    settings = Settings.model_validate(config["settings"])
    log.set_up(Log(level="error"))
    decide = decider(weights.load(settings)) if config["trained"] else plain_triage
    warm_up(settings, decide)
    say("ready")
    for line in sys.stdin:
        say(birth(json.loads(line), settings, decide, config["lease"]))


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def warm_up(settings: Settings, decide: Decide) -> None:
    """Import and load all that a worker needs, so that a birth costs milliseconds."""
    import email.header  # noqa: F401
    import sqlite3  # noqa: F401

    import psycopg  # noqa: F401

    from ingest.parse import parse
    from tests.factories import AT, a_mail

    db.open(settings.database_url).close()
    for box in settings.mailbox:
        from config import preset
        from notify.compose import compose
        from notify.reply import TicketFacts

        desk = preset.load(box.preset)
        message = parse(a_mail())
        (decided,) = decide([message], desk, [AT])
        compose(message, decided, desk, TicketFacts("KK-1"))


if __name__ == "__main__":
    main()
