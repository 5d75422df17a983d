"""Report → one page of HTML that needs nothing else: on a screen, light or dark, and in print."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from desk.pages import environment
from desk.reports.chart import svg
from desk.reports.report import Chart, Report

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def render(report: Report) -> bytes:
    """The page, in UTF-8."""
    page = _environment().get_template("report.html").render(report=report)
    return page.encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    made = environment(TEMPLATES)
    made.filters["drawn"] = _drawn
    return made


def _drawn(chart: Chart) -> object:
    from markupsafe import Markup

    return Markup(svg(chart, paper=False))  # noqa: S704  # pygal escapes its texts
