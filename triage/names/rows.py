"""Names in a row: `Moos, Lente en Pip`; what is said of one of them is said of all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from triage.names.shapes import Name

_AND = r"(?:en|et|and|und|of|or|ou|oder|plus)"
_LINK = re.compile(
    rf"(?:\s?\([^()\n]{{1,30}}\))?(?:\s?[,&/+]\s?(?:{_AND}\s)?|\s{_AND}\s|[ ]|"
    r"[ \t]*\r?\n[ \t]*(?:[-*•–]|\d{1,2}[.)])?[ \t]*)(?:(?:ook|bij|voor|van|aan)\s)?"
)


def rows(text: str, names: Sequence[Name]) -> dict[int, tuple[Name, Name]]:
    """The first and the last name of its row, by the start of each name that stands in one."""
    found: dict[int, tuple[Name, Name]] = {}
    row: list[Name] = []
    for before, name in pairwise(names):
        if _LINK.fullmatch(text, before.end, name.start) is None:
            row = []
            continue
        row = [*(row or [before]), name]
        found.update((member.start, (row[0], name)) for member in row)
    return found
