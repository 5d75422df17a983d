"""A mail is put into the outbox: its bytes are built and sealed, and its row is written."""

from __future__ import annotations

from sqlalchemy import Connection

from models import counter, outbox, raw
from models.outbox import Outgoing
from models.raw import pack
from notify import mime
from notify.reply import Reply


def put(
    connection: Connection,
    reply: Reply,
    envelope: mime.Envelope,
    *,
    preset: str,
    mailbox: str,
    subject_key: str,
    template: str | None = None,
    ticket_id: int | None = None,
    domain: str | None = None,
    words: str | None = None,
    attachments: tuple[tuple[str, int, str], ...] = (),
) -> int:
    """The id of its row, which is due at once. `template` is that of the reply, where it is not
    said; the other options are as in `Outgoing`."""
    (raw_id,) = counter.reserve(connection, "raw", 1)
    (outbox_id,) = counter.reserve(connection, "outbox", 1)
    raw.put(connection, [(raw_id, pack(mime.build(reply, envelope)))])
    row = Outgoing(
        id=outbox_id,
        preset=preset,
        mailbox=mailbox,
        ticket_id=ticket_id,
        mail_id=None,
        message_id=envelope.message_id,
        template=template or reply.template,
        language=reply.language,
        sender=envelope.sender.address,
        recipient=reply.to.address,
        domain=domain,
        subject_key=subject_key,
        raw_id=raw_id,
        created_at=envelope.at,
        words=words,
        attachments=attachments,
    )
    outbox.write(connection, [row])
    return outbox_id
