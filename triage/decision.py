"""Triage: what was decided about a mail, how surely, and why.

Offsets count characters of the text that `where` names, end exclusive: `subject` is
`Message.subject`, `body` is `Message.text`, `attachment:FILENAME` the text taken from it
(`Content.text`), or its name itself for a span with `in_name`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from config.codes import CheckCode, DataKind, FactCode
from ingest.contents.content import Inner, Spot

Severity = Literal["low", "medium", "high"]
Clock = Literal["running", "waiting", "paused", "none"]

HEADS = ("sender", "module", "type", "priority")  # what there is a label of


@dataclass(frozen=True, slots=True)
class Label:
    """One choice out of several, `confidence` in 0..1, `why` the words and rules that weighed."""

    value: str
    confidence: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that means something; `text` is the value as written.

    `attachment` is the number of the attachment in `Message.attachments`, from 0, for two may have
    one name; `spots` are the pages, cells and boxes where the words of the stretch stand.
    """

    kind: str
    where: str
    start: int
    end: int
    text: str = field(repr=False)
    attachment: int | None = None
    in_name: bool = False
    spots: tuple[Spot, ...] = ()

    @property
    def place(self) -> tuple[str, int | None, bool]:
        """The text that the offsets count in."""
        return self.where, self.attachment, self.in_name

    def overlaps(self, other: Span) -> bool:
        return self.place == other.place and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data that should not have been sent."""

    kind: DataKind
    span: Span
    severity: Severity
    confidence: float = 1.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """How far an attachment was read: `reason` says why not wholly, or that it held no words."""

    examined: bool
    reason: str | None = None
    gps: bool = False
    inner: tuple[Inner, ...] = ()


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
class Claim:
    """What a sender calls the type or the priority of a mail: `said` in his own words, all of them
    words of ours too; `fits` are the codes that it goes with ("spoed": high and critical)."""

    said: str
    fits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claimed:
    """The one type and the one priority that a mail claims; None if it claims none, or several."""

    type: Claim | None = None
    priority: Claim | None = None

    def against(self, type_: str, priority: str) -> Claimed:
        """What of it does not go with this decision."""
        return Claimed(_unless(self.type, type_), _unless(self.priority, priority))

    @property
    def said(self) -> tuple[str, ...]:
        """All of it, in the sender's words."""
        return tuple(one.said for one in (self.type, self.priority) if one is not None)


def _unless(claim: Claim | None, code: str) -> Claim | None:
    return None if claim is None or code in claim.fits else claim


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
    """The whole decision about one mail of a person. `title` is redacted, and for agents.

    `attachments` says of each attachment of the mail, in order, how far it was read. `parts` are
    the questions of a mail that asks several which have nothing to do with each other; the mail as
    a whole is decided upon as if there were one. An answer may have a single part: a question that
    it announces. `claimed` is a hint, which decides nothing.
    """

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
    attachments: tuple[Examined, ...] = ()
    parts: tuple[Part, ...] = ()
    claimed: Claimed = Claimed()

    @property
    def labels(self) -> dict[str, Label]:
        """The label of each of HEADS."""
        return {
            "sender": self.sender,
            "module": self.module,
            "type": self.type,
            "priority": self.priority,
        }

    @property
    def overruled(self) -> Claimed:
        """What the sender claims and we decided otherwise."""
        return self.claimed.against(self.type.value, self.priority.value)

    def has(self, code: CheckCode) -> bool:
        return any(check.code is code for check in self.checks)


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a mail that asks several, decided upon as if it were a mail of its own.

    `stretches` are (start, end) in the body, `text` what stands there, redacted with the tokens of
    the whole mail. `confidence` in 0..1 says how surely it has nothing to do with the part before
    it (1.0 for the first), `why` what spoke for that, `announced` whether the sender says so.
    """

    stretches: tuple[tuple[int, int], ...]
    text: str = field(repr=False)
    triage: Triage
    confidence: float
    why: tuple[str, ...] = ()
    announced: bool = False
