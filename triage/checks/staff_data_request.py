"""Asks for data about the support desk's own staff (labels.md, `staff_data_request`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.codes import CheckCode
from triage.cues import cue
from triage.decision import Check
from triage.evidence import Evidence

_WANTS = re.compile(
    r"\?|\b(?:graag|wil|willen|mag|kunnen|kan|bezorg\w*|stuur\w*|geven|doorgeven|zoeken|pouvez|"
    r"donner|could|please|bitte|können|send)\b",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"(?:nummer|mail\w*|e-?mail\w*|adres|number|numéro|adresse)\s(?:van|of|du|de|der)\s(?:(?:de|jullie|the|la|le|your)\s)?"
    r"(?:helpdesk|support|desk|klantenservice)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:heeft|had)\s(?:me|mij|ons)\b[^.?!\n]{0,60}\b(?:gebeld|geholpen|laten\swachten)|"
    r"aan\sde\slijn\shad",
    re.IGNORECASE,
)


def find(evidence: Evidence) -> Iterator[Check]:
    text = f"{evidence.message.subject}. {evidence.own}"
    if not (cue("our_staff").search(text) or _CALLED.search(text)):
        return
    sentences = (evidence.message.subject, *evidence.sentences)
    if any(_asks_for_data(sentence, evidence) for sentence in sentences):
        yield Check(CheckCode.STAFF_DATA_REQUEST)


def _asks_for_data(sentence: str, evidence: Evidence) -> bool:
    """A person is meant and not the desk: her number, his address, in a wish or a question."""
    if not (cue("staff_data").search(sentence) and _WANTS.search(sentence)) or _DESK.search(
        sentence
    ):
        return False
    if cue("their").search(sentence) or cue("our_staff").search(sentence):
        return True
    return evidence.module == evidence.preset.fallback_module and evidence.type == "usage_question"
