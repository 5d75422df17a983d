"""One pass over every mailbox and the outbox."""

from __future__ import annotations

from dataclasses import dataclass, field

from config.errors import MeldpostError
from worker import log
from worker.app import App, mailboxes
from worker.intake.poll import Tally, poll
from worker.post.deliver import Delivered, deliver


@dataclass(slots=True)
class Pass:
    """What came of a pass; `trouble` holds the errors of mailboxes, by their names."""

    mails: Tally = field(default_factory=Tally)
    delivered: Delivered = field(default_factory=Delivered)
    trouble: dict[str, MeldpostError] = field(default_factory=dict)


def once(app: App, *, thorough: bool = True) -> Pass:
    """Read every mailbox, then send what is due. A mailbox with a fault keeps no other waiting.

    `thorough` also takes mails that the ledger lacks although it is past them.
    """
    done = Pass()
    for mailbox in mailboxes(app.settings):
        try:
            done.mails.outcomes.update(poll(app, mailbox, thorough=thorough).outcomes)
        except MeldpostError as error:
            done.trouble[mailbox.name] = error
            log.get().error("poll_failed", mailbox=mailbox.name, error=str(error))
    done.delivered = deliver(app)
    return done
