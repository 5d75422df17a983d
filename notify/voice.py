"""Voice: how a desk speaks a language. Codes, moments and lists become what people read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum

from config.codes import CheckCode, DataKind, FactCode, Priority, Type
from config.preset import Language, Preset, Words
from notify.spacing import spaced
from notify.words import day, moment, word

LANGUAGES: tuple[Language, ...] = ("nl", "fr", "en", "de")
_FAMILIES: Mapping[type[StrEnum], str] = {
    Type: "type",
    Priority: "priority",
    DataKind: "data",
    CheckCode: "check",
    FactCode: "fact",
}
_INFORMAL = {"u": "je", "U": "Je", "uw": "je", "Uw": "Je", "jou": "jou"}
_FORMAL = {"u": "u", "U": "U", "uw": "uw", "Uw": "Uw", "jou": "u"}


@dataclass(frozen=True, slots=True)
class Voice:
    """A preset in one of our languages. Moments are told in the zone of the desk, and with their
    year where it is not `year`."""

    preset: Preset
    language: Language
    year: int | None = None

    @classmethod
    def of(cls, preset: Preset, language: str, year: int | None = None) -> Voice:
        """The voice for a language as the parser tells it; the desk's own where it is not ours."""
        return cls(preset, next((x for x in LANGUAGES if x == language), preset.language), year)

    @property
    def locale(self) -> str:
        """The language with its region where the preset names one, such as `nl-BE`."""
        return self.preset.mail.locales.get(self.language, self.language)

    def words(self, given: Words) -> str:
        """A preset's words in this language, else in its own; empty if it has neither."""
        language = self.language if given.get(self.language) else self.preset.language
        return spaced(given.get(language, ""), language)

    def word(self, family: str, code: str) -> str:
        return word(family, code, self.language)

    def module(self, code: str) -> str:
        return self.words(self.preset.modules[code].display)

    def identifier(self, kind: str, *, where: bool = True) -> str:
        """What we call a number, with where to find it: `debiteurnummer (bovenaan elke …)`."""
        identifier = self.preset.identifiers.get(kind)
        if identifier is None:
            return self.word("missing", kind)
        found, name = self.words(identifier.where), self.words(identifier.display)
        return f"{name} ({found})" if found and where else name

    def moment(self, at: datetime) -> str:
        return moment(at.astimezone(self.preset.hours.zone), self.locale, year=self.year)

    def say(self, value: object, *, name: str = "") -> object:
        """A field of a mail as its template reads it: `name` is what the field is called."""
        if isinstance(value, StrEnum) and type(value) in _FAMILIES:
            return self.word(_FAMILIES[type(value)], value.value)
        if name == "module":
            return self.module(str(value))
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return day(value, self.locale, year=self.year)
        return self._inside(value)

    def fields(self, value: object) -> dict[str, object]:
        """Every field of a dataclass, said."""
        assert is_dataclass(value)  # noqa: S101  narrows the type
        return {
            one.name: self.say(getattr(value, one.name), name=one.name) for one in fields(value)
        }

    def manners(self) -> dict[str, object]:
        """What every template may name, whatever the mail."""
        mail = self.preset.mail
        return {
            **(_FORMAL if mail.formal else _INFORMAL),
            "formal": mail.formal,
            "desk": self.preset.display_name,
            "signature": self.words(mail.signature),
            "admin": self.words(mail.admin),
            "served": self.words(mail.served),
            "host": self.words(mail.host),
            "reach": self.words(mail.reach),
            "allowed": self.words(mail.allowed),
            "help_url": self.preset.help_url,
        }

    def _inside(self, value: object) -> object:
        if is_dataclass(value):
            return self.fields(value)
        if isinstance(value, Mapping):
            return {key: self.say(one) for key, one in value.items()}
        if isinstance(value, tuple):
            return [self.say(one) for one in value]
        return value
