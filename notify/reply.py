"""Reply: a mail that Meldpost writes to a person, before it becomes bytes."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.message import Address
from notify.news import About, News


@dataclass(frozen=True, slots=True)
class Told:
    """What a customer's mail did to the ticket that it is in, and how that stands since."""

    news: News
    about: About


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What an answer may know of the ticket; `number` is None where nothing was stored.

    `follow_up` says that the mail joined a ticket that stood already, `consent_wanted` that it
    was asked by somebody who does not make tickets at the organisation, `told` what it did to it.
    """

    number: str | None = None
    follow_up: bool = False
    consent_wanted: bool = False
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """One mail: which template in which language, to whom, and what it says.

    `automatic`: no person wrote any of it. `ticket` is the number that it tells, None where its
    reader may know of none: then no header tells it either.
    """

    template: str
    language: str
    to: Address
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)
    automatic: bool = True
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class NoReply:
    """Why no answer is written."""

    reason: str
