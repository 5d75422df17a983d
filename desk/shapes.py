"""The JSON that leaves the house, for the API and the command line alike (docs/interface.md)."""

from __future__ import annotations

from ingest.message import Address, Attachment, Message


def message_json(message: Message) -> dict[str, object]:
    """`parse --json` without `source` and `index`, which belong to where the mail came from."""
    return {
        "message_id": message.message_id,
        "in_reply_to": message.in_reply_to,
        "references": list(message.references),
        "subject": message.subject,
        "date": message.date.isoformat() if message.date else None,
        "from": _address(message.from_),
        "reply_to": [_address(address) for address in message.reply_to],
        "to": [_address(address) for address in message.to],
        "cc": [_address(address) for address in message.cc],
        "kind": str(message.kind),
        "language": message.language,
        "text": message.text,
        "reply": message.reply,
        "quoted": message.quoted,
        "signature": message.signature,
        "attachments": [_attachment(attachment) for attachment in message.attachments],
        "defects": list(message.defects),
        "kind_reason": message.kind_reason,
        "suspended_answer": message.suspended_answer,
        "bounce": _bounce(message),
    }


def _address(address: Address) -> dict[str, str]:
    return {"name": address.name, "address": address.address}


def _attachment(attachment: Attachment) -> dict[str, object]:
    return {
        "filename": attachment.filename,
        "content_type": attachment.content_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "inline": attachment.inline,
        "content_id": attachment.content_id,
        "detected_type": attachment.detected_type,
    }


def _bounce(message: Message) -> dict[str, object] | None:
    bounce = message.bounce
    if bounce is None:
        return None
    return {
        "recipient": bounce.recipient,
        "status": bounce.status,
        "hard": bounce.hard,
        "original_message_id": bounce.original_message_id,
    }
