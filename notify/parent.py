"""A parent who writes to the desk: referred to the organisation, and told no more."""

from __future__ import annotations

from config.codes import Sender
from triage.decision import Label

REFERRED = "a parent: referred to the organisation, and told no more"
_SURE = 0.6


def is_parent(sender: Label) -> bool:
    """Whether who wrote is a parent, surely enough to be referred."""
    return sender.value == Sender.PARENT and sender.confidence >= _SURE
