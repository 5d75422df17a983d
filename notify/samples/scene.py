"""Where a sample plays: a desk, a language, a customer, and a ticket with its terms."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from config.codes import Priority, Type
from config.preset import Language, Preset
from ingest.message import Address
from notify.letter import Draft
from notify.news import About
from notify.words import TEMPLATES
from triage import sla
from triage.decision import Terms, Triage

SANNE = Address("Sanne de Boer", "sanne@kdv-zon.example")
DESK = Address("", "support@desk.example")


@dataclass(frozen=True, slots=True)
class Scene:
    """A desk and a language; everything else is invented, unless a real ticket is given with the
    triage of its first mail and the address that its mails go to."""

    preset: Preset
    language: Language
    ticket: About | None = None
    triage: Triage | None = None
    to: Address = SANNE

    @property
    def at(self) -> datetime:
        return datetime(2026, 11, 20, 9, 15, tzinfo=self.preset.hours.zone)

    @property
    def number(self) -> str:
        return self.ticket.number if self.ticket else f"{self.preset.ticket_prefix}-1042"

    @property
    def other(self) -> str:
        return f"{self.preset.ticket_prefix}-1043"

    @property
    def until(self) -> datetime:
        """When a long pause is over."""
        return self.at + timedelta(days=52)

    @property
    def needs(self) -> tuple[str, ...]:
        """What the module of the sample needs, one thing at least."""
        return tuple(kind for one in self.preset.modules.values() for kind in one.needs)[:1]

    def day(self, days: int) -> date:
        """So many days from now, or before."""
        return (self.at + timedelta(days=days)).date()

    def hours(self, hours: int) -> datetime:
        """So many hours from now, or before."""
        return self.at + timedelta(hours=hours)

    def text(self, name: str) -> str:
        return _texts()[name][self.language].strip()

    def terms(self, type_: Type = Type.BUG, priority: Priority = Priority.HIGH) -> Terms:
        return sla.terms(type_, priority, self.at, self.preset)

    def about(
        self,
        type_: Type = Type.BUG,
        priority: Priority = Priority.HIGH,
        *,
        subject: str = "subject",
    ) -> About:
        """The real ticket; else one of these labels, with its terms."""
        return self.ticket or About(
            number=self.number,
            subject=self.text(subject),
            language=self.language,
            module=self._module,
            type=type_,
            priority=priority,
            terms=self.terms(type_, priority),
            name=SANNE.name,
            title=self.text(subject),
        )

    @property
    def _module(self) -> str:
        modules = self.preset.modules
        return "facturatie" if "facturatie" in modules else next(iter(modules))


Make = Callable[[Scene], Draft]


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((TEMPLATES / "samples.toml").read_text(encoding="utf-8"))
