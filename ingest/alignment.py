"""What the HTML twin of a plain text knows: which of its lines are older mail.

Some programs mark history in HTML alone. The first line that the markup calls quoted is looked for
in the plain text, and so is the last; what lies between them is older mail there too.
"""

from __future__ import annotations

import re

from ingest import html
from ingest.body import Shown

_MARKED = re.compile(
    r"(?i)<blockquote|gmail_quote|yahoo_quoted|divRplyFwdMsg|appendonsend|protonmail_quote"
)
_SHORTEST = 8  # characters by which a line is known again


def quoted_by_twin(shown: Shown) -> Shown | None:
    """The same text with the stretches that its HTML calls quoted; None if that tells nothing."""
    if not shown.html or not _MARKED.search(shown.html):
        return None
    page = html.to_text(shown.html)
    spans = []
    at = 0
    for start, end in page.quoted:
        known = [line for line in page.text[start:end].split("\n") if len(line) >= _SHORTEST]
        if not known:
            continue
        first = _find(shown.text, known[0], at)
        last = _find(shown.text, known[-1], first) if first >= 0 else -1
        if last < 0:
            return None
        at = last + len(known[-1])
        spans.append((first, at))
    return Shown(shown.text, tuple(spans), html=shown.html) if spans else None


def _find(text: str, line: str, at: int) -> int:
    """Where the line that begins like `line` stands; -1 if it does not."""
    start = line[:60]
    found = text.find(start, at)
    while found > 0 and text[found - 1] != "\n":
        found = text.find(start, found + 1)
    return found
