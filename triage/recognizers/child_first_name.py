"""A first name alone that points at a child (labels.md, `child_first_name`)."""

from __future__ import annotations

from collections.abc import Iterator

from triage.hints import Candidate, Hints
from triage.recognizers.people import people
from triage.recognizers.roles import Role

_LEAST = 0.5


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each first name alone that likely stands for a child."""
    for person in people(hints):
        name, chance = person.name, person.chance(Role.CHILD)
        if not name.full and chance >= _LEAST and hints.counts_as_identifier(name.start):
            yield Candidate(name.start, name.end, round(chance, 2), person.why)
