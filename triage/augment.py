"""Augmentation: a labelled mail once more, as it would look written in greater haste.

A copy loses its subject now and then, some of its sentences, and letters. What a copy scores tells
how far scores of hasty mails may be trusted (docs/adr/0022).
"""

from __future__ import annotations

import re
import zlib
from dataclasses import replace

from numpy.random import Generator

from triage.signals import from_home
from triage.views import Views

KEPT = 0.75  # of the sentences
NO_SUBJECT = 0.4
MISTYPED = 0.06  # of the words of five letters or more
UNKNOWN = 5  # one in so many private addresses is of a provider that nobody knows
_LONG = re.compile(r"[^\W\d_]{5,}")


def hasty(views: Views, chance: Generator) -> Views:
    """A copy of a mail with less in it and slips of the keyboard."""
    kept = tuple(
        replace(sentence, text=mistyped(sentence.text, chance))
        for sentence in views.sentences
        if chance.random() < KEPT
    )
    subject = "" if chance.random() < NO_SUBJECT else mistyped(views.subject, chance)
    return replace(views, subject=subject, sentences=kept or views.sentences)


def mistyped(text: str, chance: Generator) -> str:
    """The text with letters lost, doubled or swapped in a few words."""

    def slip(match: re.Match[str]) -> str:
        word = match[0]
        if chance.random() >= MISTYPED:
            return word
        place = int(chance.integers(1, len(word) - 1))
        return (
            word[:place] + word[place + 1 :],
            word[: place + 1] + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )[int(chance.integers(3))]

    return _LONG.sub(slip, text)


def rehoused(views: Views, mail: str) -> Views:
    """The same mail, one time in five from an address whose domain nobody knows.

    Providers have names that no list has: who writes must then be told from the mail alone.
    """
    name = zlib.crc32(mail.encode())
    if name % UNKNOWN or not from_home(views.address):
        return views
    domain = "".join(chr(ord("a") + (name >> place) % 26) for place in range(3, 11))
    return replace(views, address=f"{views.address.partition('@')[0]}@{domain}.example")
