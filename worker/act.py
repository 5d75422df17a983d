"""What is done on the server with mails that are stored: pending in the ledger until it holds."""

from __future__ import annotations

from collections.abc import Collection

from config.errors import ConfigError, TransientError
from ingest.sources.imap import ImapSource
from models import ledger
from models.db import Database
from models.ledger import Action, Pending, Place
from worker import log
from worker.steps import reached


def settle(database: Database, source: ImapSource, place: Place) -> None:
    """Do what is pending in the selected folder. What does not hold stays pending.

    A folder to move to that is missing is told and tried again; it keeps no mail from being read.
    """
    with database.reading() as connection:
        waiting = ledger.pending(connection, place)
    for pending in waiting:
        try:
            held = _done(source, pending)
        except (ConfigError, TransientError) as error:
            _failed(database, place, pending.uids, str(error))
            if isinstance(error, TransientError):
                raise
            continue
        reached("act.done_on_server")
        with database.transaction() as connection:
            ledger.done(connection, place, sorted(held))
        reached("act.recorded")
        if left := set(pending.uids) - held:
            _failed(database, place, left, "the server did not do it")


def _done(source: ImapSource, pending: Pending) -> frozenset[int]:
    match pending.action:
        case Action.SEEN:
            return source.mark_seen(pending.uids)
        case Action.DELETE:
            return source.delete(pending.uids)
        case Action.MOVE if pending.target is not None:
            return source.move(pending.uids, pending.target)
        case _:
            return frozenset(pending.uids)


def _failed(database: Database, place: Place, uids: Collection[int], error: str) -> None:
    with database.transaction() as connection:
        ledger.failed(connection, place, sorted(uids), error)
    log.get().error(
        "action_failed", mailbox=place.mailbox, folder=place.folder, mails=len(uids), error=error
    )
