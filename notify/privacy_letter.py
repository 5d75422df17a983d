"""The letter to an organisation that keeps sending personal data: which kinds, how often, and what
to send instead. A person sends it, after reading it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from config.codes import DataKind
from config.preset import Preset
from ingest.message import Address
from notify.letter import Draft
from notify.voice import Voice

_BY_LAW = {DataKind.BSN, DataKind.NATIONAL_NUMBER}  # numbers that only a law lets one use


@dataclass(frozen=True, slots=True)
class PrivacyLetter:
    """What came from `organisation` (its domain) from `first` to `last`, both days included.

    `kinds` are (kind, how many mails held it), the most frequent first; `months` how many months
    of the last twelve had such mails.
    """

    template: ClassVar[str] = "privacy_letter"
    organisation: str
    first: date
    last: date
    mails: int
    kinds: tuple[tuple[DataKind, int], ...]
    months: int = 1


def to_organisation(letter: PrivacyLetter, preset: Preset, language: str) -> Draft:
    """What the letter is made of; whom it goes to is for the person who sends it."""
    voice = Voice.of(preset, language)
    facts = {
        **voice.fields(letter),
        "name": "",
        "ticket": None,
        "by_law": [kind.value for kind, _ in letter.kinds if kind in _BY_LAW],
        "instead": voice.words(preset.privacy.instead),
    }
    return Draft(letter.template, facts, voice, Address("", ""), automatic=False)
