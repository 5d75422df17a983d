"""Dutch citizen service numbers: the eleven test, and a context (labels.md, `bsn`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter

from stdnum.nl import bsn

from triage.hints import Candidate, Hints
from triage.recognizers.named import nearest_name

_DIGITS = re.compile(
    r"(?<![\w.,/+@€-])(?<!€ )(?:\d{8,9}|\d{3}([ .-])\d{3}\1\d{3}|\d{4}([ .-])\d{2}\2\d{3}|"
    r"\d{2}[.]\d{3}[.]\d{3})"
    r"(?![\w@/]|[.,-]\d)"
)
_CALLED = re.compile(
    r"\bbsn\b|\bbsn-?(?:nr|nrs|nummers?)\b|burger ?service ?n|\bsofi|citizen service n|numéro bsn",
    re.IGNORECASE,
)
_NEARLY = re.compile(
    r"\bbsn(?:-?n\w*)?\b[^\d\n.;]{0,40}$|\bburgerservicenummers?\b[^\d\n.;]{0,40}$", re.IGNORECASE
)
_PLAIN = re.compile(r"nummers|numbers|num[ée]ros|nummern|nrs\.?", re.IGNORECASE)
_DATE_LIKE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$")
_WHOSE = re.compile(
    r"\b(?:zijn|haar|hun|mijn|his|her|my|ihre?|seine?)\s(?:nummer|nr|number)\b(?:\s(?:is|ist|moet\szijn|luidt|lautet))?\W{0,3}$",
    re.IGNORECASE,
)
_DIALLED = re.compile(
    r"\b(?:bel\w*|tel\w*|gsm|mobiel|appele[zr]|call|phone|anruf\w*)\b\W{0,3}(?:\w{2,5}\s)?$",
    re.IGNORECASE,
)
_NEAR = 110
_PERSON = re.compile(
    r"\b(?:geb(?:oren|\.|oortedatum)?|geboortedat\w*|moeder|vader|ouder[12]?|kind|zoon|dochter|"
    r"partner|mama|papa|mother|father|child|paspoort|legitimatie|id-kaart|identiteit\w*|"
    r"toeslag\w*|belastingdienst|jaaropgave\w*)\b",
    re.IGNORECASE,
)


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each BSN: it passes the test beside a word for persons, or is called one.

    A number with a name of its own (LRK, order, device) is none, whatever the test says."""
    found = list(_DIGITS.finditer(text))
    if not found:
        return
    called_anywhere = (
        _CALLED.search(text) is not None or _CALLED.search(hints.message.subject) is not None
    )
    for match in found:
        start, end = match.span()
        if hints.is_claimed(start, end):
            continue
        name = hints.header_of(start) or nearest_name(text, start, end, _reach(text, start, hints))
        called = (name is not None and _CALLED.search(name) is not None) or (
            _NEARLY.search(text[max(0, start - 60) : start]) is not None
        )
        passes = bsn.is_valid(match[0])
        if called and (passes or _close(text, start, end)):
            yield Candidate(start, end, 1.0 if passes else 0.8, "called a BSN")
        elif passes and _is_plain(name, start, hints) and not _DATE_LIKE.match(match[0]):
            if called_anywhere or _beside_name(start, hints):
                yield Candidate(start, end, 0.9, "eleven test, BSN mentioned")
            elif _PERSON.search(hints.left(start, 90)) or _PERSON.search(hints.right(end, 40)):
                yield Candidate(start, end, 0.7, "eleven test, beside a person")


def _is_plain(name: str | None, start: int, hints: Hints) -> bool:
    """Whether no name of its own claims the number; `zijn nummer` is somebody's."""
    if name is None or _PLAIN.fullmatch(name):
        return True
    return _WHOSE.search(hints.left(start, 30)) is not None


def _reach(text: str, start: int, hints: Hints) -> int:
    """How far back the number's name may stand: not beyond one that is somebody else's."""
    taken = hints.claimed.last_end(start - _NEAR, start)
    return min(_NEAR, start if taken is None else start - taken)


def _beside_name(start: int, hints: Hints) -> bool:
    """Whether the number stands right behind a first name or a surname: `Liv 896758928`."""
    at = bisect_left(hints.tokens, start, key=itemgetter(0)) - 1
    if at < 0 or start - hints.tokens[at].end > 3:
        return False
    word = hints.tokens[at].word
    if _DIALLED.search(hints.left(start, 30)):
        return False  # `Bel 076…`: Bel is a name too
    return word.capital and (word.first or word.last)


def _close(text: str, start: int, end: int) -> bool:
    """A number that fails the test counts only if the word BSN stands right beside it."""
    return bool(
        _CALLED.search(text[max(0, start - 30) : start]) or _CALLED.search(text[end : end + 12])
    )
