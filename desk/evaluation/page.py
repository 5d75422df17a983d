"""Evaluation → one page of HTML that needs nothing else: on a phone or a desk, light or dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from desk.evaluation.plot import reliability
from desk.evaluation.shape import Baselines
from desk.pages import environment
from triage.evaluation import Evaluation
from triage.score import HeadScore, Score, overall

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
EXCERPT = 700  # characters of a mail that was misread
_NAMES = {
    "sender": "Sender",
    "module": "Module",
    "type": "Type",
    "priority": "Priority",
    "identifiers": "Identifiers",
    "personal_data": "Personal data",
    "checks": "Checks",
}


@dataclass(frozen=True, slots=True)
class Matrix:
    """What was true (rows) and what was said (columns), as counts; `name` is the desk, if one."""

    name: str
    labels: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]


def render(found: Evaluation, baselines: Baselines, files: tuple[str, ...], at: datetime) -> bytes:
    """The page, in UTF-8; `files` are the names of what was read, `at` when."""
    page = _environment().get_template("evaluation.html")
    return page.render(
        found=found, baselines=baselines, files=files, at=at, names=_NAMES, excerpt=EXCERPT
    ).encode("utf-8", "replace")


def matrices(one: HeadScore) -> list[Matrix]:
    """A confusion matrix for each desk that the labels name (`kampadmin/account`), else one."""
    desks = sorted({_desk(label) for pair in one.confusion for label in pair})
    return [_matrix(one.confusion, desk) for desk in desks]


def _matrix(confusion: Counter[tuple[str, str]], desk: str) -> Matrix:
    own = {pair: count for pair, count in confusion.items() if _desk(pair[0]) == desk}
    labels = tuple(sorted({label for pair in own for label in pair}))
    rows = tuple(tuple(own.get((true, said), 0) for said in labels) for true in labels)
    return Matrix(desk, tuple(label.rpartition("/")[2] for label in labels), rows)


def _desk(label: str) -> str:
    return label.rpartition("/")[0]


@cache
def _environment() -> Environment:
    made = environment(TEMPLATES)
    made.filters.update(matrices=matrices, drawn=_drawn, overall=_overall)
    return made


def _overall(scores: Mapping[str, Score]) -> Score:
    return overall(scores.values())


def _drawn(one: HeadScore, head: str) -> object:
    from markupsafe import Markup

    return Markup(reliability(one.reliability, head))  # noqa: S704  # pygal escapes its texts
