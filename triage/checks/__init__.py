"""Checks: what a mail lacks or may not ask, one file for each code, in the order of labels.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from triage.checks import (
    copied_parent_mail,
    missing_identifier,
    missing_link,
    multiple_questions,
    no_concrete_example,
    no_question,
    parent_request,
    personal_data,
    rights_request,
    staff_data_request,
    vague_subject,
)
from triage.decision import Check
from triage.evidence import Evidence

CHECKS: tuple[Callable[[Evidence], Iterator[Check]], ...] = (
    vague_subject.find,
    missing_identifier.find,
    missing_link.find,
    multiple_questions.find,
    copied_parent_mail.find,
    no_concrete_example.find,
    no_question.find,
    rights_request.find,
    staff_data_request.find,
    parent_request.find,
    personal_data.find,
)


def check(evidence: Evidence) -> tuple[Check, ...]:
    """All checks that hold for a mail, given what was found in it and decided before."""
    return tuple(found for find in CHECKS for found in find(evidence))
