"""Draining the outbox: claim a mail, send it, commit; then put a copy into the Sent folder.

    claim ─commit─> hand over to SMTP ─> accepted ─commit─> sent

A worker that dies between the server's yes and our commit leaves its mail in `sending`. After the
lease somebody looks for its Message-ID in the Sent folder: found, it is sent; else it goes out
(again). Where the mail server itself keeps what it sends (Gmail, Microsoft 365: `file_sent =
false`), that is exact. Where nobody but us puts it there, a crash in the milliseconds between yes
and commit makes a twin with the same Message-ID, which mail programs show as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from config.errors import ConfigError, MeldpostError, PermanentError, TransientError
from config.servers import Mailbox
from ingest.sources.imap import ImapSource
from models import history, marked, outbox, raw
from models.history import Change, Who
from models.outbox import Claimed
from notify.guard import MARKED
from notify.smtp import AddressRefused, Uncertain
from worker import alarm, log
from worker.alarm import Alarm
from worker.app import App
from worker.intake import bounces
from worker.post.brake import Brake
from worker.post.retry import GiveUp, decide
from worker.steps import reached

_FILED_AT_ONCE = 100
_UNHEARD = TransientError("its worker died, or the answer of the server was lost")


@dataclass(slots=True)
class Delivered:
    """What came of a pass over the outbox."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    trouble: MeldpostError | None = None


def deliver(app: App) -> Delivered:
    """Send all that is due, then file the copies. Runs until nothing is due, or no server is there:
    what was not tried then waits as it is."""
    done = Delivered()
    recover(app, done)
    brake = Brake(app)
    while _may_go_on(app) and (claimed := _claim(app, brake)) is not None:
        _send(app, claimed, done)
    brake.tell()
    for mailbox in app.settings.mailbox:
        file_copies(app, mailbox)
    return done


def recover(app: App, done: Delivered) -> None:
    """Settle the mails whose worker died: sent if the Sent folder has them, else due again."""
    while True:
        now = app.clock()
        with app.database.transaction() as connection:
            claimed = outbox.claim_abandoned(connection, now - app.lease, now)
        if claimed is None:
            return
        try:
            was_sent = _in_sent_folder(app, claimed)
        except (ConfigError, TransientError) as error:
            log.get().error("sent_folder", outbox=claimed.id, error=str(error))
            return  # it stays in `sending` for another lease: better late than twice
        log.get().warning("recovered", outbox=claimed.id, state="sent" if was_sent else "waiting")
        if not was_sent:
            _not_sent(app, claimed, _UNHEARD, done, at_once=True)
            continue
        with app.database.transaction() as connection:
            outbox.sent(connection, claimed.id, "Sent folder", now, file=False)


def file_copies(app: App, mailbox: Mailbox) -> None:
    """Put what was sent into the Sent folder, each mail once, however often this is broken off."""
    with app.database.reading() as connection:
        waiting = outbox.unfiled(connection, mailbox.name, _FILED_AT_ONCE)
    if not waiting:
        return
    try:
        with _sent_folder(app, mailbox) as (source, folder):
            for outbox_id, message_id, raw_id in waiting:
                kept = folder is not None and _file(app, source, folder, message_id, raw_id)
                reached("deliver.filed")
                with app.database.transaction() as connection:
                    outbox.filed(connection, outbox_id, kept=kept)
    except (ConfigError, TransientError) as error:
        log.get().error("not_filed", mailbox=mailbox.name, mails=len(waiting), error=str(error))


def _file(app: App, source: ImapSource, folder: str, message_id: str, raw_id: int) -> bool:
    """Whether the Sent folder has this mail now; not if its original was erased meanwhile."""
    if source.search_message_id(folder, message_id):
        return True
    try:
        with app.database.reading() as connection:
            body = raw.get(connection, raw_id)
    except PermanentError as error:
        log.get().error("not_filed", mailbox=source.mailbox.name, mails=1, error=str(error))
        return False
    source.append(folder, body, at=app.clock())
    return True


def _may_go_on(app: App) -> bool:
    return not app.stopping.is_set() and not app.sender.shut


def _claim(app: App, brake: Brake) -> Claimed | None:
    """The next mail that may go: when as many went as may go in an hour, an alarm at most."""
    with app.database.transaction() as connection:
        only = alarm.TEMPLATE if brake.holds(connection) else None
        return outbox.claim(connection, app.clock(), only=only)


def _send(app: App, claimed: Claimed, done: Delivered) -> None:
    reached("deliver.claimed")
    try:
        body = _body(app, claimed)
        server = app.sender.send(body, sender=claimed.sender, recipient=claimed.recipient)
    except Uncertain as error:  # stays in `sending` until the lease is over
        log.get().warning("uncertain", outbox=claimed.id, error=str(error))
        done.later += 1
        done.trouble = error
        return
    except MeldpostError as error:
        _not_sent(app, claimed, error, done)
        return
    reached("deliver.accepted")
    with app.database.transaction() as connection:
        outbox.sent(connection, claimed.id, server, app.clock(), file=_filing(app, claimed))
    reached("deliver.recorded")
    log.get().info("sent", outbox=claimed.id, server=server)
    done.sent += 1


def _body(app: App, claimed: Claimed) -> bytes:
    """The mail, signed if its mailbox has a key; PermanentError where its address was marked since
    it was written."""
    with app.database.reading() as connection:
        if marked.standing(connection, [claimed.recipient]):
            raise PermanentError(MARKED)
        body = raw.get(connection, claimed.raw_id)
    key = app.dkim.get(claimed.mailbox)
    return body if key is None else key.signed(body)


def _not_sent(
    app: App, claimed: Claimed, error: MeldpostError, done: Delivered, *, at_once: bool = False
) -> None:
    """Give up, or try again: after a pause, or `at_once` where the lease was pause enough."""
    now = app.clock()
    verdict = decide(
        error,
        claimed.attempts + 1,
        claimed.created_at,
        now,
        patience=timedelta(days=app.settings.limits.attempts_days),
        spread=app.chance.random(),
    )
    done.trouble = done.trouble if at_once else error
    with app.database.transaction() as connection:
        if isinstance(verdict, GiveUp):
            done.failed += 1
            outbox.failed(connection, claimed.id, verdict.reason)
            _give_up(app, connection, claimed, verdict, error, now)
        else:
            done.later += int(not at_once)
            outbox.again(connection, claimed.id, now if at_once else verdict.at, str(error))
    say = log.get().error if isinstance(verdict, GiveUp) else log.get().warning
    say("not_sent", outbox=claimed.id, attempts=claimed.attempts + 1, error=str(error))


def _give_up(
    app: App,
    connection: Connection,
    claimed: Claimed,
    verdict: GiveUp,
    error: MeldpostError,
    now: datetime,
) -> None:
    """Tell the ticket, and people; but no alarm about an alarm that cannot be delivered."""
    if claimed.ticket_id is not None:
        change = Change(claimed.ticket_id, now, Who.MACHINE, "not_delivered", verdict.reason)
        history.tell(connection, [change])
    desk = app.desks.get(claimed.mailbox)
    if desk is None or claimed.template == alarm.TEMPLATE or str(error) == MARKED:
        return
    status = error.status if isinstance(error, AddressRefused) else None
    if not bounces.refused(connection, desk, claimed.id, status, now):
        one = Alarm("not_delivered", "outbox", claimed.id, verdict.reason)
        alarm.ring(connection, desk.bell, [one], now)


def _filing(app: App, claimed: Claimed) -> bool:
    desk = app.desks.get(claimed.mailbox)
    return desk is not None and desk.mailbox.file_sent


def _in_sent_folder(app: App, claimed: Claimed) -> bool:
    desk = app.desks.get(claimed.mailbox)
    if desk is None:
        return False
    with _sent_folder(app, desk.mailbox) as (source, folder):
        return folder is not None and bool(source.search_message_id(folder, claimed.message_id))


@contextmanager
def _sent_folder(app: App, mailbox: Mailbox) -> Iterator[tuple[ImapSource, str | None]]:
    with ImapSource.open(mailbox, app.tokens) as source:
        yield source, source.sent_folder()
