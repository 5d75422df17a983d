"""What mail servers and PGP put round a text: warnings above it, armour about it."""

from __future__ import annotations

import re

from ingest.lines import Lines
from ingest.patterns.closings import BANNER_GOES_ON, BANNERS, SALUTATION

_ARMOUR = re.compile(r"^-----(BEGIN|END) PGP (SIGNED MESSAGE|SIGNATURE)-----$")
_SIGNED = re.compile(
    r"(?ms)^-----BEGIN PGP SIGNED MESSAGE-----$.*?(?=^-----BEGIN PGP SIGNATURE-----$|\Z)"
)
_DASH = re.compile(r"(?m)^- (?=-|From )")
_MOST_BANNERS = 4


def unescaped(text: str) -> str:
    """A text that PGP signed without the dashes it put before lines (RFC 9580, 7.2)."""
    if "-----BEGIN PGP SIGNED MESSAGE-----" not in text:
        return text
    return _SIGNED.sub(lambda match: _DASH.sub("", match[0]), text)


def mark(lines: Lines, begin: int, end: int, signed: list[bool]) -> None:
    """Mark in `signed` what is no word of the writer in lines `begin` to `end` (exclusive)."""
    _banners(lines, begin, end, signed)
    _armour(lines, begin, end, signed)


def _banners(lines: Lines, begin: int, end: int, signed: list[bool]) -> None:
    """Warnings that a mail server puts above the text, while they speak of senders and links."""
    at = lines.next_written(begin)
    for _ in range(_MOST_BANNERS):
        if at >= end or not BANNERS.match(lines.texts[at]):
            return
        while at < end and lines.texts[at]:
            signed[at] = True
            at += 1
            if at < end and not _goes_on(lines.texts[at - 1], lines.texts[at]):
                break
        at = lines.next_written(at)


def _goes_on(warning: str, text: str) -> bool:
    """Whether a warning runs on in the next line."""
    if SALUTATION.match(text):
        return False
    is_open = bool(warning) and warning[-1] not in ".!?]:"
    return is_open or bool(BANNERS.match(text) or BANNER_GOES_ON.search(text))


def _armour(lines: Lines, begin: int, end: int, signed: list[bool]) -> None:
    """PGP's lines round a signed text: a header up to a blank line, a signature to its end
    (RFC 9580, 7)."""
    inside = ""
    for at in range(begin, end):
        text = lines.texts[at]
        if text.startswith("-----") and (armour := _ARMOUR.match(text)):
            inside = armour[2] if armour[1] == "BEGIN" else ""
            signed[at] = True
        elif inside == "SIGNATURE":
            signed[at] = True
        elif inside:
            inside = inside if text else ""
            signed[at] = bool(text)
