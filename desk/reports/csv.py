"""Report → CSV that a spreadsheet opens as it is, and executes nothing of (RFC 4180, with ;).

A byte order mark says that it is UTF-8, and the semicolon is what Excel expects where numbers are
written with a comma, as in Dutch, French and German.
"""

from __future__ import annotations

import csv
from io import StringIO

from desk.reports.report import Report

# What makes a spreadsheet take a cell for a formula; wide forms count in Asian settings.
# Source: OWASP, CSV Injection.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(report: Report) -> bytes:
    """The record of a report."""
    text = StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow(report.record.columns)
    rows.writerows([harmless(cell) for cell in row] for row in report.record.rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def harmless(cell: str) -> str:
    """`cell` with an apostrophe before it where a spreadsheet would take it for a formula.

    Blanks before a formula do not stop every spreadsheet."""
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell
