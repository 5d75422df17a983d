"""A dossier: what is stored of one person, for that person (AVG art. 15): JSON and a page.

Values in, text out. Personal data of others is redacted before it comes here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from desk.dossier_words import WORDS, Words
from desk.pages import environment
from notify.words import word


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data that was found in a mail, by kind and place."""

    kind: str
    place: str
    severity: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail of the person, or one in which the person stands.

    `own` says which; then `file` is the original, unless it is gone (`original_gone_at` in the
    past). `text` of a mail of somebody else has others redacted, `source` is the organisation it
    came from, and `attachments` holds the text of those in which the person stands.
    """

    id: int
    ticket: str | None
    at: datetime
    own: bool
    source: str | None
    subject: str = field(repr=False)
    text: str = field(repr=False)
    attachments: tuple[str, ...] = field(repr=False)
    findings: tuple[Finding, ...]
    file: str | None
    original_gone_at: datetime | None
    words_gone_at: datetime | None

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """What was found and where, each once."""
        return list(dict.fromkeys((one.kind, one.place) for one in self.findings))


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a ticket's history."""

    at: datetime
    who: str
    event: str
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a machine decided, `confidence` in 0..1, and what weighed."""

    head: str
    value: str
    confidence: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket in which the person stands."""

    number: str
    title: str = field(repr=False)
    subject: str = field(repr=False)
    status: str
    created_at: datetime
    closed_at: datetime | None
    choices: tuple[Choice, ...]
    history: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A mail of ours."""

    ticket: str | None
    at: datetime
    state: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    file: str | None


@dataclass(frozen=True, slots=True)
class Contact:
    """An entry of the list of contacts; `source` says where it came from: a file, a hand."""

    address: str = field(repr=False)
    name: str = field(repr=False)
    role: str
    organisation: str = field(repr=False)
    source: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """An address that we write to no more, since when and why."""

    address: str = field(repr=False)
    since: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of it. `rules` are the rules of retention, `unread` counts mails that nobody could read
    and that stand in quarantine."""

    number: int
    made_at: datetime
    controller: str
    language: str
    zone: ZoneInfo = field(repr=False)
    mails: tuple[Mail, ...]
    tickets: tuple[Ticket, ...]
    answers: tuple[Answer, ...]
    rules: Mapping[str, str]
    unread: int
    contacts: tuple[Contact, ...] = ()
    marks: tuple[Mark, ...] = ()


def shape(dossier: Dossier) -> dict[str, object]:
    """The JSON of a dossier: names as in these classes, moments in ISO 8601."""
    said = asdict(dossier)
    del said["zone"]
    found: dict[str, object] = _plain(said)
    return found


def page(dossier: Dossier) -> str:
    """The page `index.html`: whole in itself, for screen and paper."""
    words = words_of(dossier.language)
    language = dossier.language if dossier.language in WORDS else "en"
    text: str = _template().render(
        dossier=dossier,
        words=words,
        language=language,
        day=lambda at: _day(at, dossier.zone, words),
        said=lambda family, code: _said(family, code, language),
        period=lambda period: " ".join(words.units.get(one, one) for one in period.split()),
    )
    return text


def words_of(language: str) -> Words:
    """The words of a dossier; English where a language has none."""
    return WORDS.get(language, WORDS["en"])


def _day(at: datetime | None, zone: ZoneInfo, words: Words) -> str:
    return words.unknown if at is None else f"{at.astimezone(zone):%d-%m-%Y}"


def _said(family: str, code: str, language: str) -> str:
    """The word that our mails have for a code, or the code."""
    try:
        return word(family, code, language)
    except KeyError:
        return code


def _plain(value: Any) -> Any:  # noqa: ANN401  # JSON
    match value:
        case datetime():
            return value.isoformat()
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            return value


@cache
def _template() -> Any:  # noqa: ANN401  # jinja2 loads on first use
    return environment(Path(__file__).parent / "templates").get_template("dossier.html")
