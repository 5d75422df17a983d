"""The privacy report in codes, for programs."""

from __future__ import annotations

from config.preset import Preset
from config.retention import Kept
from desk.reports import register
from desk.reports.tally import SEVERITIES, Counts, Month, Organisation, Rows, again, speed
from models.register import SetAside, Unexamined


def data(rows: Rows, counts: Counts, preset: Preset, kept: Kept) -> dict[str, object]:
    """All of the report (docs/interface.md)."""
    took = speed(counts.hit)
    return {
        "preset": preset.name,
        "mails": rows.wrote_now,
        "mails_with_findings": len(counts.hit),
        "share": round(len(counts.hit) / rows.wrote_now, 4) if rows.wrote_now else None,
        "seconds_to_redaction": took
        and {"median": round(took.median, 1), "longest": round(took.longest, 1)},
        "months": [_month(one) for one in counts.months],
        "kinds": [
            {"kind": one.kind, "findings": one.count, "mails": one.mails} for one in counts.kinds
        ],
        "organisations": [_organisation(one) for one in counts.organisations],
        "repeat_offenders": [one.name for one in again(counts.organisations)],
        "not_examined": [_not_read(one) for one in rows.unexamined],
        "quarantined": [_set_aside(one) for one in rows.set_aside],
        "register": register.shapes(counts.hit, kept),
    }


def _organisation(one: Organisation) -> dict[str, object]:
    return {
        "organisation": one.name,
        "mails": one.mails,
        "findings": one.count,
        "kinds": list(one.kinds),
        "severity": one.worst,
        "mails_in_trend": one.in_window,
        "months_in_trend": one.months,
        "last": one.last.isoformat(),
    }


def _not_read(one: Unexamined) -> dict[str, object]:
    return {
        "mail": one.mail_id,
        "arrived_at": one.arrived_at.isoformat(),
        "organisation": one.organisation,
        "ticket": one.ticket,
        "attachment": one.number,
        "content_type": one.content_type,
        "size": one.size,
        "reason": one.reason,
    }


def _month(one: Month) -> dict[str, object]:
    return {
        "month": f"{one.first:%Y-%m}",
        "mails": one.wrote,
        "mails_with_findings": one.hit,
        **{code: one.by_severity.get(code, 0) for code in SEVERITIES},
    }


def _set_aside(one: SetAside) -> dict[str, object]:
    return {
        "entry": one.id,
        "arrived_at": one.arrived_at.isoformat(),
        "mailbox": one.mailbox,
        "reason": one.reason,
    }
