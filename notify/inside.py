"""What a mail to the desk's own people says: agents, escalation address, compliance.

They are written in the language of the desk. Whatever stands in them is redacted; of personal data
they name the kind alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from config.codes import CheckCode, DataKind, FactCode, Priority
from notify.files import Left
from notify.news import News, Wish
from notify.orders.order import Fault

TermName = Literal["respond", "solve"]


@dataclass(frozen=True, slots=True)
class Bounced(News):
    """A mail of ours did not arrive. `hard`: the address is marked, and gets no more mail."""

    template: ClassVar[str] = "bounced"
    hard: bool
    status: str | None = None  # RFC 3463, such as 5.1.1


@dataclass(frozen=True, slots=True)
class Warned(News):
    """Three quarters of a term are over."""

    template: ClassVar[str] = "warning"
    term: TermName
    due: datetime
    assignee: str | None = None


@dataclass(frozen=True, slots=True)
class Escalated(News):
    """A term is over."""

    template: ClassVar[str] = "escalation"
    term: TermName
    due: datetime
    assignee: str | None = None


@dataclass(frozen=True, slots=True)
class Returned(News):
    """A ticket is back with the agents: nobody answered our reminder, or its pause is over."""

    template: ClassVar[str] = "returned"
    reason: Literal["no_answer", "pause_over"]
    since: date


@dataclass(frozen=True, slots=True)
class Triaged(News):
    """A new ticket, for the group of its module: what was decided, what it says, what to do.

    `sure` is head → confidence in 0..1, `found` are (kind, place), `identifiers` (kind, value or
    None), `facts` the redacted sentence that answers each question, or None. `draft` is an answer
    to finish; `proposed` are the titles of questions that could be tickets of their own.
    """

    template: ClassVar[str] = "triaged"
    text: str = field(repr=False)
    requester: str = field(repr=False)
    sure: dict[str, float] = field(default_factory=dict)
    needs_review: bool = False
    suspected: str | None = None
    identifiers: tuple[tuple[str, str | None], ...] = ()
    found: tuple[tuple[DataKind, str], ...] = ()
    checks: tuple[tuple[CheckCode, str | None], ...] = ()
    facts: dict[FactCode, str | None] = field(default_factory=dict, repr=False)
    attachments: int = 0
    proposed: tuple[str, ...] = ()
    draft: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Wrote(News):
    """A customer wrote again in a ticket; fields as in `Triaged`. `reopened`: it was closed. `wish`
    is what the mail wants done, and was not on its sender's word alone."""

    template: ClassVar[str] = "wrote"
    text: str = field(repr=False)
    requester: str = field(repr=False)
    found: tuple[tuple[DataKind, str], ...] = ()
    attachments: int = 0
    proposed: tuple[str, ...] = ()
    reopened: bool = False
    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class Ordered(News):
    """What came of an agent's mail: why nothing was done, or what was taken back, or what there is.

    `about` is the order as the agent wrote it, `choices` what could have stood there, `places` the
    kinds of personal data with their lines, `files` what cannot go along; `no` says why the ticket
    cannot take the step, `undone` which event was taken back, and `people` who there is.
    """

    template: ClassVar[str] = "orders"
    fault: Fault | None = None
    about: str = field(default="", repr=False)
    choices: tuple[str, ...] = ()
    places: tuple[tuple[DataKind, int], ...] = ()
    files: tuple[Left, ...] = field(default=(), repr=False)
    no: str = ""
    undone: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A ticket in a list; `due` is its next deadline."""

    number: str
    title: str = field(repr=False)
    module: str
    priority: Priority
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Digest(News):
    """The day of the desk: what is late, what is due today, and how much came and went since the
    last digest. The lists are the most urgent ones, the counts are of all."""

    template: ClassVar[str] = "digest"
    day: date
    came: int
    closed: int
    open: int
    late: tuple[Entry, ...] = ()
    late_count: int = 0
    due: tuple[Entry, ...] = ()
    due_count: int = 0
    review: tuple[Entry, ...] = ()
    review_count: int = 0
    waiting_count: int = 0
    bounced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrivacyReport(News):
    """Personal data that was sent to the desk from `first` to `last`, both days included.

    `kinds` are (kind, how many mails held it), the most frequent first; `organisations` how many
    senders' organisations were told; `tickets` are those with data of the highest severity.
    """

    template: ClassVar[str] = "privacy_report"
    first: date
    last: date
    mails: int
    affected: int
    kinds: tuple[tuple[DataKind, int], ...] = ()
    organisations: int = 0
    tickets: tuple[str, ...] = ()


INSIDE: tuple[type[News], ...] = (
    Bounced, Warned, Escalated, Returned, Triaged, Wrote, Ordered, Digest, PrivacyReport,
)  # fmt: skip
TEMPLATES = frozenset(news.template for news in INSIDE)
