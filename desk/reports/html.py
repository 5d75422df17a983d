"""Report → one page of HTML that needs nothing else: on a screen, light or dark, and in print."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from desk.reports.chart import svg
from desk.reports.report import Chart, Report

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def render(report: Report) -> bytes:
    """The page, in UTF-8."""
    page = environment().get_template("report.html").render(report=report)
    return page.encode("utf-8", "replace")


@cache
def environment() -> Environment:
    """Our own templates; whatever is filled in is escaped, and nothing may be missing."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["drawn"] = _drawn
    return made


def _drawn(chart: Chart) -> object:
    from markupsafe import Markup

    return Markup(svg(chart, paper=False))  # noqa: S704  # pygal escapes its texts
