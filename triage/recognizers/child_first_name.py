"""A first name alone that points at a child (labels.md, `child_first_name`)."""

from __future__ import annotations

from collections.abc import Iterator

from triage.hints import Candidate, Hints
from triage.recognizers.people import Person, Role, people


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each first name alone that stands for a child."""
    found = people(hints)
    children = {p.name.given for p in found if p.role is Role.CHILD}
    for person in found:
        if not person.name.full and hints.counts_as_identifier(person.name.start):
            if _is_child(person, children):
                yield Candidate(
                    person.name.start, person.name.end, 0.85, person.why or "a first name"
                )


def _is_child(person: Person, children: set[str]) -> bool:
    if person.role is Role.CHILD:
        return person.name.certain or person.name.capital
    return person.role is Role.UNKNOWN and person.name.given in children
