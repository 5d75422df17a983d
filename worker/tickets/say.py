"""What people do with a ticket, and the mail in which its customer reads it: one transaction.

A step whose whole sense is its mail (an answer, a question, a price) is refused where no mail can
go; the others are taken, and say why none went.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from config import preset as presets
from config.codes import Priority, Type
from config.errors import PermanentError
from config.preset import Preset
from config.settings import Settings
from models import correspondence, db, life, mail
from models.life import Event, State, Status, Step
from notify import news
from notify.news import News
from worker.desk import desks
from worker.hand import Hand
from worker.post.tell import Post, Told, Untold
from worker.privacy import vault
from worker.tickets import handle
from worker.tickets.words import Words

MUST_SAY = frozenset({Event.ANSWERED, Event.ASKED, Event.INVOICED})
_NOTHING = Untold("there is nothing to tell")
_QUIET = Untold("it is not to be told")


class Unreachable(PermanentError):
    """The step needs a mail to the customer, and none can go there."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: how the ticket stands since, and the mail about it."""

    state: State
    mail: Told | Untold


@contextmanager
def at_work(settings: Settings, *, quiet: bool = False) -> Iterator[tuple[Connection, Post | None]]:
    """A transaction with what the customer is told by; None where it is `quiet`.

    Mails are sealed as they are written, so that telling needs the key of the vault."""
    if quiet:
        with db.ready(settings.database_url) as database, database.transaction() as connection:
            yield connection, None
        return
    loaded = {
        box.preset: presets.load(box.preset, settings.preset_dirs) for box in settings.mailbox
    }
    with vault.opened(settings) as database:
        post = Post(tuple(desks(settings, loaded, database).values()))
        with database.transaction() as connection:
            yield connection, post


def step(
    connection: Connection,
    post: Post | None,
    row: RowMapping,
    preset: Preset,
    one: Step,
    hand: Hand,
    words: Words | None = None,
    *,
    tells: News | None = None,
) -> Taken:
    """Take a step and tell the customer; without a `post` the customer is told nothing.

    `tells` is another mail than that of the step, where it says more.

    PermanentError if the step cannot be taken, or needs words or a mail that it cannot have.
    """
    said = words.text if words is not None else ""
    if one.event in MUST_SAY and post is not None and not said:
        raise PermanentError("say it: the customer gets a mail with your --text or --file")
    state = handle.step(connection, row, preset, one, hand, anyway=words.anyway if words else ())
    if post is None:
        return Taken(state, _QUIET)
    says = _NEWS.get(one.event)
    if says is None:
        return Taken(state, _NOTHING)
    told = tells or says(_Case(connection, row, preset, one, said, hand.now))
    sent = post.customer(connection, row["number"], told, hand.now, words=words)
    if one.event in MUST_SAY and isinstance(sent, Untold):
        raise Unreachable(f"{row['number']}: no mail can go to the customer: {sent.reason}")
    return Taken(state, sent)


def merge(
    connection: Connection,
    post: Post | None,
    row: RowMapping,
    into: RowMapping,
    preset: Preset,
    hand: Hand,
) -> Told | Untold:
    """Merge a ticket into another, and tell its customer where it is, if he may know of the other:
    it is his own, or of his organisation."""
    last = mail.last_of_person(connection, row["id"])
    handle.merge(connection, row, into, preset, hand)
    if post is None:
        return _QUIET
    same = row["organisation"] is not None and row["organisation"] == into["organisation"]
    if not same and row["requester"].lower() != into["requester"].lower():
        return Untold("the other ticket is of another organisation")
    told = news.Merged(into["number"], into["subject"])
    return post.customer(connection, row["number"], told, hand.now, last=last)


def weighed_again(
    connection: Connection,
    post: Post | None,
    row: RowMapping,
    changed: Mapping[str, tuple[str, str]],
    now: datetime,
) -> Told | Untold | None:
    """Tell the customer that type or priority were put right; `row` is the ticket as it stood.

    None where neither was, or nobody waits any more."""
    if not changed.keys() & {"type", "priority"} or row["status"] == Status.CLOSED.value:
        return None
    if post is None:
        return _QUIET
    told = news.Relabelled(Type(row["type"]), Priority(row["priority"]))
    return post.customer(connection, row["number"], told, now)


# -- what each step says -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Case:
    """A step, the ticket as it stood before, and what the agent wrote."""

    connection: Connection
    row: RowMapping
    preset: Preset
    step: Step
    said: str
    now: datetime


def _closed(case: _Case) -> News:
    """With the words of now, else with those of the last answer, whose files are not sent again."""
    until = life.reopens_until(case.now, case.preset)
    if case.said:
        return news.Closed(case.said, until)
    last = correspondence.last_written(case.connection, case.row["id"], news.Answer.template)
    if last is None:
        return news.Closed("", until)
    local = last["created_at"].astimezone(case.preset.hours.zone)
    return news.Closed(
        last["words"], until, files_sent=local.date() if last["attachments"] else None
    )


_NEWS: Mapping[Event, Callable[[_Case], News]] = {
    Event.ANSWERED: lambda case: news.Answer(case.said),
    Event.ASKED: lambda case: news.Question(case.said),
    Event.CLOSED: _closed,
    Event.REOPENED: lambda case: news.Reopened(case.said),
    Event.PAUSED: lambda case: news.Paused(case.step.until, case.said),
    Event.INVOICED: lambda case: news.Price(case.said),
    Event.APPROVED: lambda case: news.PriceDecided(approved=True),
    Event.DECLINED: lambda case: news.PriceDecided(approved=False),
}
