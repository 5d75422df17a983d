"""A name given as that of a childminder (labels.md, `childminder_name`)."""

from __future__ import annotations

from collections.abc import Iterator

from triage.hints import Candidate, Hints
from triage.recognizers.people import named_in_full, people
from triage.recognizers.roles import Role


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each name whose bearer is called a childminder; alone only if not in full."""
    everybody = people(hints)
    for person in everybody:
        if person.role is not Role.CHILDMINDER or not hints.counts_as_identifier(person.name.start):
            continue
        if person.name.full or not named_in_full(hints, everybody, person, before=False):
            yield Candidate(person.name.start, person.name.end, 0.9, person.why)
