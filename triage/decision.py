"""Triage: what was decided about a mail, how surely, and why.

Offsets count characters of the text that `where` names, end exclusive: `subject` is
`Message.subject`, `body` is `Message.text`, `attachment:FILENAME` the text taken from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from config.codes import CheckCode, DataKind, FactCode

Severity = Literal["low", "medium", "high"]
Clock = Literal["running", "waiting", "paused", "none"]


@dataclass(frozen=True, slots=True)
class Label:
    """One choice out of several, `confidence` in 0..1, `why` the words and rules that weighed."""

    value: str
    confidence: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that means something; `text` is the value as written."""

    kind: str
    where: str
    start: int
    end: int
    text: str = field(repr=False)

    def overlaps(self, other: Span) -> bool:
        return self.where == other.where and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data that should not have been sent."""

    kind: DataKind
    span: Span
    severity: Severity
    confidence: float = 1.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What the mail lacks or may not ask; `detail` says which identifier is missing."""

    code: CheckCode
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A question of the support page, the sentence that answers it, and that sentence redacted.

    Both are None where the mail does not tell it."""

    code: FactCode
    answer: Span | None
    redacted: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Terms:
    """Deadlines, all with a time zone. None where the table has no term; `reason` says why."""

    starts_at: datetime | None
    respond_by: datetime | None
    solve_by: datetime | None
    clock: Clock
    reason: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """Subject and text with every finding replaced by a token such as `[BSN]`."""

    subject: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Triage:
    """The whole decision about one mail of a person. `title` is redacted, and for agents."""

    preset: str
    sender: Label
    module: Label
    type: Label
    priority: Label
    needs_review: bool
    identifiers: tuple[Span, ...]
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    facts: tuple[Fact, ...]
    title: str
    redacted: Redacted
    terms: Terms

    def has(self, code: CheckCode) -> bool:
        return any(check.code is code for check in self.checks)
