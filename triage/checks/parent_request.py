"""A parent or childminder asks for help: referred to their organisation (`parent_request`)."""

from __future__ import annotations

from collections.abc import Iterator

from config.codes import CheckCode, Sender
from triage.decision import Check
from triage.evidence import Evidence


def find(evidence: Evidence) -> Iterator[Check]:
    if evidence.sender == Sender.PARENT:
        yield Check(CheckCode.PARENT_REQUEST)
