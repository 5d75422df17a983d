"""What a mail in a ticket gives of what the ticket lacks. Pure.

A number is known by its name, as ever. Where just one thing is missing and the mail is hardly more
than one number, that number is it: people answer "10422".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from config.codes import CheckCode, DataKind
from ingest.message import Message, Part
from triage.checks.missing_identifier import LEADS_TO
from triage.decision import Check, Span, Triage

_NUMBERS = frozenset(
    ("debtor_number", "invoice_number", "placement_number", "request_number", "integration_number")
)
_MOST_WORDS = 14  # of a mail that is hardly more than a number
_WORD = re.compile(r"\w+")
_BARE = re.compile(
    r"(?<![\w€+@/.,-])(?!(?:19|20)\d\d(?!\d)|0\d[ -])[A-Z]{0,4}-?\d{3,9}(?:[-/]\d{2,8})?"
    r"(?![\w@/-]|[.,]\d|\s?(?:%|€|euro?s?\b|uur\b|u\b|h\b|x\b))"
)


@dataclass(frozen=True, slots=True)
class Supplied:
    """What the mail gives (`given`), what is missing after it (`lacks`), and the identifiers that
    it is given by, a number without a name among them."""

    given: tuple[Check, ...] = ()
    lacks: tuple[Check, ...] = ()
    by: tuple[Span, ...] = ()


def supplied(lacks: Sequence[Check], message: Message, triage: Triage) -> Supplied:
    """What this mail gives of what its ticket lacks: `missing_identifier`s and a `missing_link`."""
    found = list(triage.identifiers)
    if (bare := _bare(lacks, message, triage)) is not None:
        found.append(bare)
    kinds = {one.kind for one in found}
    if any(one.kind is DataKind.PERSON_NAME for one in triage.findings):
        kinds.add("person_name")
    given = tuple(one for one in lacks if leading_to(one) & kinds)
    needed = frozenset[str]().union(*map(leading_to, given))
    return Supplied(
        given=given,
        lacks=tuple(one for one in lacks if one not in given),
        by=tuple(one for one in found if one.kind in needed),
    )


def leading_to(lack: Check) -> frozenset[str]:
    """The kinds of identifiers that make up for it."""
    if lack.code is CheckCode.MISSING_LINK:
        return frozenset(("link",))
    need = lack.detail or ""
    return LEADS_TO.get(need, frozenset((need,)))


def _bare(lacks: Sequence[Check], message: Message, triage: Triage) -> Span | None:
    """The one number of a short mail, where one number is missing."""
    if len(lacks) != 1 or lacks[0].detail not in _NUMBERS:
        return None
    if len(_WORD.findall(message.reply)) > _MOST_WORDS:
        return None
    spans = [
        Span(lacks[0].detail, "body", found.start(), found.end(), found[0])
        for region in message.regions
        if region.part is Part.REPLY
        for found in _BARE.finditer(message.text, region.start, region.end)
    ]
    if len(spans) != 1:
        return None
    known = (*triage.identifiers, *(one.span for one in triage.findings))
    return None if any(spans[0].overlaps(one) for one in known) else spans[0]
