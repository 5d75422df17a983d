"""`meldpost demo --json`: one line for each ticket. Personal data is named by its kind alone."""

from __future__ import annotations

from datetime import datetime

from desk.conversation import Conversation
from desk.parts import shape as part_shape
from desk.rows import Choice, Ticket


def shape(row: Ticket) -> dict[str, object]:
    """The JSON of a ticket."""
    return {
        "number": row.number,
        "preset": row.preset,
        "title": row.title,
        "subject": row.subject,
        "language": row.language,
        "sender": {"kind": row.sender.code, "confidence": round(row.sender.confidence, 4)},
        "writer": {
            "known": row.writer.known,
            "organisation": row.writer.organisation,
            "role": row.writer.role,
        },
        "consent": row.writer.consent,
        "module": _choice(row.module),
        "type": _choice(row.type),
        "priority": _choice(row.priority),
        "needs_review": row.needs_review,
        "identifiers": [{"kind": kind, "value": value} for kind, value in row.identifiers],
        "personal_data": [
            {"kind": one.kind, "count": one.count, "severity": one.severity}
            for one in row.personal_data
        ],
        "checks": [{"code": code, "detail": detail} for code, detail in row.checks],
        "facts": row.facts,
        "sla": {
            "respond_by": _iso(row.respond_by),
            "solve_by": _iso(row.solve_by),
            "clock": row.clock,
            "reason": row.terms_reason,
        },
        "reply": None
        if row.answer is None
        else {
            "template": row.answer.template,
            "language": row.answer.language,
            "state": row.answer.state,
        },
        "no_reply": row.unanswered or None,
        "undelivered": [
            {"mail": one.template, "why": one.why, "address_marked": one.marked}
            for one in row.undelivered
        ],
        "parts": [part_shape(one) for one in row.parts],
        "split_from": row.split_from,
        "wish": row.wish,
    }


def whole(row: Ticket, told: Conversation) -> dict[str, object]:
    """The JSON of a ticket with its conversation."""
    said = shape(row)
    said["sla"] = {**dict(said["sla"]), "steps": list(told.clock)}  # type: ignore[call-overload]
    return said | {
        "status": told.status,
        "action_required_by": told.action_by,
        "invoice": told.invoice,
        "assignee": told.assignee,
        "paused_until": _iso(told.paused_until),
        "closed_at": _iso(told.closed_at),
        "discussion": [
            {"at": one.at.isoformat(), "side": one.side, "what": one.what, "state": one.state,
             "text": one.text,
             "attachments": [{"content_type": kind, "size": size} for kind, size in one.files]}
            for one in told.discussion
        ],
        "history": [
            {"at": one.at.isoformat(), "who": one.who, "event": one.event, "why": one.why,
             "undone": one.undone}
            for one in told.history
        ],
    }  # fmt: skip


def _choice(one: Choice) -> dict[str, object]:
    return {"value": one.code, "confidence": round(one.confidence, 4)}


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
