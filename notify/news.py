"""What a mail about a ticket says: one value for each mail, with the name of its template folder.

`About` and the values that a customer gets are in this file; those for the desk's own people stand
in notify/inside.py. All are plain: moments aware in any zone, texts redacted, and a field called
`module` holds the code of a module. The templates know the fields by their names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal, get_args

from config.codes import Priority, Type
from triage.decision import Terms

Wish = Literal["closed", "approved", "declined"]  # the step that a customer wants to be taken
WISHES: tuple[Wish, ...] = get_args(Wish)


@dataclass(frozen=True, slots=True)
class About:
    """The ticket that a mail is about, as it stands now, as far as its customer may know it.

    `subject` is the customer's own, redacted; `language` that of what the customer wrote; `name`
    is for the greeting. `answered` by an agent since the clock started; `title` is ours, and for
    the desk's own people alone.
    """

    number: str
    subject: str = field(repr=False)
    language: str
    module: str
    type: Type
    priority: Priority
    terms: Terms
    name: str = field(default="", repr=False)
    answered: bool = False
    title: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class News:
    """What a mail says beside the ticket. `automatic`: no person wrote any of it."""

    template: ClassVar[str]
    automatic: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Question(News):
    """An agent asks the customer something; the ticket waits."""

    template: ClassVar[str] = "question"
    automatic: ClassVar[bool] = False
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer(News):
    """An agent's answer; the ticket stays open."""

    template: ClassVar[str] = "answer"
    automatic: ClassVar[bool] = False
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reminder(News):
    """We still wait for the customer: for `missing` (kinds of identifiers), or an answer to `text`.

    Without either, the mail asks to look at our last one. `asked` is the day on which we asked;
    `price` says that we wait for a decision about a price.
    """

    template: ClassVar[str] = "reminder"
    asked: date
    missing: tuple[str, ...] = ()
    text: str = field(default="", repr=False)
    price: bool = False


@dataclass(frozen=True, slots=True)
class Closed(News):
    """The ticket is closed: by the desk, with its answer (repeated), or as the customer wished.

    Up to and including `reopens_until` an answer opens it again. `files_sent` is the day of our
    mail with the files of an answer that is repeated, which come but once.
    """

    template: ClassVar[str] = "closed"
    automatic: ClassVar[bool] = False
    text: str = field(default="", repr=False)
    reopens_until: date | None = None
    wished: bool = False
    files_sent: date | None = None


@dataclass(frozen=True, slots=True)
class Reopened(News):
    """The ticket is open again; `text` is what an agent says about it."""

    template: ClassVar[str] = "reopened"
    automatic: ClassVar[bool] = False
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Paused(News):
    """The ticket is laid aside, until a moment or until somebody takes it up again."""

    template: ClassVar[str] = "paused"
    automatic: ClassVar[bool] = False
    until: datetime | None = None
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Price(News):
    """An extra request has a price, which `text` names; nothing is made before it is approved."""

    template: ClassVar[str] = "price"
    automatic: ClassVar[bool] = False
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PriceDecided(News):
    """The organisation approved the price, or refused it."""

    template: ClassVar[str] = "price_decided"
    approved: bool


@dataclass(frozen=True, slots=True)
class Noted(News):
    """A mail that may be anybody's wishes something of the ticket: a colleague looks first."""

    template: ClassVar[str] = "noted"
    wish: Wish


@dataclass(frozen=True, slots=True)
class Supplied(News):
    """What was missing came: `added` are (kind, value) of identifiers, `missing` the kinds of those
    that we still wait for."""

    template: ClassVar[str] = "supplied"
    added: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Split(News):
    """A new question became the ticket that this mail is about; `origin` is the one it was in,
    `missing` are kinds of identifiers that we need for it."""

    template: ClassVar[str] = "split"
    origin: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged(News):
    """The ticket is part of another one of the same customer from now on."""

    template: ClassVar[str] = "merged"
    into: str
    into_subject: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Relabelled(News):
    """The desk weighed type or priority again; these are what they were, `About` what they are."""

    template: ClassVar[str] = "relabelled"
    old_type: Type
    old_priority: Priority
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Status(News):
    """Where the ticket stands, for a customer who asks; `missing` are the kinds of identifiers that
    it waits for."""

    template: ClassVar[str] = "status"
    status: Literal["open", "closed", "paused"]
    action_by: Literal["desk", "organisation"]
    until: datetime | None = None
    price: bool = False
    missing: tuple[str, ...] = ()


CUSTOMER: tuple[type[News], ...] = (
    Question, Answer, Reminder, Closed, Reopened, Paused, Price, PriceDecided, Noted, Supplied,
    Split, Merged, Relabelled, Status,
)  # fmt: skip
