"""Lines that introduce older mail: "On Monday Piet wrote:" and its kin, broken over lines or not.

What decides is how such lines are built, not the sentence of one program (docs/adr/0011): the end
is known first, then how far up it reaches. Each question looks at four lines at most.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lines import Lines
from ingest.patterns import history as words
from ingest.patterns.closings import APP_FOOTERS

_WINDOW = 4  # lines over which an introduction may be broken
_SHORTEST_PARTED = 20
_SHORTEST = 2  # characters of its last line: ">:"
_MOST = 420  # characters of an introduction
_LINE = 110  # characters of a line that an introduction was broken into
_COLONS = (":", "：")
_TRIM = " \t*_->–—\xa0"


def find(lines: Lines, quoted: Sequence[bool]) -> dict[int, int]:
    """First line to last line (exclusive) of each introduction outside quoted lines."""
    found: dict[int, int] = {}
    for at, text in enumerate(lines.texts):
        if len(text) < _SHORTEST or quoted[at] or not _may_end(text):
            continue
        start = _begins(lines, at, quoted)
        if start is not None:
            found[start] = at + 1
    return found


def _may_end(text: str) -> bool:
    trimmed = text.rstrip(_TRIM)
    if trimmed.endswith(_COLONS):
        return True
    if text[:2].isdecimal() and words.ISO_AND_ADDRESS.match(text):
        return True
    return trimmed[-24:].lower().endswith(words.VERB_ENDINGS)


def _begins(lines: Lines, at: int, quoted: Sequence[bool]) -> int | None:
    """The line where the introduction that ends at line `at` begins."""
    windows = []
    start = at
    window = ""
    while start >= 0 and at - start < _WINDOW and lines.texts[start] and not quoted[start]:
        window = f"{lines.texts[start]} {window}" if window else lines.texts[start]
        if len(window) > _MOST:
            break
        windows.append((start, window))
        start -= 1
    for fits in (_is_strong, _is_weak):
        for number, (_, window) in enumerate(windows):
            if fits(window):
                return _whole(windows, number)
    following = lines.next_written(at + 1)
    is_above_quotes = following < len(lines) and quoted[following]
    if not is_above_quotes or len(lines.texts[at]) > _LINE:
        return None
    return at if words.VERB.search(lines.texts[at]) else None


def _is_strong(window: str) -> bool:
    """It begins as an introduction does, holds a date and a verb, and speaks of somebody else."""
    window = window.lstrip(_TRIM + "\"'")
    if words.OPENER.match(window) is None or words.DATE.search(window) is None:
        return False
    return _has_verb(window) and words.OWN_WORDS.search(window) is None


def _is_weak(window: str) -> bool:
    """It holds an address in angles, and a verb, or a date and a colon at its end."""
    if words.ISO_AND_ADDRESS.match(window):
        return True
    if words.DATED_BY.match(window) and words.DAY.search(window):
        return True
    has_colon = window.rstrip(_TRIM).endswith(_COLONS)
    if not has_colon or words.OWN_WORDS.search(window):
        return False
    if words.ANGLED.search(window) is None:
        return _is_weak_without_address(window)
    has_date = words.DATE.search(window) is not None
    return has_date or _has_verb(window) or words.QUOTING.match(window) is not None


def _is_weak_without_address(window: str) -> bool:
    """Such as "X via Y wrote:", "X wrote on 2 November 2026:", "2.11.2026 10:12, X пишет:"."""
    if not _has_verb(window):
        return False
    if " via " in window:
        return True
    if words.DATE.search(window) is None:
        return False
    if words.CJK_VERB.search(window) or words.WROTE_ON.match(window):
        return True
    if window[0].isdigit() and "@" in window:
        return True
    is_dated = len(window) <= _LINE and words.DAY.search(window) is not None
    return is_dated and (window[0].isdigit() or words.FOREIGN_VERB.search(window) is not None)


def _has_verb(window: str) -> bool:
    return words.VERB.search(window) is not None or words.CJK_VERB.search(window) is not None


def _whole(windows: Sequence[tuple[int, str]], number: int) -> int:
    """The line where it really begins, up to the top of its paragraph: a window may fit although
    its day, its address or half a name stand above it."""
    start, window = windows[number]
    for above, wider in windows[number + 1 :]:
        text = wider[: len(wider) - len(window) - 1]
        if len(text) > _LINE or not _belongs(text, window):
            break
        start, window = above, wider
    return start


def _belongs(text: str, below: str) -> bool:
    """Whether a line goes on in what stands below it, of which the end is an introduction's."""
    if APP_FOOTERS.match(text):
        return False
    if words.DAY.search(below) is None and words.DATE.search(text):
        return True
    if words.ANGLED.search(below) is None and words.ANGLED.search(text):
        return True
    if text[-1] == "," and words.OPENER.match(text):
        return True
    if text[-1] in ".?!:":
        return False
    return (
        below[0] in "<(["
        or (below[0].isalpha() and not below[0].isupper())
        or words.VERB.search(text) is not None
    )


def _runs_on(text: str) -> int:
    """Where older mail begins that follows its introduction on one line; 0 if none does."""
    if words.OPENER.match(text) is None or (run := words.RUN_ON.match(text)) is None:
        return 0
    is_whole = words.ANGLED.search(run[0]) is not None and _is_strong(run[0])
    return run.end() if is_whole else 0


def parted(lines: Lines) -> Lines:
    """The lines, with an introduction that shares a line with other text on a line of its own."""
    for at, text in enumerate(lines.texts):
        if len(text) < _SHORTEST_PARTED or text.startswith(">"):
            continue
        if "@" in text and (end := _runs_on(text)):
            return lines.parted(at, end)
        for gap in words.MIDDLE.finditer(text[:_MOST]):
            window = text[gap.end() :]
            for below in range(at + 1, at + 4):
                if _may_end(window) and _is_strong(window):
                    return lines.parted(at, gap.end())
                if below >= len(lines) or not lines.texts[below]:
                    break
                window = f"{window} {lines.texts[below]}"
    return lines
