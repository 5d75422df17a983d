"""Copies on mail servers: where the ledger saw a mail, and taking them away there.

A mail is deleted on a server only when its digest is that of the mail that was recorded: UIDs may
have been given anew, and Message-IDs are chosen by strangers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from config.errors import ConfigError, MeldpostError
from config.settings import Settings
from ingest.identity import digest
from ingest.sources.imap import ImapSource, Tokens
from models.ledger import Action, ledger
from models.mail import mail
from models.outbox import outbox

SENT = "the folder of sent mail"


@dataclass(frozen=True, slots=True)
class Copy:
    """A mail on a server. `uid` counts in the numbering `uidvalidity`; both are None where it was
    moved to by us. `content_hash` is None for a mail of ours."""

    mailbox: str
    folder: str | None
    uidvalidity: int | None
    uid: int | None
    message_id: str
    content_hash: str | None

    def __str__(self) -> str:
        where = f"{self.mailbox}/{self.folder or SENT}"
        if self.uid is not None:
            return f"{where} UID {self.uid} (UIDVALIDITY {self.uidvalidity})"
        return f"{where}, Message-ID {self.message_id}"


def of_mails(connection: Connection, mails: Collection[int]) -> list[Copy]:
    """Where these mails lie by the ledger, unless we deleted them there."""
    rows = connection.execute(
        select(ledger, mail.c.message_id, mail.c.content_hash)
        .join(mail, mail.c.id == ledger.c.mail_id)
        .where(mail.c.id.in_(sorted(mails)))
        .order_by(ledger.c.id)
    ).mappings()
    found = []
    for row in rows:
        done = row["action_state"] == "done"
        if done and row["action"] == Action.DELETE.value:
            continue
        moved = done and row["action"] == Action.MOVE.value
        found.append(
            Copy(
                row["mailbox"],
                row["action_target"] if moved else row["folder"],
                None if moved else row["uidvalidity"],
                None if moved else row["uid"],
                row["message_id"],
                row["content_hash"],
            )
        )
    return found


def of_entries(connection: Connection, ledger_ids: Collection[int]) -> list[Copy]:
    """The same of mails from quarantine, of which nothing is known but the place."""
    rows = connection.execute(select(ledger).where(ledger.c.id.in_(sorted(ledger_ids))))
    return [Copy(row.mailbox, row.folder, row.uidvalidity, row.uid, "", None) for row in rows]


def of_answers(connection: Connection, outbox_ids: Collection[int]) -> list[Copy]:
    """Our own mails, of which a copy lies in the folder of sent mail."""
    rows = connection.execute(
        select(outbox.c.mailbox, outbox.c.message_id)
        .where(outbox.c.id.in_(sorted(outbox_ids)), outbox.c.filing == "done")
        .order_by(outbox.c.id)
    )
    return [Copy(mailbox, None, None, None, message_id, None) for mailbox, message_id in rows]


def delete(
    settings: Settings, tokens: Tokens | None, copies: Iterable[Copy]
) -> tuple[list[Copy], list[Copy]]:
    """Delete these on their servers: those that are gone now, and those that are not."""
    every = list(copies)
    gone: list[Copy] = []
    for box in settings.mailbox:
        mine = [one for one in every if one.mailbox == box.name]
        if not mine:
            continue
        try:
            with ImapSource.open(box, tokens, limits=settings.limits) as source:
                gone += [one for one in mine if _deleted(source, one)]
        except MeldpostError:
            continue  # what is not gone is told, with its place
    return gone, [one for one in every if one not in gone]


def _deleted(source: ImapSource, one: Copy) -> bool:
    """Whether nothing of this copy is left."""
    folder = one.folder or source.sent_folder()
    if folder is None:
        return False
    try:
        uids = _where(source, folder, one)
        if not uids:
            return uids is not None
        source.select(folder)
        source.delete(uids)
        return not source.existing(uids)
    except ConfigError:
        return False  # the folder is not there any more, and we do not know where its mails are


def _where(source: ImapSource, folder: str, one: Copy) -> list[int] | None:
    """The UIDs of this very mail in that folder; None if it cannot be told from others."""
    state = source.select(folder, readonly=True)
    if one.uid is not None and state.uidvalidity == one.uidvalidity:
        found = sorted(source.existing([one.uid]))
        if not found or one.content_hash is None:
            return found
        return _same(source, found, one.content_hash) or None
    if not one.message_id or one.message_id.startswith("sha256:"):
        return None
    found = source.search_message_id(folder, one.message_id)
    return found if one.content_hash is None else _same(source, found, one.content_hash)


def _same(source: ImapSource, uids: Iterable[int], content_hash: str) -> list[int]:
    """Those whose content is that of the mail."""
    fetched = source.fetch(source.sizes(uids))
    return [one.uid for one in fetched if one.raw and digest(one.raw) == content_hash]
