"""The priority that a sender claims, in so many words: "Prioriteit: kritiek". Pure.

A claim is a hint and never the answer: the impact that is described decides (labels.md). Where we
decide otherwise, the sender is told so. A cry ("URGENT!!!") names no priority of ours.
"""

from __future__ import annotations

import re

from config.codes import Priority
from ingest.message import Message

_NAMES = {
    Priority.CRITICAL: "kritiek|kritisch|critical|critique",
    Priority.HIGH: "hoog|hoge|high|haute|élevée|hoch",
    Priority.MEDIUM: "medium|gemiddeld|normaal|normal|normale|moyenne|mittel",
    Priority.LOW: "laag|lage|low|basse|faible|niedrig",
}
_NAMED = "|".join(f"(?P<{one.value}>{words})" for one, words in _NAMES.items())
_CLAIM = re.compile(
    rf"(?<!\w)(?:prioriteit|prio|priority|priorité|priorität)\s{{0,3}}[:=]\s{{0,3}}(?:{_NAMED})(?!\w)",
    re.IGNORECASE,
)


def claimed(message: Message) -> Priority | None:
    """The one priority that subject or text of this mail claims; None if none, or several."""
    found = {
        match.lastgroup
        for text in (message.subject, message.reply)
        for match in _CLAIM.finditer(text)
    }
    return Priority(found.pop() or "") if len(found) == 1 else None
