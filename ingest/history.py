"""Where older mail begins: quote marks, "On … wrote:", Outlook's header, dividers between dashes.

Each question looks at a few lines only, so the time is linear in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.lines import Lines
from ingest.patterns import history as words

_WINDOW = 4  # lines over which an introduction may be broken
_SHORTEST_PARTED = 20
_MOST = 420  # characters of an introduction
_HEADER_LINES = 24
_WRAPPED = 60  # a quoted line at least this long may have been wrapped by a mail server
_COLONS = (":", "：")
_TRIM = " \t*_->–—\xa0"
_MAIN = frozenset({"from", "date", "to", "subject"})


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
    introductions = _introductions(lines, quoted)
    older = list(quoted)
    at = 0
    while at < len(lines):
        if quoted[at] or not lines.texts[at]:
            at += 1
            continue
        start = _start_at(lines, at, introductions)
        if start is None:
            at += 1
            continue
        first = _with_rules_above(lines, at)
        following = lines.next_written(start.end)
        if following < len(lines) and quoted[following] and not start.is_forward:
            older[first : start.end] = [True] * (start.end - first)
            at = start.end
            continue
        older[first:] = [True] * (len(lines) - first)
        forward = first if start.is_forward or start.has_header else None
        return History(older, forward, start.end if forward is not None else None)
    return History(older)


def parted(lines: Lines) -> Lines:
    """The lines, with an introduction that follows a sentence on the same line as a line."""
    for at, text in enumerate(lines.texts):
        if len(text) < _SHORTEST_PARTED or text.startswith(">"):
            continue
        for gap in words.MIDDLE.finditer(text[:_MOST]):
            window = text[gap.end() :]
            for below in range(at + 1, at + 4):
                if _may_end(window) and _is_strong(window):
                    return lines.parted(at, gap.end())
                if below >= len(lines) or not lines.texts[below]:
                    break
                window = f"{window} {lines.texts[below]}"
    return lines


def body_of(lines: Lines, at: int) -> int | None:
    """The line behind the introduction that begins at line `at`; None if there is none."""
    at = lines.next_written(at)
    if at == len(lines):
        return None
    start = _start_at(lines, at, _introductions(lines, [False] * len(lines)))
    if start is None:
        end = _header_end(lines, at, least=1)
        return end if end is not None and end < len(lines) else None
    return start.end if start.end < len(lines) else None


def _is_quote(text: str) -> bool:
    return text.startswith(">") and not text.startswith(">From ")


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


def _start_at(lines: Lines, at: int, introductions: dict[int, int]) -> _Start | None:
    text = lines.texts[at]
    if at in introductions:
        return _Start(introductions[at], has_header=False, is_forward=False)
    if text[0] in "-–—_=*+#~[" and words.DIVIDER_ORIGINAL.match(text):
        return _divided(lines, at, is_forward=False)
    if (text[-1] in "-–—_=*+#~:：" or text[0] in "-–—") and words.DIVIDER_FORWARDED.match(text):
        return _divided(lines, at, is_forward=True)
    lowered = text.lower()
    if any(hint in lowered for hint in words.ABOVE_HINTS) and words.ABOVE.match(text):
        return _Start(len(lines), has_header=False, is_forward=False)
    if words.ONE_LINE_HEADER.match(text):
        return _Start(at + 1, has_header=True, is_forward=False)
    end = _header_end(lines, at, least=3)
    return None if end is None else _Start(end, has_header=True, is_forward=False)


def _divided(lines: Lines, at: int, *, is_forward: bool) -> _Start:
    """A divider and the header that may stand below it."""
    header = lines.next_written(at + 1)
    end = _header_end(lines, header, least=1) if header < len(lines) else None
    return _Start(end or at + 1, has_header=end is not None, is_forward=is_forward)


def _with_rules_above(lines: Lines, at: int) -> int:
    """The rule of underscores that Outlook draws above its header belongs to it."""
    above = at - 1
    while above >= 0 and not lines.texts[above]:
        above -= 1
    return above if above >= 0 and words.RULE.match(lines.texts[above]) else at


# Introductions: "On … wrote:" and its kin.


def _introductions(lines: Lines, quoted: Sequence[bool]) -> dict[int, int]:
    """First line to last line (exclusive) of each introduction outside quoted lines."""
    found: dict[int, int] = {}
    for at, text in enumerate(lines.texts):
        if len(text) < 6 or quoted[at] or not _may_end(text):
            continue
        start = _introduced_from(lines, at, quoted)
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


def _introduced_from(lines: Lines, at: int, quoted: Sequence[bool]) -> int | None:
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
    for start, window in windows:
        if _is_strong(window):
            return start
    for start, window in windows:
        if _is_weak(window):
            return _whole(lines, start, quoted)
    following = lines.next_written(at + 1)
    if (
        following < len(lines) and quoted[following] and len(windows[0][1]) <= 100
        if windows
        else False
    ):
        return at if words.VERB.search(lines.texts[at]) else None
    return None


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
    has_colon = window.rstrip(_TRIM).endswith(_COLONS)
    if not has_colon or words.OWN_WORDS.search(window):
        return False
    if words.ANGLED.search(window) is None:
        return _is_weak_without_address(window)
    has_date = words.DATE.search(window) is not None
    return has_date or _has_verb(window) or words.QUOTING.match(window) is not None


def _is_weak_without_address(window: str) -> bool:
    """Such as "X via Y wrote:", "X wrote on 2 November 2026:", "2.11.2026 x@y пише:"."""
    if not _has_verb(window):
        return False
    if " via " in window:
        return True
    if words.DATE.search(window) is None:
        return False
    is_cjk = words.CJK_VERB.search(window) is not None
    return is_cjk or (window[0].isdigit() and "@" in window) or bool(words.WROTE_ON.match(window))


def _has_verb(window: str) -> bool:
    return words.VERB.search(window) is not None or words.CJK_VERB.search(window) is not None


def _whole(lines: Lines, start: int, quoted: Sequence[bool]) -> int:
    """One line up where the introduction begins in the middle of a name."""
    text = lines.texts[start]
    above = start - 1
    if above < 0 or not lines.texts[above] or quoted[above]:
        return start
    incomplete = text[0] in "<([" or text[0].islower()
    short = len(lines.texts[above]) <= 80 and lines.texts[above][-1] not in ".?!:"
    return above if incomplete and short else start


# Headers: "From: … Sent: … To: … Subject: …".


def _role(text: str) -> tuple[str, str] | None:
    """What a line of a header says, and its value."""
    if ":" not in text[:60] and "：" not in text[:60]:
        return None
    match = words.LABEL.match(text)
    if match is None:
        return None
    role = words.ROLES.get(" ".join(match[1].lower().split()))
    return (role, match[2]) if role else None


def _header_end(lines: Lines, at: int, *, least: int) -> int | None:
    """The line behind a header that begins at `at`; None if there is none.

    `least` is how many of from, date, to, subject it must hold, 1 below a divider."""
    if _role(lines.texts[at]) is None:
        return None
    found: dict[str, str] = {}
    end = at
    number = at
    last = ""
    while number < min(len(lines), at + _HEADER_LINES):
        text = lines.texts[number]
        role = _role(text)
        if role is not None and role[0] not in (found if role[0] in {"from"} else ()):
            found.setdefault(*role)
            last = role[0]
            end = number + 1
        elif not text:
            following = lines.next_written(number)
            if (
                following - number > 1
                or following >= len(lines)
                or _role(lines.texts[following]) is None
            ):
                break
        elif not _continues(text, last, found):
            break
        else:
            end = number + 1
        number += 1
    return end if _is_header(found, least) else None


def _continues(text: str, last: str, found: dict[str, str]) -> bool:
    """A long list of recipients or a long subject runs on; a value may stand below its label."""
    if last and not found.get(last, "").strip():
        found[last] = text
        return True
    return last in {"to", "cc", "from"} and ("@" in text or ";" in text or text[0] in "<(")


def _is_header(found: dict[str, str], least: int) -> bool:
    roles = _MAIN & found.keys()
    if least == 1:
        return bool(roles)
    if "from" not in roles or len(roles) < 2:
        return False
    has_address = "@" in found["from"] or "@" in found.get("to", "")
    has_date = words.DATE.search(found.get("date", "")) is not None
    if len(roles) == 2:
        return "@" in found["from"] and has_date
    return len(roles) >= least and (has_address or has_date) and ("subject" in roles or has_date)
