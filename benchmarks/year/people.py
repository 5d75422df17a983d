"""The people who write, invented from a seed: organisations with several writers; what they ask."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import triage

_CORPUS = Path(triage.__file__).parent / "corpus"
_OURS = re.compile(r"\b(?:KK|KA)-\d", re.IGNORECASE)  # would name a ticket that may exist
_HOUSES = ("kdv", "bso", "ko", "gob", "psz", "opvang")
_NAMES = (  # noqa: SIM905
    "zon maan ster wolk regenboog vlinder egel kikker boom beuk linde eik duin zee golf haven brug "
    "molen toren tuin"
).split()
_FIRST = (  # noqa: SIM905
    "Sanne Youssef Marijke Els Bram Fatma Joost Ilse Noor Kees Aylin Tess Wouter Lieke Hanneke "
    "Daan Esra Mieke"
).split()
_LAST = (  # noqa: SIM905
    "de Boer,Visser,Jansen,Yilmaz,Bakker,van Dijk,Smit,Meijer,Mulder,Peeters,Dekker,Brouwer,"
    "El Amrani,Vos,Prins,Kuipers"
).split(",")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes to the desk."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody may ask: a text of the corpus."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Customers:
    """Everybody who writes, by organisation."""

    houses: tuple[tuple[Person, ...], ...]

    @classmethod
    def invented(cls, count: int, chance: random.Random) -> Customers:
        """So many organisations, of one to nine writers."""
        return cls(tuple(tuple(_writers(number, chance)) for number in range(count)))

    def someone(self, chance: random.Random) -> Person:
        """The large ones write more."""
        house = self.houses[int(len(self.houses) * chance.random() ** 2)]
        return chance.choice(house)

    def house_of(self, address: str) -> tuple[Person, ...]:
        """Everybody of the organisation that this address is of; nobody, if it is no customer's."""
        domain = address.rpartition("@")[2]
        return next((house for house in self.houses if house[0].domain == domain), ())


@cache
def questions(preset: str) -> tuple[Question, ...]:
    """What the corpus of a preset asks."""
    return tuple(
        Question(one["subject"], one["body"])
        for path in sorted(_CORPUS.glob(f"{preset}-*.jsonl"))
        for one in map(json.loads, path.read_text("utf-8").splitlines())
        if not _OURS.search(one["subject"])
    )


def _writers(number: int, chance: random.Random) -> Iterator[Person]:
    house = chance.choice(_HOUSES)
    domain = f"{house}-{chance.choice(_NAMES)}{number}.example"
    for writer in range(chance.randint(1, 9)):
        first, last = chance.choice(_FIRST), chance.choice(_LAST)
        local = re.sub(r"\W", "", f"{first}{last}".lower())
        yield Person(f"{first} {last}", f"{local}{writer}@{domain}")
