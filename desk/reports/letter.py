"""A letter as paper: the same words as its mail, on A4."""

from __future__ import annotations

import re
from datetime import datetime

from desk.reports.pdf import typeset
from notify.letter import Parts

_BLANK = re.compile(r"\n[ \t]*\n+")


def pdf(parts: Parts, *, language: str, made_at: datetime, day: str) -> bytes:
    """The letter; its body is that of the mail, with its headings and lists."""
    given: dict[str, object] = {
        "language": language,
        "day": day,
        "title": parts.subject,
        "blocks": [_block(block) for block in _BLANK.split(parts.body.strip())],
    }
    return typeset("letter.typ", given, made_at)


def _block(text: str) -> dict[str, object]:
    lines = text.split("\n")
    if text.startswith("## "):
        return {"kind": "heading", "lines": [text.removeprefix("## ")]}
    if all(line.startswith("- ") for line in lines):
        return {"kind": "list", "lines": [line.removeprefix("- ") for line in lines]}
    return {"kind": "text", "lines": lines}
