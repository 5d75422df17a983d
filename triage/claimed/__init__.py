"""What a sender claims, in so many words: "Type: bug", "[idee]", "Prioriteit: kritiek", "SPOED!!".

A claim is a hint and never the answer: what is described decides (labels.md). Where we decide
otherwise, the sender is told so. Pure.
"""

from __future__ import annotations

from ingest.message import Message
from triage.claimed import cries, fields
from triage.decision import Claim, Claimed


def claimed(message: Message) -> Claimed:
    """What subject and own words of this mail claim; the subject of a mail that its sender only
    passes on is not his."""
    subject = "" if fields.passed_on(message.subject) else message.subject
    text = message.own_words.replace("’", "'")
    priority = _one(fields.priorities(subject, text)) or _one(cries.cries(subject))
    return Claimed(_one(fields.types(subject, text)), priority)


def _one(found: fields.Found) -> Claim | None:
    """The claim that is made, however often; None where there are two that do not go together."""
    if not found:
        return None
    said, fits = found[0]
    for _, others in found[1:]:
        fits &= others
    return Claim(_quiet(said), fits) if fits else None


def _quiet(said: str) -> str:
    """In one line; a word that was shouted is told in small letters."""
    said = " ".join(said.split())
    return said.lower() if said.isupper() else said
