"""Checks: what a mail lacks or may not ask, one file for each code, in the order of labels.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from config.preset import Preset
from ingest.message import Message
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
from triage.checks.evidence import Evidence
from triage.decision import Check
from triage.recognizers import Spans

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


def check(
    message: Message,
    preset: Preset,
    spans: Spans,
    *,
    sender: str,
    module: str,
    type_: str,
    priority: str,
    learned: Mapping[str, float] | None = None,
) -> tuple[Check, ...]:
    """All checks that hold for a mail, given what was found in it and decided before.

    `learned` holds chances from classifiers by check code (`multiple_questions`, `no_question`,
    `no_concrete_example`, `missing_identifier`, `missing_link`); each is weighed with its rule."""
    evidence = Evidence(message, preset, spans, sender, module, type_, priority, learned or {})
    return tuple(found for find in CHECKS for found in find(evidence))
