"""Pages nested so deep that a parser would take a square of the time, made shallow."""

from __future__ import annotations

import re

from ingest.patterns.markup import NEVER_DEEP

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})[^<>]{0,2000}>?")
_MANY_TAGS = 3_000
_DEEPEST = 300


def shallow(source: str) -> str:
    """`source` without tags that open deeper than any page does.

    HTML's own rules make a parser look through all open elements at every tag (4.2.4.2, "has an
    element in scope"), so its time is the product of tags and depth."""
    if source.count("<") < _MANY_TAGS:
        return source
    out: list[str] = []
    done = depth = 0
    for tag in _TAG.finditer(source):
        name = tag[2].lower()
        if name in NEVER_DEEP:
            continue
        if tag[1]:
            depth = max(depth - 1, 0)
        elif depth < _DEEPEST:
            depth += 1
        else:
            out.append(source[done : tag.start()])
            done = tag.end()
    return "".join((*out, source[done:]))
