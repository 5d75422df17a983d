"""Report → PDF, set by Typst: no browser and nothing of the system, fonts in the file.

The template is code, what a report says is data that it reads: a name that looks like markup is
set as it is. The file is PDF/A-3a (ISO 19005-3): archived for years, and read aloud by a reader.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Final

from desk.reports.chart import svg
from desk.reports.report import Chart, Report, Section, Table

_TEMPLATES = Path(__file__).parent / "templates"
_STANDARD: Final = "a-3a"


def render(report: Report) -> bytes:
    """The paper, A4; the same bytes for the same report."""
    given = {
        "title": report.title,
        "subtitle": report.subtitle,
        "made": report.made,
        "language": report.language,
        "figures": [asdict(one) for one in report.figures],
        "sections": [_section(one) for one in report.sections],
    }
    return typeset("report.typ", given, report.made_at)


def typeset(template: str, given: Mapping[str, object], made_at: datetime) -> bytes:
    """A template of ours, filled with this."""
    import typst

    return typst.compile(
        _TEMPLATES / template,
        root=_TEMPLATES,
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(given, ensure_ascii=False)},
        timestamp=int(made_at.timestamp()),
        pdf_standards=_STANDARD,
    )


def _section(one: Section) -> dict[str, object]:
    return {
        "title": one.title,
        "empty": one.empty if one.is_empty else None,
        "note": one.note,
        "chart": None if one.chart is None or one.chart.is_empty else _picture(one.chart),
        "table": one.table and _table(one.table),
    }


def _picture(chart: Chart) -> dict[str, object]:
    return {"title": chart.title, "svg": svg(chart, paper=True)}


def _table(table: Table) -> dict[str, object]:
    return {
        "columns": table.columns,
        "rows": table.rows,
        "shares": table.shares or (1,) * len(table.columns),
        "numeric": sorted(table.numeric),
    }
