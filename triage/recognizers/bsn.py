"""Dutch citizen service numbers: the eleven test, and a context (labels.md, `bsn`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_DATE_LIKE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$")
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
    called_anywhere = _CALLED.search(text) is not None
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        if hints.is_claimed(start, end):
            continue
        name = nearest_name(text, start, end, _NEAR)
        called = name is not None and _CALLED.search(name) is not None
        passes = bsn.is_valid(match[0])
        if called and (passes or _close(text, start, end)):
            yield Candidate(start, end, 1.0 if passes else 0.8, "called a BSN")
        elif passes and name is None and not _DATE_LIKE.match(match[0]):
            if called_anywhere:
                yield Candidate(start, end, 0.9, "eleven test, BSN mentioned")
            elif _PERSON.search(hints.left(start, 90)) or _PERSON.search(hints.right(end, 40)):
                yield Candidate(start, end, 0.7, "eleven test, beside a person")


def _close(text: str, start: int, end: int) -> bool:
    """A number that fails the test counts only if the word BSN stands right beside it."""
    return bool(
        _CALLED.search(text[max(0, start - 30) : start]) or _CALLED.search(text[end : end + 12])
    )
