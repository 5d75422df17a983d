"""KampAdmin: a mail about one specific item has no link to it (labels.md, `missing_link`)."""

from __future__ import annotations

from collections.abc import Iterator

from config.codes import CheckCode, Sender
from triage.checks import specific_case
from triage.decision import Check
from triage.evidence import Evidence


def find(evidence: Evidence) -> Iterator[Check]:
    if not evidence.preset.link_required or evidence.sender == Sender.PARENT:
        return
    if "link" in evidence.kinds or evidence.module == evidence.preset.fallback_module:
        return
    if evidence.weighs("specific_case", specific_case.chance(evidence)):
        yield Check(CheckCode.MISSING_LINK)
