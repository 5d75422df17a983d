"""The JSON that leaves the house, for the API and the command line alike (docs/interface.md)."""

from __future__ import annotations

from datetime import datetime
from itertools import zip_longest

from config.preset import Preset
from ingest.contents.content import Spot
from ingest.message import Address, Attachment, Message
from notify.reply import Reply
from triage.decision import Claimed, Examined, Fact, Finding, Label, Part, Span, Triage


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
        "label": attachment.label,
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


def triage_json(
    message: Message, preset: Preset, triage: Triage | None, reply: Reply | None, *, reveal: bool
) -> dict[str, object]:
    """`triage --json`; all is null for a message that is not of a person (`triage` is None).

    `reveal` shows personal data as written, else each character of it is a dot.
    """
    decided = _NOTHING if triage is None else _decided(triage, reveal=reveal)
    return {
        "message": {**message_json(message), "attachments": _attachments(message, triage)},
        "preset": preset.name,
        **decided,
        "reply": _reply(reply),
        "facts": None
        if triage is None
        else {fact.code: _said(fact, reveal=reveal) for fact in triage.facts},
        "title": None if triage is None else triage.title,
        "parts": None if triage is None else [_part(one) for one in triage.parts],
        "claimed": None if triage is None else _claimed(triage.claimed),
    }


def _part(part: Part) -> dict[str, object]:
    """One question of a mail that asks several; `stretches` are offsets in the text."""
    return {
        "stretches": [list(one) for one in part.stretches],
        "text": part.text,
        "title": part.triage.title,
        "module": _label(part.triage.module),
        "type": _label(part.triage.type),
        "priority": _label(part.triage.priority),
        "checks": [{"code": one.code, "detail": one.detail} for one in part.triage.checks],
        "confidence": part.confidence,
        "why": list(part.why),
    }


def _attachments(message: Message, triage: Triage | None) -> list[dict[str, object]]:
    """Each attachment, and how far it was read: null where there is no triage."""
    seen = triage.attachments if triage else ()
    return [
        {**_attachment(one), **_examined(how)}
        for one, how in zip_longest(message.attachments, seen)
    ]


def _examined(how: Examined | None) -> dict[str, object]:
    if how is None:
        return {"examined": None, "reason": None, "gps": None, "inner": []}
    return {
        "examined": how.examined,
        "reason": how.reason,
        "gps": how.gps,
        "inner": [
            {"name": one.name, "examined": one.examined, "reason": one.reason} for one in how.inner
        ],
    }


_NOTHING: dict[str, object] = dict.fromkeys(
    (
        "sender",
        "module",
        "type",
        "priority",
        "needs_review",
        "identifiers",
        "personal_data",
        "checks",
        "redacted",
        "sla",
    )
)


def _decided(triage: Triage, *, reveal: bool) -> dict[str, object]:
    return {
        "sender": {"kind": triage.sender.value, **_surely(triage.sender)},
        "module": _label(triage.module),
        "type": _label(triage.type),
        "priority": {**_label(triage.priority), "reasons": list(triage.priority.why)},
        "needs_review": triage.needs_review,
        "identifiers": [
            {"kind": span.kind, "value": span.text, **_place(span)} for span in triage.identifiers
        ],
        "personal_data": [_finding(finding, reveal=reveal) for finding in triage.findings],
        "checks": [{"code": check.code, "detail": check.detail} for check in triage.checks],
        "redacted": {"subject": triage.redacted.subject, "text": triage.redacted.text},
        "sla": {
            "respond_by": _iso(triage.terms.respond_by),
            "solve_by": _iso(triage.terms.solve_by),
            "clock": triage.terms.clock,
            "starts_at": _iso(triage.terms.starts_at),
            "reason": triage.terms.reason,
        },
    }


def _claimed(claimed: Claimed) -> dict[str, object]:
    """The sender's own words for type and priority, or null."""
    return {
        "type": claimed.type.said if claimed.type else None,
        "priority": claimed.priority.said if claimed.priority else None,
    }


def _label(label: Label) -> dict[str, object]:
    return {"value": label.value, **_surely(label)}


def _surely(label: Label) -> dict[str, object]:
    return {"confidence": round(label.confidence, 4), "why": list(label.why)}


def _finding(finding: Finding, *, reveal: bool) -> dict[str, object]:
    span = finding.span
    return {
        "kind": finding.kind,
        **_place(span),
        "text": span.text if reveal else "•" * len(span.text),
        "severity": finding.severity,
        "confidence": round(finding.confidence, 4),
        "why": finding.why,
    }


def _said(fact: Fact, *, reveal: bool) -> str | None:
    """The sentence that answers a question of the support page, or None."""
    if reveal and fact.answer is not None:
        return " ".join(fact.answer.text.split())
    return fact.redacted


def _place(span: Span) -> dict[str, object]:
    place: dict[str, object] = {"where": span.where, "start": span.start, "end": span.end}
    if span.attachment is None:
        return place
    first = span.spots[0] if span.spots else Spot()
    return {
        **place,
        "attachment": span.attachment,
        "place": "name" if span.in_name else "content",
        "page": first.page,
        "cell": first.cell,
        "inner": first.inner,
        "boxes": [[spot.page or 1, *spot.box] for spot in span.spots if spot.box is not None],
    }


def _reply(reply: Reply | None) -> dict[str, object] | None:
    if reply is None:
        return None
    return {
        "template": reply.template,
        "language": reply.language,
        "subject": reply.subject,
        "text": reply.text,
        "html": reply.html,
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
