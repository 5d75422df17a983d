"""Report → JSON for programs: codes, numbers and moments (docs/interface.md)."""

from __future__ import annotations

import json

from desk.reports.report import Report


def render(report: Report) -> bytes:
    """One object, in UTF-8."""
    head = {
        "report": report.code,
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "made_at": report.made_at.isoformat(),
    }
    text = json.dumps({**head, **report.data}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode("utf-8", "replace")
