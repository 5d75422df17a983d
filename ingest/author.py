"""Who wrote a mail, as far as his name is needed to know it again below his text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.message import Address

_TOKEN = re.compile(r"[^\W\d_]{2,}")
# What names and lines of names hold beside names.
PARTICLES = frozenset(
    [
        "van",
        "de",
        "der",
        "den",
        "het",
        "'t",
        "ten",
        "ter",
        "te",
        "el",
        "al",
        "en",
        "and",
        "et",
        "und",
        "y",
        "e",
        "i",
        "&",
        "+",
        "von",
        "zu",
        "du",
        "la",
        "le",
        "des",
        "di",
        "da",
        "dos",
        "namens",
        "team",
        "the",
        "of",
        "voor",
        "hele",
        "gehele",
    ]
)


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote, as words by which a name line is known."""

    names: frozenset[str]

    @classmethod
    def of(cls, address: Address) -> Author:
        """The words of the display name, and of a local part that is a name."""
        local = address.address.partition("@")[0].lower()
        words_ = _TOKEN.findall(address.name.lower())
        if not words_ and "." in local:
            words_ = _TOKEN.findall(local)
        return cls(frozenset(words_) - PARTICLES)

    def signs(self, text: str) -> bool:
        """Whether a line is the author's name and nothing else."""
        found = [word for word in _TOKEN.findall(text.lower()) if word not in PARTICLES]
        return bool(found) and len(found) <= 5 and all(word in self.names for word in found)

    def opens(self, text: str) -> bool:
        """Whether a short line begins with two or more of the author's names."""
        if len(text) > 70 or text[-1] in ".?!,":
            return False
        found = [word for word in _TOKEN.findall(text.lower()) if word not in PARTICLES][:3]
        return len(self.names) >= 2 and sum(word in self.names for word in found) >= 2
