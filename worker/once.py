"""One pass: every mailbox, what else is due, and the outbox; as the worker that goes on does it."""

from __future__ import annotations

from dataclasses import dataclass, field

from config.errors import MeldpostError
from worker import jobs
from worker.app import App, mailboxes
from worker.intake.poll import Tally, poll
from worker.jobs import JOBS
from worker.post.deliver import Delivered, deliver


@dataclass(slots=True)
class Pass:
    """What came of a pass: of each mailbox by its name, and of the outbox. `trouble` holds the
    errors, by the names of mailboxes and jobs."""

    mails: dict[str, Tally] = field(default_factory=dict)
    delivered: Delivered = field(default_factory=Delivered)
    trouble: dict[str, MeldpostError] = field(default_factory=dict)

    @property
    def well(self) -> bool:
        return not self.trouble and self.delivered.trouble is None


def once(app: App, *, thorough: bool = True) -> Pass:
    """Read every mailbox, do what is due, then send. A fault keeps nothing else waiting.

    `thorough` also takes mails that the ledger lacks although it is past them.
    """
    done = Pass()
    for mailbox in mailboxes(app.settings):
        try:
            done.mails[mailbox.name] = poll(app, mailbox, thorough=thorough)
        except MeldpostError as error:
            done.trouble[mailbox.name] = error
    for job in JOBS:
        if jobs.is_due(app, job):
            _, trouble = jobs.done(app, job)
            if trouble is not None:
                done.trouble[job.name] = trouble
    done.delivered = deliver(app)
    return done
