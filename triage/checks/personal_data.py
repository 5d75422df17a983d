"""At least one piece of personal data was found (labels.md, `personal_data`)."""

from __future__ import annotations

from collections.abc import Iterator

from config.codes import CheckCode
from triage.decision import Check
from triage.evidence import Evidence


def find(evidence: Evidence) -> Iterator[Check]:
    if evidence.spans.findings:
        yield Check(CheckCode.PERSONAL_DATA)
