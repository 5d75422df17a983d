"""A further source of names beside our lists, such as a trained spaCy pipeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from triage.names import fold
from triage.names.shapes import Name


class NameModel(Protocol):
    """Where persons are named in a text, as (start, end) in characters, in order."""

    def names(self, text: str) -> Sequence[tuple[int, int]]: ...


def joined(text: str, listed: Sequence[Name], model: NameModel | None) -> tuple[Name, ...]:
    """Our names and those of the model that touch none of ours, in order."""
    if model is None:
        return tuple(listed)
    return tuple(sorted((*listed, *_new(text, listed, model)), key=lambda name: name.start))


def _new(text: str, listed: Sequence[Name], model: NameModel) -> Iterator[Name]:
    for start, end in model.names(text):
        words = fold(text[start:end]).split()
        if words and all(name.end <= start or end <= name.start for name in listed):
            yield Name(
                start, end, words[0], " ".join(words[1:]), full=len(words) > 1,
                capital=text[start].isupper(), certain=False,
            )  # fmt: skip
