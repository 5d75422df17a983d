"""A mail that asks several unrelated questions, cut into parts that each get a triage. Pure.

Where a mail might be cut says triage/pieces.py. Two pieces that stand beside each other are apart
if enough speaks for it: how the second begins, that the classifiers surely see another module, and
other numbers. One problem in several steps, an error with a list of examples and two sides of one
matter stay together: a wrong cut is worse than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from config.codes import CheckCode
from ingest.message import Message
from triage.classify import Heads
from triage.cues import cue
from triage.decision import Span, Triage
from triage.evidence import Evidence
from triage.pieces import Opener, Piece
from triage.recognizers import Spans

SURE = 0.6  # from here on two pieces are apart
_SURER = 0.75  # the same in a mail that begins a ticket and asks one thing, as the check says
_SURE_OF_MODULE = 0.6
_OPENED = {
    Opener.NEW: 0.6,
    Opener.MORE: 0.4,
    Opener.ITEM: 0.4,
    Opener.TURN: 0.3,
    Opener.PARAGRAPH: 0.15,
    Opener.NONE: 0.0,
}
_UNLISTED = 0.15  # an item of a list in a mail that asks one thing, as the check says
_SAID = {
    Opener.NEW: "announced",
    Opener.MORE: "another question",
    Opener.ITEM: "item of a list",
    Opener.TURN: "turn",
    Opener.PARAGRAPH: "paragraph",
    Opener.NONE: "",
}
_START = 80  # characters of a piece in which it may point back
_ANSWER = re.compile(r"^\s*(?:re|aw|antw|sv|rép)\s*:", re.IGNORECASE)
_OF_THE_WHOLE = frozenset((CheckCode.MULTIPLE_QUESTIONS, CheckCode.VAGUE_SUBJECT))


@dataclass(frozen=True, slots=True)
class Section:
    """One or more pieces about one question, and how surely it is another than the one before."""

    pieces: tuple[Piece, ...]
    confidence: float
    why: tuple[str, ...]

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        return tuple((one.start, one.end) for one in self.pieces)

    @property
    def announced(self) -> bool:
        return self.pieces[0].opener is Opener.NEW


def answers(message: Message) -> bool:
    """Whether the mail answers another one, as far as its headers say."""
    named = message.in_reply_to or message.references
    return bool(named) or _ANSWER.match(message.subject) is not None


def alone(message: Message, mine: Sequence[Piece], every: Sequence[Piece]) -> Message:
    """The message as if its sender had written these pieces and what belongs to all of them.

    The others are blanked, so that every offset holds. The subject goes with the first piece, but
    not with a question that an answer announces: it is that of the older mail.
    """
    text = message.text
    first = every[0] in mine and not (answers(message) and every[0].opener >= Opener.MORE)
    for one in every:
        if one not in mine:
            blank = re.sub(r"\S", " ", text[one.start : one.end])
            text = text[: one.start] + blank + text[one.end :]
    return replace(message, subject=message.subject if first else "", text=text)


def spans_of(spans: Spans, mine: Sequence[Piece], every: Sequence[Piece]) -> Spans:
    """Of what was found in the whole mail what these pieces hold, and what is said for all."""
    first = every[0] in mine
    others = [one for one in every if one not in mine]

    def belongs(span: Span) -> bool:
        if span.where == "subject":
            return first
        return not (
            span.where == "body"
            and any(one.start < span.end and span.start < one.end for one in others)
        )

    return Spans(
        tuple(one for one in spans.identifiers if belongs(one)),
        tuple(one for one in spans.findings if belongs(one.span)),
    )


def sections(
    evidence: Evidence, every: Sequence[Piece], heads: Sequence[Heads], *, checked: bool
) -> tuple[Section, ...]:
    """The pieces put together that are about one question; `heads` are those of each alone,
    `checked` says that the check `multiple_questions` holds."""
    said = f"{evidence.message.subject}\n{_intro(evidence, every)}"
    listed = checked and cue("several_questions").search(said) is not None
    enough = SURE if checked or answers(evidence.message) else _SURER
    found = [Section((every[0],), 1.0, ())]
    heard = heads[0]
    for piece, one in zip(every[1:], heads[1:], strict=True):
        scale = _Scale(evidence, found[-1].pieces, piece, heard, one, checked=checked)
        if (sure := scale.weight(listed=listed)) >= enough:
            found.append(Section((piece,), round(min(sure, 0.99), 2), tuple(scale.why)))
            heard = one
        else:
            found[-1] = replace(found[-1], pieces=(*found[-1].pieces, piece))
    return tuple(found)


def of_a_part(triage: Triage) -> Triage:
    """Without the checks that are about the mail as a whole."""
    return replace(
        triage, checks=tuple(one for one in triage.checks if one.code not in _OF_THE_WHOLE)
    )


@dataclass(slots=True)
class _Scale:
    """Weighs whether a piece is about something else than the section before it, and says why."""

    evidence: Evidence
    before: Sequence[Piece]
    piece: Piece
    heard: Heads
    said: Heads
    checked: bool
    why: list[str] = field(default_factory=list)

    def weight(self, *, listed: bool) -> float:
        """From SURE on it is; `listed` says that the mail announces several questions."""
        opened = self.piece.opener
        weight = _OPENED[opened]
        if opened is Opener.ITEM and not self.checked:
            weight = _UNLISTED
        if opened > Opener.NONE:
            self.why.append(_SAID[opened])
        if listed and opened > Opener.NONE:
            weight += 0.25
            self.why.append("several announced")
        weight += self._modules()
        if self.heard.type.value != self.said.type.value:
            weight += 0.05
        if _disjoint(self.evidence, self.before, self.piece):
            weight += 0.1
            self.why.append("other numbers")
        return weight - 0.3 * self._points_back()

    def _modules(self) -> float:
        if self.heard.module.value == self.said.module.value:
            return 0.0 if self.piece.opener is Opener.NEW else -0.1
        self.why.append("another module")
        sure = min(self.heard.module.confidence, self.said.module.confidence)
        return 0.3 if sure >= _SURE_OF_MODULE else 0.15

    def _points_back(self) -> bool:
        """Whether it speaks of what was said before; one that is announced as new may do so."""
        start = self.evidence.message.text[self.piece.start : self.piece.end][:_START]
        named = cue("question_same").search(start) is not None
        return named and self.piece.opener is not Opener.NEW


def _disjoint(evidence: Evidence, before: Sequence[Piece], piece: Piece) -> bool:
    """Whether both name numbers of one kind, and none the same."""
    mine, theirs = _named(evidence, [piece]), _named(evidence, before)
    kinds = {kind for kind, _ in mine} & {kind for kind, _ in theirs}
    return bool(kinds) and not mine & theirs


def _named(evidence: Evidence, some: Sequence[Piece]) -> set[tuple[str, str]]:
    return {
        (span.kind, span.text)
        for span in evidence.spans.identifiers
        if span.where == "body" and any(one.start <= span.start < one.end for one in some)
    }


def _intro(evidence: Evidence, every: Sequence[Piece]) -> str:
    """What stands before the first piece, and its first words."""
    start = evidence.stretches[0][0] if evidence.stretches else 0
    return evidence.message.text[start : every[0].start + _START]
