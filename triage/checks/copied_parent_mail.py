"""A parent's message was pasted or forwarded (labels.md, `copied_parent_mail`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.codes import CheckCode, Sender
from triage.checks.evidence import Evidence
from triage.decision import Check
from triage.letters import Hand, Letter
from triage.recognizers.people import is_professional

_PASTED = re.compile(
    r"""\b(?:(?:moeder|vader|mama|papa|mam|pap|ouders?|oma|opa|de\sklant|ze|zij|hij|mevrouw(?:\s\S+){0,3}|meneer(?:\s\S+){0,3}|mum|mom|dad|mother|father|parent|la\smaman|le\spapa|la\smère|le\spère|die\smutter|der\svater)\s
    (?:\w+\s){0,3}?(?:schreef|schrijft|mailde|mailt|appte|appt|stuurde(?:\s\w+){0,3}|app(?:t|te)?|berichtte|zei\sletterlijk|wrote|writes|texted|messaged|écrit|a\sécrit|schreibt|schrieb)\b[^.\n]{0,60}[:"“«„]
    | (?:mail|bericht|appje|app|whatsapp|e-?mail|sms|berichtje|chat|message|courriel|nachricht)(?:je)?\s(?:van|of|from|de|von)\s(?:de|een|deze|die|haar|zijn|the|a|la|le|der|die)?\s?(?:vader|moeder|mama|papa|ouders?|oma|opa|parent|mother|father|mum|dad|maman|papa|mère|père|mutter|klant|gezin)\b[^\n]{0,60}:
    | whats?app\s(?:van|from|de|von)\b[^\n]{0,60}:)""",
    re.IGNORECASE | re.VERBOSE,
)
_CHAT = re.compile(
    r"^\s*[>|]?\s*\[?(?:\w{2,3}\.?\s)?(?:\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?,?\s)?\d{1,2}[:.]\d{2}(?::\d\d)?\]?\s?[-–]?\s*(?:[^\n:]{2,30}:|\S)",
    re.MULTILINE,
)
_QUOTE = re.compile(r"[\"“«„]([^\"”»“]{80,1500})[\"”»“]")
_PARENT_VOICE = re.compile(
    r"\b(?:mijn|onze|ons|m'n|mn|my|our|mon|ma|mes|notre|nos|meine?r?|unsere?r?)\s(?:\w+\s)?(?:zoon\w*|dochter\w*|kind\w*|kids|man|vrouw|son|daughter|child\w*|kids|fils|fille|enfants?|sohn|tochter|kind\w*|ex|kleinzoon|kleindochter)\b",
    re.IGNORECASE,
)


def find(evidence: Evidence) -> Iterator[Check]:
    if evidence.sender == Sender.PARENT:
        return
    if any(_is_parents(evidence, letter) for letter in evidence.letters) or _pasted(evidence):
        yield Check(CheckCode.COPIED_PARENT_MAIL)


def _is_parents(evidence: Evidence, letter: Letter) -> bool:
    if letter.hand is not Hand.OUTSIDE or letter.author is None:
        return False
    return not (letter.author.address and is_professional(letter.author.address))


def _pasted(evidence: Evidence) -> bool:
    own = evidence.own
    if _PASTED.search(own):
        return True
    if len(_CHAT.findall(evidence.message.text)) >= 2 and _PARENT_VOICE.search(
        evidence.message.text
    ):
        return True
    return any(_PARENT_VOICE.search(quote) for quote in _QUOTE.findall(own))
