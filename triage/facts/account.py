"""A sender's account of what is the matter, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from ingest.message import Attachment, Message
from triage.cues import cue
from triage.decision import Span
from triage.evidence import Evidence
from triage.sentences import sentences

LONGEST = 400  # characters of a sentence that are shown
MOST = 80  # sentences that are looked at
_LEAST_WORDS = 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, eq=False, slots=True)
class Sentence:
    """One sentence; offsets in `Message.text`, `place` counts from the first."""

    text: str
    start: int
    end: int
    place: int

    def count(self, name: str) -> int:
        """How many expressions of a cue stand in it."""
        return cue(name).count(self.text)

    def has(self, name: str) -> bool:
        return cue(name).search(self.text) is not None

    @property
    def words(self) -> int:
        return len(_WORD.findall(self.text))

    @property
    def asks(self) -> bool:
        return self.text.rstrip(" )\"”’'").endswith("?")


@dataclass(frozen=True, eq=False)
class Account:
    """What this sender wrote now, and what came with it."""

    message: Message
    sentences: tuple[Sentence, ...]

    @classmethod
    def of(cls, evidence: Evidence) -> Account:
        text = evidence.message.text
        found = [
            Sentence(text[start:end][:LONGEST], start, min(end, start + LONGEST), place)
            for place, (start, end) in enumerate(
                piece for stretch in evidence.stretches for piece in sentences(text, *stretch)
            )
        ]
        return cls(evidence.message, tuple(one for one in found[:MOST] if _says_something(one)))

    @cached_property
    def pictures(self) -> tuple[Attachment, ...]:
        """Pictures, films and documents that were put in on purpose: nothing of a signature."""
        return tuple(one for one in self.message.attachments if _shows(one))

    def best(self, score: Callable[[Sentence], float], *, least: float = 1.0) -> Span | None:
        """The first of the sentences that score highest, if it scores at least `least`."""
        scored = [(score(one), -one.place, one) for one in self.sentences]
        top = max(scored, default=None, key=lambda each: each[:2])
        if top is None or top[0] < least:
            return None
        one = top[2]
        return Span("fact", "body", one.start, one.end, one.text)


_SMALLEST_PICTURE = 8_000  # bytes; logos and icons of signatures are smaller


def _shows(one: Attachment) -> bool:
    kind = one.detected_type or one.content_type
    if kind.startswith("video/"):
        return True
    return kind.startswith("image/") and one.size >= _SMALLEST_PICTURE


def _says_something(one: Sentence) -> bool:
    """Neither a greeting, nor thanks alone, nor a word or two."""
    if one.words < _LEAST_WORDS and not one.asks:
        return False
    greets = cue("greeting").match(one.text)
    return not (greets and one.words <= 5 and not one.asks)
