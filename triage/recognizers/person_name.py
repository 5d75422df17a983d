"""Full names of parents, children and relatives (labels.md, `person_name`)."""

from __future__ import annotations

from collections.abc import Iterator

from triage.hints import Candidate, Hints
from triage.recognizers.people import Role, people

_COUNTS = frozenset({Role.CHILD, Role.PARENT, Role.UNKNOWN})


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each full name whose bearer is a parent or child, or may be one for all we can see."""
    for person in people(hints):
        if person.name.full and person.role in _COUNTS:
            sure = 0.95 if person.role is not Role.UNKNOWN else 0.8
            sure -= 0.0 if person.name.certain else 0.2
            yield Candidate(person.name.start, person.name.end, sure, person.why or "a full name")
