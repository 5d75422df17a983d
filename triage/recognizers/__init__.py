"""Recognizers: identifiers and personal data in a mail, one file for each code of labels.md.

The order of the lists is policy: what comes first takes its stretch of the text, and a number
that carries a name of its own is out of reach for the ones behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from config.codes import DataKind
from config.preset import Preset
from ingest.message import Message
from triage.decision import Finding, Span
from triage.hints import Candidate, Hints, attachment_hints, hints_of
from triage.letters import Hand
from triage.names.model import NameModel
from triage.recognizers import (
    address,
    birth_date,
    bsn,
    child_first_name,
    childminder_name,
    credential,
    email,
    health,
    iban,
    link,
    national_number,
    numbers,
    person_name,
    phone,
    photo,
    ticket_reference,
)

Find = Callable[[str, Hints], Iterator[Candidate]]

FIRST: tuple[tuple[str, Find], ...] = (
    ("link", link.find),
    ("ticket_reference", ticket_reference.find),
)
DATA: tuple[tuple[DataKind, Find], ...] = (
    (DataKind.EMAIL, email.find),
    (DataKind.PHOTO, photo.find),
    (DataKind.IBAN, iban.find),
    (DataKind.CREDENTIAL, credential.find),
    (DataKind.NATIONAL_NUMBER, national_number.find),
    (DataKind.BSN, bsn.find),
    (DataKind.PHONE, phone.find),
    (DataKind.ADDRESS, address.find),
    (DataKind.BIRTH_DATE, birth_date.find),
    (DataKind.PERSON_NAME, person_name.find),
    (DataKind.HEALTH, health.find),
)
LAST: tuple[tuple[str, Find], ...] = (
    ("childminder_name", childminder_name.find),
    ("child_first_name", child_first_name.find),
)


@dataclass(frozen=True, slots=True)
class Spans:
    """What the recognizers found; offsets as in `Span`."""

    identifiers: tuple[Span, ...]
    findings: tuple[Finding, ...]


def recognize(
    message: Message,
    preset: Preset,
    attachments: Mapping[str, str] | None = None,
    name_model: NameModel | None = None,
) -> Spans:
    """Identifiers and personal data of subject, text and `attachments` (file name → its text).

    `name_model` is a further source of names beside our lists."""
    identifiers: list[Span] = []
    findings: list[Finding] = []
    texts = (
        *hints_of(message, preset, name_model),
        *attachment_hints(message, preset, attachments or {}),
    )
    for hints in texts:
        for kind, candidate in _identifiers(hints):
            identifiers.append(_span(kind, hints, candidate))
        findings.extend(_findings(hints))
        for kind, find in LAST:
            if kind in preset.identifiers:
                identifiers.extend(_span(kind, hints, c) for c in _free(find, hints))
    identifiers.sort(key=lambda span: (_place(texts, span), span.start))
    findings.sort(key=lambda finding: (_place(texts, finding.span), finding.span.start))
    return Spans(tuple(identifiers), tuple(findings))


def _identifiers(hints: Hints) -> Iterator[tuple[str, Candidate]]:
    """Links, references and numbers; those that do not count are claimed all the same."""
    for kind, find in FIRST:
        for candidate in find(hints.text, hints):
            hints.claimed.append((candidate.start, candidate.end))
            if kind in hints.preset.identifiers and hints.counts_as_identifier(candidate.start):
                yield kind, candidate
    taken: list[tuple[int, int]] = []
    for kind, candidate in numbers.find(hints.text, hints):
        if any(low < candidate.end and candidate.start < high for low, high in taken):
            continue
        taken.append((candidate.start, candidate.end))
        hints.claimed.append((candidate.start, candidate.end))
        if hints.counts_as_identifier(candidate.start):
            yield kind, candidate


def claim(hints: Hints) -> None:
    """Claim what is no name: links, numbers, addresses; for those who ask for the people alone."""
    for _ in _identifiers(hints):
        pass
    for kind, find in DATA:
        if kind is DataKind.BIRTH_DATE:
            return
        _free(find, hints)


def _findings(hints: Hints) -> Iterator[Finding]:
    """Personal data that is a violation for this preset."""
    for kind, find in DATA:
        severity = hints.preset.privacy.severity.get(kind)
        for candidate in _free(find, hints):
            if severity is not None:
                span = _span(kind.value, hints, candidate)
                yield Finding(kind, span, severity, candidate.confidence, candidate.why)


def _free(find: Find, hints: Hints) -> list[Candidate]:
    """What a recognizer finds and no earlier one of its own rank has taken, left to right."""
    kept: list[Candidate] = []
    for candidate in find(hints.text, hints):
        if all(c.end <= candidate.start or candidate.end <= c.start for c in kept):
            kept.append(candidate)
    hints.claimed.extend((candidate.start, candidate.end) for candidate in kept)
    return kept


def _span(kind: str, hints: Hints, candidate: Candidate) -> Span:
    text = hints.text[candidate.start : candidate.end]
    return Span(kind, hints.where, candidate.start, candidate.end, text)


def _place(texts: tuple[Hints, ...], span: Span) -> int:
    return next(i for i, hints in enumerate(texts) if hints.where == span.where)


__all__ = ["DATA", "FIRST", "LAST", "Hand", "Spans", "recognize"]
