"""Bank accounts of private persons (labels.md, `iban`): the organisation's own are no findings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban

from ingest.message import Part
from triage.hints import Candidate, Hints
from triage.letters import Hand

_SHAPE = re.compile(
    r"(?<![\w-])[A-Za-z]{2}\d{2}(?:[ .-]?[A-Za-z0-9]{2,4}){3,8}(?:[ .-]?[A-Za-z0-9]{1,3})?(?!\w)"
)
_START = re.compile(r"(?<![\w-])[A-Za-z]{2}\d{2}[ .-]?(?:[A-Za-z]{4}|\d{4})[ .-]?\d")
_LENGTHS = {"NL": 18, "BE": 16, "DE": 22, "FR": 27, "LU": 20, "GB": 22, "PL": 28, "ES": 24,
            "IT": 27, "AT": 20, "CH": 21, "PT": 25, "TR": 26, "UA": 29, "IE": 22,
            "LT": 20}  # fmt: skip
_CALLED = re.compile(r"\biban\b|rekening|\bcompte\b|\bkonto|account", re.IGNORECASE)
_COLLECTING = re.compile(
    r"waarop\s(?:wij\s)?ge[iï]ncasseerd|incasseren\swij|rekening\swaarop|wij\sover\svan|auf\sdas\sdie\slastschriften|"
    r"wir\swechseln|we\s(?:are\s)?switch|\b(?:wij|we)\s(?:stappen|gaan)\sover|overstap\w*\snaar",
    re.IGNORECASE,
)
_THEIR_HOUSE = re.compile(
    r"[\w .-]{14,44}[\s,(]{1,3}(?:[\w.]+\s){0,4}(?:stichting|vzw|asbl|b\.?v\.?|vog|gmbh|"
    r"agb|gemeente|stad|vereniging|ocmw|cpas|coöperatie)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:onze|ons|our|notre|nos|unsere?[ms]?)\s(?:eigen\s|nieuwe\s|zakelijke\s|new\s|own\s|nouveau\s)?"
    r"(?:\w+\s)?(?:iban|bank\w*|rekening\w*|account|compte|konto|tegenrekening)|"
    r"\bzakelijke\s(?:bank)?rekening|\b(?:notre|onze|our)\s(?:asbl|vzw|stichting|charity)\b|"
    r"\bvan\s(?:de|onze)\s(?:stichting|vzw|organisatie|opvang|vereniging)\b|incassorekening|g-rekening|"
    r"\bde\slage\slanden\b",
    re.IGNORECASE,
)


# An organisation that pays or is paid: its account is nobody's private one.
_PAYER = re.compile(
    r"\b(?:leverancier|gemeente|stad|crediteur|uitzendbureau|belastingdienst|verzekera\w+|"
    r"accountant\w*|fournisseur|commune|supplier|lieferant)\b[^.;\n\d]{0,40}$",
    re.IGNORECASE,
)


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each account that passes the check, or is called one and is as long as one."""
    for begin in _START.finditer(text):
        match = _account(text, begin.start())
        if match is None:
            continue
        start, end, passes = match
        if hints.is_claimed(start, end) or not (passes or _CALLED.search(hints.left(start, 40))):
            continue
        if not _is_ours(hints, start):
            yield Candidate(
                start, end, 1.0 if passes else 0.8, "check digits" if passes else "called"
            )


def _account(text: str, start: int) -> tuple[int, int, bool] | None:
    """The stretch with exactly as many characters as the country's accounts have."""
    wanted = _LENGTHS.get(text[start : start + 2].upper(), 0)
    kept, at = 0, start
    while at < len(text) and kept < wanted:
        sign = text[at]
        if sign.isascii() and sign.isalnum():
            kept += 1
        elif sign not in " .-\u00a0" or not kept:
            return None
        at += 1
    if not wanted or kept < wanted or (at < len(text) and text[at].isalnum()):
        return None
    return start, at, iban.is_valid(re.sub(r"[\W_]", "", text[start:at]))


def _is_ours(hints: Hints, start: int) -> bool:
    """The account of the organisation that writes, or of the desk."""
    letter = hints.letter_at(start)
    if hints.is_professional_at(start) or _THEIR_HOUSE.match(hints.text[start : start + 110]):
        return True
    if letter.hand is Hand.OUTSIDE or hints.sender_is_private:
        return False
    if hints.part_at(start) is Part.SIGNATURE:
        return True
    before = hints.left(start, 200)
    if _PAYER.search(before[-70:]):
        return True
    return _OURS.search(before[-70:]) is not None or _COLLECTING.search(before) is not None
