"""Where older mail begins: quote marks, "On … wrote:", Outlook's header, dividers between dashes.

Each question looks at a few lines only, so the time is linear in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest import introductions, older_headers
from ingest.lines import Lines
from ingest.patterns import history as words

_WRAPPED = 60  # a quoted line at least this long may have been wrapped by a mail server


@dataclass(frozen=True, slots=True)
class History:
    """`older` tells for each line whether it is older mail.

    `forward` is the line where a forwarded mail begins, `body` the line behind its header;
    both None where nothing was forwarded or nothing was introduced by a header.
    """

    older: list[bool]
    forward: int | None = None
    body: int | None = None


@dataclass(frozen=True, slots=True)
class _Start:
    """An introduction: lines `start` to `end` (exclusive)."""

    end: int
    has_header: bool
    is_forward: bool


def find(lines: Lines, marked: Sequence[bool]) -> History:
    """Which lines are older mail; `marked` are those that HTML says so of."""
    quoted = [flag or _is_quote(text) for flag, text in zip(marked, lines.texts, strict=True)]
    _join_wrapped(lines, quoted)
    _mark_unusual(lines, quoted)
    top = lines.next_written(0)
    if top < len(lines) and words.ABOVE.match(lines.texts[top]):
        quoted[top] = True  # nothing stands above it: a ticket system speaks below
    if (opened := _opened(lines)) is not None:
        quoted[opened:] = [True] * (len(lines) - opened)
    introduced = introductions.find(lines, quoted)
    older = list(quoted)
    at = 0
    while at < len(lines):
        if quoted[at] or not lines.texts[at]:
            at += 1
            continue
        start = _start_at(lines, at, introduced)
        if start is None:
            at += 1
            continue
        first = _with_rules_above(lines, at, has_header=start.has_header)
        following = lines.next_written(start.end)
        if following < len(lines) and quoted[following] and not start.is_forward:
            older[first : start.end] = [True] * (start.end - first)
            at = start.end
            continue
        older[first:] = [True] * (len(lines) - first)
        forward = first if start.is_forward or start.has_header else None
        return History(older, forward, start.end if forward is not None else None)
    return History(older)


def body_of(lines: Lines, at: int) -> int | None:
    """The line behind the introduction that begins at line `at`; None if there is none."""
    at = lines.next_written(at)
    if at == len(lines):
        return None
    start = _start_at(lines, at, introductions.find(lines, [False] * len(lines)))
    if start is None:
        end = older_headers.end_of(lines, at, least=1)
        return end if end is not None and end < len(lines) else None
    return start.end if start.end < len(lines) else None


def _is_quote(text: str) -> bool:
    return text.startswith(">") and not text.startswith(">From ")


def _opened(lines: Lines) -> int | None:
    """The line behind which all is older mail although few of its lines have marks: GroupWise's
    ">>> name date >>>", and headers in marks."""
    said = False
    for at, text in enumerate(lines.texts):
        if said and text.startswith(">>> ") and words.GROUPWISE.match(text):
            return at
        if said and text.startswith("> ") and not lines.texts[at - 1].startswith(">"):
            is_below_rule = words.RULE.match(lines.texts[at - 1]) is not None
            if _is_header_alone(lines, at, is_below_rule=is_below_rule):
                return at - is_below_rule
        said = said or (bool(text) and not _is_quote(text) and not words.RULE.match(text))
    return None


def _is_header_alone(lines: Lines, at: int, *, is_below_rule: bool) -> bool:
    """Whether a header has quote marks, with a title above it or not, and what it introduces has
    none, as La Poste and Orange write it; below a rule it is enough that there is a header."""
    for top in (at, at + 1):
        end = older_headers.end_of(lines, top, least=3) if top < len(lines) else None
        if end is None:
            continue
        while end < len(lines) and lines.texts[end] in {">", ""}:
            end += 1
        return is_below_rule or (end < len(lines) and not lines.texts[end].startswith(">"))
    return False


def _join_wrapped(lines: Lines, quoted: list[bool]) -> None:
    """A short tail between two quoted lines was broken off the first by a mail server."""
    for at in range(1, len(lines) - 1):
        text = lines.texts[at]
        if (
            text
            and not quoted[at]
            and quoted[at - 1]
            and quoted[at + 1]
            and len(lines.texts[at - 1]) >= _WRAPPED
            and len(text) < _WRAPPED // 2
            and (text[0].islower() or text[0] in "<(")
        ):
            quoted[at] = True


def _mark_unusual(lines: Lines, quoted: list[bool]) -> None:
    """Lines with another mark than ">", where a line above them says that somebody wrote; and the
    end of an address in angles that was broken before its last one, which is no mark."""
    for at, text in enumerate(lines.texts):
        if not text or text[-1] not in ":：":
            continue
        if quoted[at] and at and _ends_angle(lines.texts[at - 1], text):
            quoted[at] = False
        if words.VERB.search(text) is None:
            continue
        below = lines.next_written(at + 1)
        mark = words.OTHER_MARK.match(lines.texts[below]) if below < len(lines) else None
        while mark and below < len(lines) and lines.texts[below].startswith(mark[0]):
            quoted[below] = True
            below = lines.next_written(below + 1)


def _ends_angle(above: str, text: str) -> bool:
    """Whether ">:" or "> wrote:" closes the angle of an address in the line above."""
    is_end = text.startswith(">") and len(text) < _WRAPPED // 2 and "@" not in text
    return is_end and "@" in above and above.rfind("<") > above.rfind(">")


def _start_at(lines: Lines, at: int, introduced: dict[int, int]) -> _Start | None:
    text = lines.texts[at]
    if at in introduced:
        return _Start(introduced[at], has_header=False, is_forward=False)
    if text[0] in "-‐‑–—_=*+#~[" and words.DIVIDER_ORIGINAL.match(text):
        return _divided(lines, at, is_forward=False)
    if (text[-1] in "-‐‑–—_=*+#~:：" or text[0] in "-‐‑–—") and words.DIVIDER_FORWARDED.match(text):
        return _divided(lines, at, is_forward=True)
    lowered = text.lower()
    if any(hint in lowered for hint in words.ABOVE_HINTS) and words.ABOVE.match(text):
        return _Start(len(lines), has_header=False, is_forward=False)
    if words.ONE_LINE_HEADER.match(text):
        return _Start(at + 1, has_header=True, is_forward=False)
    end = older_headers.end_of(lines, at, least=3) or older_headers.end_of_notes(lines, at)
    return None if end is None else _Start(end, has_header=True, is_forward=False)


def _divided(lines: Lines, at: int, *, is_forward: bool) -> _Start:
    """A divider and the header that may stand below it."""
    header = lines.next_written(at + 1)
    end = older_headers.end_of(lines, header, least=1) if header < len(lines) else None
    return _Start(end or at + 1, has_header=end is not None, is_forward=is_forward)


def _with_rules_above(lines: Lines, at: int, *, has_header: bool) -> int:
    """Outlook's rule of underscores above a header belongs to it, and so does a title between
    dashes, whatever it says."""
    above = at - 1
    while above >= 0 and not lines.texts[above]:
        above -= 1
    if above < 0:
        return at
    belongs = words.RULE.match(lines.texts[above]) or (
        has_header and words.TITLE.match(lines.texts[above])
    )
    return above if belongs else at
