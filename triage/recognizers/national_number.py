"""Belgian national numbers: 11 digits, modulo 97 (labels.md, `national_number`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.be import bis, nn

from triage.hints import Candidate, Hints
from triage.recognizers.named import nearest_name

_DIGITS = re.compile(
    r"(?<![\d+/.,€-])(?<![A-Z])(?:\d{11}"
    r"|\d{2}[ .\-/]?\d{2}[ .\-/]?\d{2}\s?[ .\-–/]?\s?\d{3}\s?[ .\-–/]?\s?\d{2})(?![\d/]|[.,-]\d)"
)
_CALLED = re.compile(
    r"rijksreg|\brr-?n|\brrn|\bnrn\b|registre national|n°? ?national|num[ée]ro national|\bniss\b|"
    r"\binsz\b|\binss\b|national (?:register )?number|nationaal n|nationalregister|\bnn\b|\bbis-?n",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"nummers?|numbers?|num[ée]ros?|nrs?\.?", re.IGNORECASE)
_OF_THING = re.compile(
    r"(?:nummers?|nr\.?|num[ée]ro) (?:van|op|de|du) (?:de|het|onze?|een|la|le)\s"
    r"(?!kind|moeder|vader|ouder|mama|papa|monit|anima|partner|zoon|dochter|heer|vrouw|man\b|"
    r"enfant|m[èe]re|p[èe]re|fille|fils)\w+[^.\n]{0,20}$",
    re.IGNORECASE,
)
_NEAR = 90

_WRITTEN_OUT = re.compile(r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d")  # as it stands on the card


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each national number: one that passes, or 11 digits that are called so."""
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        if hints.is_claimed(start, end):
            continue
        digits = re.sub(r"\D", "", match[0])
        passes = nn.is_valid(digits) or bis.is_valid(digits)
        name = nearest_name(text, start, end, _NEAR)
        called = name is not None and _CALLED.search(name) is not None
        called = called or _CALLED.search(text[max(0, start - 40) : start]) is not None
        plain = name is None or _PLAIN.fullmatch(name) is not None
        plain = plain and _OF_THING.search(text[max(0, start - _NEAR) : start]) is None
        if passes and (called or plain or match[0] != digits):
            yield Candidate(start, end, 1.0, "modulo 97")
        elif not passes and _is_called_so(text, start, match[0], hints, called=called):
            yield Candidate(start, end, 0.8, "called a national number")


def _is_called_so(text: str, start: int, written: str, hints: Hints, *, called: bool) -> bool:
    """Whether a number that fails the test is called one: near it, or anywhere if it is written
    as on the card."""
    if _WRITTEN_OUT.fullmatch(written):
        return _CALLED.search(f"{hints.message.subject}\n{text}") is not None
    return called and _CALLED.search(text[max(0, start - 40) : start]) is not None
