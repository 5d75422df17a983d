"""Where a mail might be cut: pieces that each ask or report something. Pure.

A piece begins with an item of a list, a phrase that announces a question, a turn ("daarnaast"), or
a paragraph. What says nothing by itself belongs to the piece before it; what stands before all of
them is said for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from ingest.message import Part
from triage.checks.multiple_questions import ASKS, NUMBERED
from triage.cues import cue
from triage.evidence import Evidence
from triage.sentences import sentences

MOST = 12  # pieces of one mail
_LEAD = 70  # characters of a sentence in which an announcement stands
_LEAST_WORDS = 5  # of a piece that is more than the announcement of one
_NUMBER = re.compile(r"(?:(?<=\s)|^)\(?(?:\d{1,2}|[a-e])[.):]\s{1,4}$", re.IGNORECASE)
_BULLET = re.compile(r"[-*•–]\s+(?=\S)")
_NUMBER_LENGTH = 9
_OF_ITSELF = 8  # words of a paragraph that is more than a closing line
_AROUND = 40  # characters round an announcement in which it may be denied
_POSTSCRIPT = re.compile(r"\s*(?:ps|p\.s\.?|nb)\b", re.IGNORECASE)


class Opener(IntEnum):
    """How a piece begins, from the weakest."""

    NONE = 0
    PARAGRAPH = 1
    TURN = 2  # "daarnaast", "also"
    ITEM = 3  # of a numbered list
    MORE = 4  # "nog een vraag"
    NEW = 5  # "los hiervan", "une autre question"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the body; `asks` for something, or reports a trouble."""

    start: int
    end: int
    opener: Opener
    asks: bool
    words: int


def pieces(evidence: Evidence, *, answer: bool = False) -> tuple[Piece, ...]:
    """The pieces that ask, in order, each with what follows up to the next; at most MOST.

    In an answer what stands before an announced question ("It works, thanks. Another question: …")
    is a piece too, whether it asks or not.
    """
    found: list[Piece] = []
    for one in _led(_grouped(_sentences(evidence))):
        if not found:
            if one.asks or answer:
                found.append(one)
        elif one.asks and _stands(one, evidence.message.text):
            found.append(one)
        else:
            found[-1] = _with(found[-1], one)
    return _answering(found) if len(found) <= MOST else ()


def announced_in(text: str) -> bool:
    """Whether a question may be announced somewhere: a quick look."""
    return any(cue(name).search(text) for name in ("question_new", "question_more"))


def _answering(found: list[Piece]) -> tuple[Piece, ...]:
    """Without a first piece that asks nothing, unless the next one is announced."""
    if len(found) > 1 and not found[0].asks and found[1].opener < Opener.MORE:
        return tuple(found[1:])
    return tuple(found)


def _stands(one: Piece, text: str) -> bool:
    """Whether it may be a question of its own: of a mere paragraph more is asked."""
    if one.opener is not Opener.PARAGRAPH:
        return one.opener is not Opener.NONE
    said = text[one.start : one.end]
    return one.words >= _OF_ITSELF and ("?" in said or cue("fact_request").search(said) is not None)


def opener(text: str, *, paragraph: bool = False) -> Opener:
    """How a sentence begins; a phrase that is denied ("geen andere vraag") announces nothing."""
    if _announces("question_new", text):
        return Opener.NEW
    if NUMBERED.match(text) or _BULLET.match(text):
        return Opener.ITEM
    if _announces("question_more", text):
        return Opener.MORE
    if cue("question_turn").match(text.lstrip(" -–*•(")) or _POSTSCRIPT.match(text):
        return Opener.TURN
    return Opener.PARAGRAPH if paragraph else Opener.NONE


def asks(text: str) -> bool:
    """Whether a sentence wants something of the desk, or says that something goes wrong."""
    if "?" in text:
        return True
    if cue("fact_courtesy").search(text):
        return False
    return any(
        expression.search(text) for expression in (ASKS, cue("fact_request"), cue("fact_trouble"))
    )


def _announces(name: str, text: str) -> bool:
    found = cue(name).search(text[:_LEAD])
    if found is None:
        return False
    before = text[max(0, found.start() - _AROUND) : found.start()]
    after = text[found.end() : found.end() + _AROUND]
    return not cue("question_none").search(before) and not cue("question_same").match(
        after.lstrip(" ,:")
    )


def _sentences(evidence: Evidence) -> Iterator[Piece]:
    """Every sentence that this sender wrote now, as a piece of its own."""
    text = evidence.message.text
    for low, high in evidence.stretches:
        before = low
        for at, end in sentences(text, low, high):
            if evidence.hints.part_at(at) is Part.SIGNATURE:
                continue
            start = _with_number(text, at, low)
            said = text[start:end]
            paragraph = start == low or "\n\n" in text[before:start].replace("\r", "")
            begins = opener(said, paragraph=paragraph)
            yield Piece(start, end, begins, asks(said), len(said.split()))
            before = end


def _with_number(text: str, start: int, low: int) -> int:
    """Where a sentence begins with the number of its item ("2."), which may stand apart."""
    before = _NUMBER.search(text, max(low, start - _NUMBER_LENGTH), start)
    return start if before is None else before.start()


def _grouped(said: Iterator[Piece]) -> Iterator[Piece]:
    """Sentences with those that follow them, up to the next that opens a piece."""
    current: Piece | None = None
    for one in said:
        if current is None or one.opener is not Opener.NONE:
            if current is not None:
                yield current
            current = one
        else:
            current = _with(current, one)
    if current is not None:
        yield current


def _led(said: Iterator[Piece]) -> Iterator[Piece]:
    """What only announces ("Andere vraag.") goes with the piece that it announces."""
    lead: Piece | None = None
    for one in said:
        joined = one
        if lead is not None:
            joined = replace(_with(lead, one), opener=max(lead.opener, one.opener), asks=one.asks)
        lead = None
        if joined.opener >= Opener.TURN and joined.words < _LEAST_WORDS:
            lead = joined
        else:
            yield joined
    if lead is not None:
        yield replace(lead, asks=False)


def _with(one: Piece, more: Piece) -> Piece:
    return replace(one, end=more.end, asks=one.asks or more.asks, words=one.words + more.words)
