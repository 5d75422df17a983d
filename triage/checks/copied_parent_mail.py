"""A parent's message was pasted or forwarded (labels.md, `copied_parent_mail`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from config.codes import CheckCode, Sender
from ingest.wording import Wording, grouped
from triage.cues import beginnings, cue
from triage.decision import Check
from triage.evidence import Evidence
from triage.letters import Hand
from triage.recognizers.people import author_role
from triage.recognizers.roles import Role

_CHAT_LINE = re.compile(
    r"^[ \t>|]*\[?(?:\w{2,3}\.?\s)?(?:\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?,?\s)?\d{1,2}[:.]\d{2}"
    r"(?::\d\d)?\]?\s?[-–]?\s?[^\n:]{2,40}:\s",
    re.MULTILINE,
)
_LIKELY = 0.4  # chosen on mails of writers that nothing was learned from
_QUOTE = re.compile(r"[\"“«„]([^\"”»“]{60,2000})[\"”»“]")


def find(evidence: Evidence) -> Iterator[Check]:
    if evidence.sender == Sender.PARENT:
        return
    if not evidence.confirms("copied_parent_mail", _LIKELY):
        return  # a colleague's chat, what a parent said on the telephone
    if _forwarded(evidence) or _pasted(evidence):
        yield Check(CheckCode.COPIED_PARENT_MAIL)


def _forwarded(evidence: Evidence) -> bool:
    return any(
        letter.hand is Hand.OUTSIDE and author_role(evidence.hints, letter)[0] is Role.PARENT
        for letter in evidence.letters
        if letter.author is not None
    )


def _pasted(evidence: Evidence) -> bool:
    """A chat, a quotation in a parent's voice, or `moeder schreef: …`."""
    own = evidence.own
    if _said_by_parent().search(own):
        return True
    if len(_CHAT_LINE.findall(evidence.message.text)) >= 2:
        return cue("parent_voice").search(evidence.message.text) is not None
    return any(cue("parent_voice").search(quote) for quote in _QUOTE.findall(own))


@lru_cache
def _said_by_parent() -> Wording:
    """`de moeder mailde ons: …`, `appje van papa: …`."""
    who, verb = beginnings("pasted_who"), beginnings("pasted_verb")
    what = grouped(
        r"mail|bericht|appje|app|whatsapp|e-?mail|sms|berichtje|chat|message|courriel|nachricht"
    )
    return Wording(
        re.compile(
            rf"\b(?:{who})\s(?:\w+\s){{0,3}}?(?:{verb})\b[^.\n]{{0,60}}[:\"“«„]"
            rf"|\b(?:{what})(?:je)?\s(?:van|of|from|de|von)\s(?:\w+\s)?(?:{who})\b[^\n]{{0,60}}:",
        )
    )
