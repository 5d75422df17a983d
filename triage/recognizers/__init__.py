"""Recognizers: identifiers and personal data in a mail, one file for each code of labels.md.

The order of the lists is policy: what comes first takes its stretch of the text, and a number
that carries a name of its own is out of reach for the ones behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from config.codes import DataKind
from config.preset import Preset
from ingest.contents.content import Content
from ingest.message import Message
from triage.attachments import attachment_hints
from triage.claims import Claims
from triage.decision import Finding, Span
from triage.hints import Candidate, Hints, RoleWeights, hints_of
from triage.letters import Hand
from triage.names.model import NameModel
from triage.recognizers import (
    address,
    attached,
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

_MOST_IDENTIFIERS = 20

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
    contents: Sequence[Content] = (),
    name_model: NameModel | None = None,
    roles: RoleWeights | None = None,
) -> Spans:
    """Identifiers and personal data of subject, text and attachments. `contents` says what stands
    in each attachment, in their order; () leaves them out.

    `name_model` is a further source of names beside our lists, `roles` are weights in place of
    those that ship."""
    identifiers: list[Span] = []
    findings: list[Finding] = []
    texts = hints_of(message, preset, name_model, roles)
    for hints in texts:
        identifiers.extend(_span(kind, hints, found) for kind, found in _identifiers(hints))
        findings.extend(_findings(hints))
        for kind, find in LAST:
            if kind in preset.identifiers:
                identifiers.extend(_span(kind, hints, c) for c in _free(find, hints))
    identifiers.sort(key=lambda span: (span.where == "body", span.start))
    findings.sort(key=lambda one: (one.span.where == "body", one.span.start))
    if contents:
        attachments = attachment_hints(message, preset, contents, name_model, roles)
        _add_attached(attachments, identifiers, findings)
        findings.extend(attached.find(message, preset, contents))
    return Spans(tuple(identifiers), tuple(findings))


def _add_attached(texts: Iterator[Hints], identifiers: list[Span], findings: list[Finding]) -> None:
    """What the attachments hold, in their order. A list of a thousand invoices points at nothing,
    and a first name alone at no child: few identifiers of each attachment count."""
    for hints in texts:
        named = sorted(_identifiers(hints), key=lambda pair: pair[1].start)
        identifiers.extend(_span(kind, hints, found) for kind, found in named[:_MOST_IDENTIFIERS])
        findings.extend(sorted(_findings(hints), key=lambda one: one.span.start))


def _identifiers(hints: Hints) -> Iterator[tuple[str, Candidate]]:
    """Links, references and numbers; those that do not count are claimed all the same."""
    for kind, find in FIRST:
        for candidate in find(hints.text, hints):
            hints.claimed.add(candidate.start, candidate.end)
            if kind in hints.preset.identifiers and hints.counts_as_identifier(candidate.start):
                yield kind, candidate
    taken = Claims()
    for kind, candidate in numbers.find(hints.text, hints):
        if taken.touch(candidate.start, candidate.end):
            continue
        taken.add(candidate.start, candidate.end)
        hints.claimed.add(candidate.start, candidate.end)
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
        if kind is DataKind.PHOTO and hints.attachment is not None:
            continue  # whether a picture shows people, its pixels say
        severity = hints.preset.privacy.severity.get(kind)
        for candidate in _free(find, hints):
            if severity is not None:
                span = _span(kind.value, hints, candidate)
                yield Finding(kind, span, severity, candidate.confidence, candidate.why)


def _free(find: Find, hints: Hints) -> list[Candidate]:
    """What a recognizer finds and no earlier one of its own rank has taken, left to right."""
    kept: list[Candidate] = []
    taken = Claims()
    for candidate in find(hints.text, hints):
        if not taken.touch(candidate.start, candidate.end):
            kept.append(candidate)
            taken.add(candidate.start, candidate.end)
    hints.claimed.extend((candidate.start, candidate.end) for candidate in kept)
    return kept


def _span(kind: str, hints: Hints, candidate: Candidate) -> Span:
    start, end = candidate.start, candidate.end
    spots = hints.content.spots(start, end) if hints.content is not None else ()
    return Span(
        kind, hints.where, start, end, hints.text[start:end],
        hints.attachment, hints.in_name, spots,
    )  # fmt: skip


__all__ = ["DATA", "FIRST", "LAST", "Hand", "Spans", "recognize"]
