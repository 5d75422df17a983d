"""A first name alone that points at a child (labels.md, `child_first_name`)."""

from __future__ import annotations

from collections.abc import Iterator

from triage.hints import Candidate, Hints
from triage.recognizers.people import named_in_full, people
from triage.recognizers.roles import Role

_LEAST = 0.45


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each first name alone that likely stands for a child.

    Behind the child's full name it points at nobody new."""
    everybody = people(hints)
    for person in everybody:
        name, chance = person.name, person.chance(Role.CHILD)
        if name.full or chance < _LEAST or not hints.counts_as_identifier(name.start):
            continue
        if not named_in_full(hints, everybody, person, before=True):
            yield Candidate(name.start, name.end, round(chance, 2), person.why)
