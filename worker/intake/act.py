"""What is done on the server with mails that are stored: pending in the ledger until it holds.

A mail leaves its place there only when its original is safe in the vault: read back, opened, and
equal to the mail that was recorded. What was deleted is looked for again, and recorded as deleted
when its UID is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from config.errors import ConfigError, PermanentError, TransientError
from ingest.identity import digest
from ingest.sources.imap import ImapSource
from models import audit, ledger, mail, raw
from models.audit import Act
from models.db import Database
from models.history import Who
from models.ledger import Action, Pending, Place
from models.mail import Kept
from worker import log
from worker.steps import reached

_LEAVES = {Action.MOVE, Action.DELETE}


def settle(
    database: Database, source: ImapSource, place: Place, clock: Callable[[], datetime]
) -> None:
    """Do what is pending in the selected folder. What does not hold stays pending.

    A folder to move to that is missing is told and tried again; it keeps no mail from being read.
    """
    with database.reading() as connection:
        waiting = ledger.pending(connection, place)
    for pending in waiting:
        safe = _safe(database, place, pending)
        try:
            held = _done(source, pending, sorted(safe))
            gone = held - source.existing(held) if pending.action is Action.DELETE else held
        except (ConfigError, TransientError) as error:
            _failed(database, place, safe, str(error))
            if isinstance(error, TransientError):
                raise
            continue
        reached("act.done_on_server")
        with database.transaction() as connection:
            ledger.done(connection, place, sorted(held))
            if pending.action is Action.DELETE:
                acts = [_deleted(place, uid, safe[uid], uid in gone, clock()) for uid in held]
                audit.write(connection, acts)
        reached("act.recorded")
        if left := safe.keys() - held:
            _failed(database, place, left, "the server did not do it")


def _safe(database: Database, place: Place, pending: Pending) -> Mapping[int, int | None]:
    """The id of the mail for each UID that may be touched; the others stay, and are told."""
    with database.reading() as connection:
        mails = ledger.mails_of(connection, place, pending.uids)
        if pending.action not in _LEAVES:
            return mails
        kept = mail.kept(connection, [id_ for id_ in mails.values() if id_ is not None])
    found = {
        uid: id_ for uid, id_ in mails.items() if id_ in kept and _is_safe(database, kept[id_])
    }
    if unsafe := mails.keys() - found:
        _failed(database, place, unsafe, "its original is not safe in the vault")
    return found


def _is_safe(database: Database, kept: Kept) -> bool:
    if kept.erased:
        return True  # on purpose: nothing of it is to be left
    try:
        with database.reading() as connection:
            return digest(raw.get(connection, kept.raw_id)) == kept.content_hash
    except PermanentError:
        return False


def _done(source: ImapSource, pending: Pending, uids: list[int]) -> frozenset[int]:
    match pending.action:
        case Action.SEEN:
            return source.mark_seen(uids)
        case Action.DELETE:
            return source.delete(uids)
        case Action.MOVE if pending.target is not None:
            return source.move(uids, pending.target)
        case _:
            return frozenset(uids)


def _deleted(place: Place, uid: int, mail_id: int | None, gone: bool, now: datetime) -> Act:  # noqa: FBT001
    """A server without UIDPLUS keeps what is flagged until somebody expunges the folder."""
    did, why = (
        ("deleted", "gone from the mailbox, safe in the vault")
        if gone
        else ("flagged", "flagged as deleted: the server cannot expunge single mails")
    )
    detail: dict[str, object] = {
        "mailbox": place.mailbox,
        "folder": place.folder,
        "uidvalidity": place.uidvalidity,
        "uid": uid,
    }
    return Act(now, Who.MACHINE, did, "mail", mail_id, why, detail)


def _failed(database: Database, place: Place, uids: Collection[int], error: str) -> None:
    with database.transaction() as connection:
        ledger.failed(connection, place, sorted(uids), error)
    log.get().error(
        "action_failed", mailbox=place.mailbox, folder=place.folder, mails=len(uids), error=error
    )
