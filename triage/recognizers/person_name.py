"""Full names of parents, children and relatives (labels.md, `person_name`)."""

from __future__ import annotations

from collections.abc import Iterator

from triage.hints import Candidate, Hints
from triage.recognizers.people import people
from triage.recognizers.roles import Role

_LEAST = 0.35


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each full name whose bearer is likelier than not, or nearly, a parent or child."""
    for person in people(hints):
        chance = person.chance(Role.CHILD, Role.PARENT)
        if person.name.full and chance >= _LEAST:
            yield Candidate(person.name.start, person.name.end, round(chance, 2), person.why)
