"""A name given as that of a childminder (labels.md, `childminder_name`)."""

from __future__ import annotations

from collections.abc import Iterator

from triage.hints import Candidate, Hints
from triage.recognizers.people import people
from triage.recognizers.roles import Role


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each name, full or not, whose bearer is called a childminder."""
    for person in people(hints):
        if person.role is Role.CHILDMINDER and hints.counts_as_identifier(person.name.start):
            yield Candidate(person.name.start, person.name.end, 0.9, person.why)
