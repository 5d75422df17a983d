"""Bank accounts of private persons (labels.md, `iban`): the organisation's own are no findings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban

from ingest.message import Address, Part
from triage.hints import Candidate, Hints
from triage.letters import Hand

_HOUSE = (
    r"(?:vzw|asbl|vog|g?gmbh|stichting|vereniging|gemeente|stad|ocmw|cpas|commune|ville|coöperatie|"
    r"parochie|penningmeester|b\.?v\.?|n\.?v\.?|e\.v\.)"
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
    r"\bde\slage\slanden\b|\b(?:beide|alle|alleen|onze|deze|hele)\s(?:vestiging|locatie|entiteit)(?:en)?\b|"
    r"\b(?:wij|we)\sbankieren\b|\bbetalingen\svoor\s(?:onze|alle|de)\b|\bpaiements?\spour\s(?:nos|les)\b",
    re.IGNORECASE,
)
# Said of an account right before it, whoever writes: `rekening vzw: BE…`, `IBAN OCMW`.
_HOUSE_ACCOUNT = re.compile(
    rf"\b(?:rekening\w*|rek|iban|compte|konto|account)\.?\s(?:(?:van|de|du|l['’]|der|of)\s)*{_HOUSE}\b[^\n;]{{0,30}}$",
    re.IGNORECASE,
)
# The number under which a firm is registered: KvK 41177306, BE 0739.114.620, USt-IdNr. DE…
_REGISTERED = re.compile(
    r"\b(?:kvk|k\.v\.k\.|kbo|bce|btw|tva|vat|ond(?:ernemingsn\w+)?|on|rpr|rpm|rsin|lrk|n°\sd['’]entreprise|"
    r"unternehmens\w*|ust-?id\w*|hrb|chamber\sof\scommerce)\b[\s.:°-]{0,4}(?:nr\.?|nummer)?\s?[:.]?\s?"
    r"(?:BE|NL|DE|FR)?\s?[\d.]{7,14}|\bBE\s?0\d{3}[.\s]\d{3}[.\s]\d{3}\b",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(rf"\b{_HOUSE}\b", re.IGNORECASE)
_PERSONS = re.compile(
    r"\b(?:mijn|haar|zijn|hun|m['’]n|z['’]n|ma|mon|son|sa|leur|my|his|her|their|mein\w*|ihre?|seine?)\s"
    r"(?:\w+\s){0,2}(?:\w*rekening\w*|iban|bank\w*|nr|nummer|compte|account|konto)\b[^.\n]{0,25}$"
    r"|\bbetaalde\b[^.\n]{0,50}$|\bten\sname\svan\s(?:dhr|mevr|mw|de\sheer)|"
    r"\b(?:geld|euro|bedrag|alsjeblieft|aub|a\.u\.b\.)\b[^.\n]{0,25}\b(?:terug|op)\s$",
    re.IGNORECASE,
)
_FOR = re.compile(r"[\s,(]{1,3}(?:ten\sname\svan|t\.n\.v\.|op\snaam\svan)\s(?:[A-Z]\.|dhr|mevr|mw)")
_SHORT_LINE = 70  # characters: a line of a letterhead is no longer


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
    if _THEIR_HOUSE.match(hints.text[start : start + 110]) or _is_of_house(hints, start):
        return True
    lent = _is_student(letter.author) or _is_student(hints.message.from_)
    if hints.is_professional_at(start) and not lent:
        return not _is_of_person(hints, start)
    if letter.hand is Hand.OUTSIDE or hints.sender_is_private:
        return False
    if hints.part_at(start) is Part.SIGNATURE:
        return True
    before = hints.left(start, 200)
    if _PAYER.search(before[-70:]):
        return True
    return _OURS.search(before[-70:]) is not None or _COLLECTING.search(before) is not None


def _is_of_house(hints: Hints, start: int) -> bool:
    """Whether the words right before it, or the letterhead it stands in, name an organisation."""
    before = hints.left(start, 90)
    if _HOUSE_ACCOUNT.search(before) or _REGISTERED.search(before):
        return True
    if _REGISTERED.search(hints.right(start, 110)[15:]):
        return True
    lines = hints.text[max(0, start - 250) : start].split("\n")
    head = [line for line in lines[-4:-1] if len(line) < _SHORT_LINE]
    if len(lines[-1]) > _SHORT_LINE or not head or _PERSONS.search(before):
        return False
    return any(_REGISTERED.search(line) for line in head) or (
        len(before.strip(" :.-|")) < 8 and any(_LETTERHEAD.search(line) for line in head)
    )


def _is_of_person(hints: Hints, start: int) -> bool:
    """Whether somebody at work speaks of an account of a person."""
    return (
        _PERSONS.search(hints.left(start, 120)) is not None
        or _FOR.search(hints.text[start : start + 60]) is not None
    )


def _is_student(author: Address | None) -> bool:
    """A mailbox that a school lends: what its owner writes there is private."""
    return author is not None and "student" in author.address.rpartition("@")[2].lower()
