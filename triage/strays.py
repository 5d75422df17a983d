"""A mail in a ticket that asks something new, which deserves a ticket of its own. Pure.

Both support pages ask for it: a new question inside an old ticket is lost there. Weighed are what
the sender says ("los hiervan", "une autre question"), a subject that is no answer's, other numbers,
another module, and a ticket that is closed; against it, what points back, the ticket's own numbers,
and a desk that waits for just this answer. A wrong split is worse than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from config.preset import Preset
from ingest.message import Message
from triage.checks.vague_subject import without_prefixes
from triage.conclude import evidence_of_triage
from triage.cues import cue
from triage.decision import Part, Triage
from triage.evidence import Evidence
from triage.pieces import Opener, asks, opener
from triage.redact import Masks, hidden
from triage.sentences import sentences

SURE = 0.6
_LEAST_WORDS = 6
_OPENED = {Opener.NEW: 0.5, Opener.MORE: 0.3, Opener.TURN: 0.1}
_LOOK_BACK = 160  # characters in which a mail may point back
_PREFIXED = re.compile(
    r"^\s*(?:re|aw|antw|sv|rép|fwd?|tr|wg|doorst)\s*(?:\[\d+\])?:", re.IGNORECASE
)
_WORD = re.compile(r"\w{5,}")
_SURE_OF_MODULE = 0.75


@dataclass(frozen=True, slots=True)
class Known:
    """The ticket that a mail came in: `subject` is its customer's, redacted, `numbers` are (kind,
    value) of its identifiers; the desk may wait for an answer (`awaited`)."""

    subject: str = field(repr=False)
    module: str
    sure: float
    numbers: frozenset[tuple[str, str]]
    closed: bool = False
    awaited: bool = False


def strays(message: Message, triage: Triage, preset: Preset, known: Known) -> tuple[Part, ...]:
    """The parts of a mail that are about something else than its ticket; () if none surely is.

    A mail of one piece is a part as a whole.
    """
    evidence = evidence_of_triage(message, triage, preset)
    if not evidence.stretches:
        return ()
    own = triage.parts or (_whole(evidence, triage),)
    return tuple(
        replace(part, confidence=min(scale.weight, 0.99), why=tuple(scale.why))
        for part in own
        if (scale := _weighed(evidence, part, known)).weight >= SURE
    )


@dataclass(slots=True)
class _Scale:
    weight: float = 0.0
    why: list[str] = field(default_factory=list)

    def add(self, weight: float, why: str = "") -> None:
        self.weight = round(self.weight + weight, 2)
        if why and weight > 0:
            self.why.append(why)


def _whole(evidence: Evidence, triage: Triage) -> Part:
    masks = Masks(hidden(triage.findings, evidence.preset))
    own = evidence.stretches
    said = (masks.apply(evidence.message.text[one:end], "body", offset=one) for one, end in own)
    return Part(own, "\n\n".join(text.strip() for text in said), triage, 0.0)


def _weighed(evidence: Evidence, part: Part, known: Known) -> _Scale:
    scale = _Scale()
    said = list(_said(evidence, part))
    if not any(asks(one) for one in said) or sum(len(one.split()) for one in said) < _LEAST_WORDS:
        return scale
    opened = max((opener(one) for one in said[:2]), default=Opener.NONE)
    scale.add(_OPENED.get(opened, 0.0), "announced" if opened is Opener.NEW else "another question")
    if _is_first(evidence, part) and _new_subject(evidence.message.subject, known):
        scale.add(0.4, "new subject")
    scale.add(*_module(part.triage, known, opened))
    scale.add(*_numbers(part.triage, known))
    if known.closed:
        scale.add(0.1, "closed ticket")
    if known.awaited and opened < Opener.MORE:
        scale.add(-0.3)
    if opened is not Opener.NEW and cue("question_same").search(" ".join(said)[:_LOOK_BACK]):
        scale.add(-0.35)
    return scale


def _said(evidence: Evidence, part: Part) -> Iterator[str]:
    """The sentences of a part that are more than a greeting."""
    text = evidence.message.text
    for start, end in part.stretches:
        for low, high in sentences(text, start, end):
            one = text[low:high]
            if not (cue("greeting").match(one) and len(one.split()) <= 4):
                yield one


def _is_first(evidence: Evidence, part: Part) -> bool:
    """The subject is of what is said first."""
    parts = evidence.stretches[0][0], part.stretches[0][0]
    between = evidence.message.text[min(parts) : max(parts)]
    return not asks(between)


def _new_subject(subject: str, known: Known) -> bool:
    """A subject that is no answer's, says something, and shares no word with the ticket's."""
    bare = without_prefixes(subject).strip()
    if _PREFIXED.match(subject) or not bare or "[" in subject:
        return False
    theirs = {word.casefold() for word in _WORD.findall(known.subject)}
    mine = {word.casefold() for word in _WORD.findall(bare)}
    return bool(mine) and not mine & theirs


def _module(triage: Triage, known: Known, opened: Opener) -> tuple[float, str]:
    """Another module, as far as both are sure; the same one speaks against it."""
    module = triage.module
    if module.value == known.module:
        return (-0.05 if opened is Opener.NEW else -0.2), ""
    sure = min(module.confidence, known.sure)
    return (0.35 if sure >= _SURE_OF_MODULE else 0.15 if sure >= 0.5 else 0.0), "another module"


def _numbers(triage: Triage, known: Known) -> tuple[float, str]:
    """Numbers of a kind that the ticket names too: another one, or its own again."""
    mine = {
        (one.kind, one.text)
        for one in triage.identifiers
        if one.kind != "ticket_reference" and one.where != "subject"
    }
    if mine & known.numbers:
        return -0.3, ""
    kinds = {kind for kind, _ in mine} & {kind for kind, _ in known.numbers}
    return (0.2, "other numbers") if kinds else (0.0, "")
