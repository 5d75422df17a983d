"""What people judged → labelled mails to learn from, with personal data left out."""

from __future__ import annotations

from collections.abc import Sequence

from config.codes import CheckCode, Priority, Sender, Type
from ingest.parse import written
from models.correction import Lesson
from triage.decision import HEADS
from triage.duel import Hits
from triage.labelled import LabelledMail

_PREFIX = "correction:"


def labelled(lesson: Lesson) -> LabelledMail:
    """The redacted mail with the labels that a person gave it.

    Without its signature and the older mail below it, and of the sender's address only the domain:
    what is left is what the classifiers weigh. All of one organisation count as one author.
    """
    body = written(subject=lesson.subject, body=lesson.text, from_name="", from_addr="").reply
    sender = Sender(lesson.labels["sender"])
    return LabelledMail(
        id=_PREFIX + lesson.number,
        preset=lesson.preset,
        lang=lesson.language,
        from_name="",
        from_addr=f"x@{lesson.domain}",
        subject=lesson.subject,
        body=body,
        sender=sender,
        module=lesson.labels["module"],
        type=Type(lesson.labels["type"]),
        priority=Priority(lesson.labels["priority"]),
        checks=(CheckCode.PARENT_REQUEST.value,) if sender is Sender.PARENT else (),
        author=f"organisation:{lesson.organisation}",
    )


def usable(lesson: Lesson) -> bool:
    """Whether the labels can be learned: an agent may go beyond the rules of intake."""
    type_, priority = lesson.labels["type"], lesson.labels["priority"]
    critical = priority == Priority.CRITICAL and type_ != Type.BUG
    wished = type_ in (Type.FEEDBACK, Type.EXTRA_REQUEST) and priority == Priority.HIGH
    return not critical and not wished


def said_right(lessons: Sequence[Lesson]) -> Hits:
    """For each head whether the machine had been right about the tickets that people judged."""
    found: dict[str, dict[str, bool]] = {}
    for one in lessons:
        for head in HEADS:
            name = f"module:{one.preset}" if head == "module" else head
            right = one.said[head] == one.labels[head]
            found.setdefault(name, {})[_PREFIX + one.number] = right
    return found
