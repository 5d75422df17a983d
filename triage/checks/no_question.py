"""It is not clear what is asked of support (labels.md, `no_question`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.codes import CheckCode, Sender, Type
from triage.cues import cue
from triage.decision import Check
from triage.evidence import Evidence

_ONLY_SEE = re.compile(
    r"^\W*(?:(?:hallo|hoi|dag|beste|geachte|goedemiddag|goedemorgen|bonjour|hello|hi)[^.\n]{0,30}[,.!]?\s*)?(?:zie\s(?:bijlage|onder|hieronder|foto|mail|bijgevoegd)[^?.]{0,40}|ter\s(?:info|kennisgeving|informatie)|"
    r"fyi|hier|voilà|siehe\s(?:anhang|unten)|see\s(?:below|attached)|voir\s(?:ci-dessous|pièce\sjointe))?\W*$",
    re.IGNORECASE,
)


def find(evidence: Evidence) -> Iterator[Check]:
    if evidence.type not in (Type.USAGE_QUESTION, Type.FEEDBACK):
        return
    if evidence.sender != Sender.PARENT and evidence.weighs("no_question", _chance(evidence)):
        yield Check(CheckCode.NO_QUESTION)


def _chance(evidence: Evidence) -> float:
    own = evidence.own
    if _ONLY_SEE.match(own):
        return 0.9
    asks = cue("asks").count(own) + own.count("?")
    if evidence.type == Type.FEEDBACK:
        nowhere = evidence.module == evidence.preset.fallback_module
        return 0.8 if cue("just_telling").search(own) else 0.55 if nowhere and asks == 0 else 0.2
    return 0.7 if asks == 0 else 0.35 if asks == 1 and "?" not in own else 0.1
