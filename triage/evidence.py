"""What checks and facts look at: the mail, what was found in it, and what was decided before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from config.preset import Preset
from ingest.message import Message, Part
from triage.hints import Hints, hints_of
from triage.letters import Hand, Letter
from triage.recognizers import Spans

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_DOUBT = 0.5


@dataclass(frozen=True, eq=False)
class Evidence:
    """One mail with its spans and its labels so far.

    `learned` holds chances from classifiers by check code (see `targets.py`), and by
    `specific_case` whether the mail is about one case; a rule is weighed with its own.
    """

    message: Message
    preset: Preset
    spans: Spans
    sender: str
    module: str
    type: str
    priority: str
    learned: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def hints(self) -> Hints:
        return hints_of(self.message, self.preset)[1]

    @cached_property
    def letters(self) -> tuple[Letter, ...]:
        return self.hints.letters

    @cached_property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """Where in `message.text` this sender wrote now: no signature, no older mail."""
        return tuple(
            (max(region.start, letter.start), min(region.end, letter.end))
            for region in self.message.regions
            if region.part is Part.REPLY
            for letter in self.letters
            if letter.hand is Hand.SENDER
            and letter.start < region.end
            and region.start < letter.end
        )

    @cached_property
    def own(self) -> str:
        """The text of `stretches`."""
        pieces = (self.message.text[start:end].strip() for start, end in self.stretches)
        return "\n".join(pieces).strip()

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of `own`."""
        return tuple(s.strip() for s in _SENTENCE.split(self.own) if s.strip())

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of identifiers and of personal data that were found."""
        identifiers = {span.kind for span in self.spans.identifiers}
        return frozenset(identifiers | {str(finding.kind) for finding in self.spans.findings})

    def confirms(self, code: str, least: float) -> bool:
        """Whether what was learned of a check does not speak against its rule."""
        return self.learned.get(code, 1.0) >= least

    def insists(self, code: str, least: float) -> bool:
        """Whether what was learned is so sure of a check that it holds without its rule."""
        return self.learned.get(code, 0.0) >= least

    def weighs(self, code: str, rule: float) -> bool:
        """Whether a check holds: the rule's chance, or its mean with the learned one."""
        learned = self.learned.get(code)
        return (rule if learned is None else (rule + learned) / 2) >= _DOUBT
