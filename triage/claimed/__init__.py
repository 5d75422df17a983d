"""What a sender claims, in so many words: "Type: bug", "[idee]", "Prioriteit: kritiek", "SPOED!!".

A claim is a hint and never the answer: what is described decides (labels.md). Where we decide
otherwise, the sender is told so. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.message import Message
from triage.claimed import cries, fields
from triage.claimed.fields import Said
from triage.decision import Claim, Claimed


@dataclass(frozen=True, slots=True)
class Unlabelled:
    """What a mail claims, and the mail without the fields and tags that say so, each character in
    its place: what is described is left, and decides."""

    claimed: Claimed
    message: Message


def unlabelled(message: Message) -> Unlabelled:
    """What subject and own words of this mail claim; the subject of a mail that its sender only
    passes on is not his."""
    subject = "" if fields.passed_on(message.subject) else message.subject
    text = _plain(message.own_words)
    types, priorities = fields.types(subject, text), fields.priorities(subject, text)
    claimed = Claimed(_one(types), _one(priorities) or _one(cries.cries(subject)))
    labels = {one.label for one in (*types, *priorities) if one.label}
    return Unlabelled(claimed, _without(labels, message) if labels else message)


def claimed(message: Message) -> Claimed:
    """What a mail claims."""
    return unlabelled(message).claimed


def _without(labels: set[str], message: Message) -> Message:
    subject, text = message.subject, message.text
    for label in sorted(labels, key=len, reverse=True):
        subject, text = _blanked(label, subject), _blanked(label, text)
    return replace(message, subject=subject, text=text)


def _blanked(label: str, text: str) -> str:
    plain, blank = _plain(text), " " * len(label)
    at = plain.find(label)
    while at >= 0:
        text = text[:at] + blank + text[at + len(label) :]
        at = plain.find(label, at + len(label))
    return text


def _plain(text: str) -> str:
    """The text with straight apostrophes, each character in its place."""
    return text.replace("’", "'")


def _one(found: Sequence[Said]) -> Claim | None:
    """The claim that is made, however often; None where there are two that do not go together."""
    if not found:
        return None
    fits = frozenset.intersection(*(one.fits for one in found))
    return Claim(_quiet(found[0].words), fits) if fits else None


def _quiet(said: str) -> str:
    """In one line; a word that was shouted is told in small letters."""
    said = " ".join(said.split())
    return said.lower() if said.isupper() else said
