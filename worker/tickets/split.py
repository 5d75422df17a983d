"""A part of a mail becomes a ticket of its own, by an agent's act or the preset's choice; undone.

The mail stays in its ticket, unless all of it is new: then it moves, and the old ticket stands as
if it had not come. The customer gets a mail of each new ticket; an answer to that one joins the new
ticket, and an answer to an older mail the old one, for the nearest mail that is named decides.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping

from config.codes import CheckCode
from config.errors import PermanentError
from config.preset import Preset
from models import before, mail, outbox, part, ticket
from models.part import OPEN, State
from notify.news import Split
from worker.hand import Hand, record
from worker.post.tell import Post, Told, Untold
from worker.tickets.rejoin import SAID_BY_SPLIT
from worker.tickets.split_left import left_over
from worker.tickets.split_made import make

_SAID = frozenset(  # by the mail of a split, or for nobody
    code.value
    for code in (
        CheckCode.MULTIPLE_QUESTIONS,
        CheckCode.VAGUE_SUBJECT,
        CheckCode.MISSING_IDENTIFIER,
        CheckCode.MISSING_LINK,
        CheckCode.NO_CONCRETE_EXAMPLE,
    )
)
_QUIET = Untold("it is not to be told")


class NothingProposed(PermanentError):
    """No part of the ticket waits for a decision."""


@dataclass(frozen=True, slots=True)
class Made:
    """A ticket that was made of a part, and the mail about it."""

    number: str
    mail: Told | Untold


def proposals(
    connection: Connection, row: RowMapping, only: Collection[int] = ()
) -> list[RowMapping]:
    """The parts of the ticket's mails that wait for a decision; with `only` the ids of some, also
    those that were refused or undone. PermanentError if there is none, or one has no such id."""
    every = part.of_ticket(connection, row["id"])
    if not only:
        waiting = [one for one in every if one["state"] == State.PROPOSED.value]
        if not waiting:
            raise NothingProposed(f"{row['number']}: there is no proposal")
        return waiting
    found = [one for one in every if one["id"] in only and one["state"] in OPEN]
    if missing := set(only) - {one["id"] for one in found}:
        told = ", ".join(str(one) for one in sorted(missing))
        raise PermanentError(f"{row['number']}: there is no proposal {told}")
    return found


def confirm(
    connection: Connection,
    post: Post | None,
    row: RowMapping,
    preset: Preset,
    hand: Hand,
    only: Collection[int] = (),
) -> list[Made]:
    """Make a ticket of each proposal, or of those with these ids, and tell the customer.

    One act, which one `undo` of the old ticket takes back. Without a `post` nobody is told."""
    if row["merged_into_id"] is not None:
        raise PermanentError(f"{row['number']}: it is merged into another ticket: split that one")
    chosen = proposals(connection, row, only)
    stood = ticket.state_of(row)
    made = [make(connection, row, one, preset, hand) for one in chosen]
    detail: dict[str, object] = {
        "before": before.kept(stood),
        "parts": [one["id"] for one in chosen],
        "to": [number for _, number in made],
    }
    detail |= left_over(connection, row, chosen, preset, hand)
    ids = {one["mail_id"] for one in chosen}
    record(connection, row["id"], "split", hand, detail, mail_id=min(ids), audited=("to",))
    return [
        Made(number, _told(connection, post, row, number, one, hand))
        for (_, number), one in zip(made, chosen, strict=True)
    ]


def refuse(
    connection: Connection, row: RowMapping, hand: Hand, only: Collection[int] = ()
) -> list[int]:
    """The questions stay in the ticket; the ids of the proposals."""
    ids = [one["id"] for one in proposals(connection, row, only)]
    part.decide(connection, ids, State.REFUSED, hand.who, hand.now)
    detail: dict[str, object] = {"before": before.kept(ticket.state_of(row)), "parts": ids}
    record(connection, row["id"], "split_refused", hand, detail)
    return ids


def _told(
    connection: Connection,
    post: Post | None,
    row: RowMapping,
    number: str,
    one: RowMapping,
    hand: Hand,
) -> Told | Untold:
    """The mail of the new ticket, in place of the answer to a mail that is wholly in it."""
    if post is None:
        return _QUIET
    came = mail.by_id(connection, one["mail_id"])
    news = Split(row["number"], _missing(one))
    told = post.customer(connection, number, news, hand.now, last=came)
    if isinstance(told, Told) and one["whole"] and not _must_be_told(one):
        outbox.withdraw_answer(connection, one["mail_id"], SAID_BY_SPLIT)
    return told


def _missing(one: RowMapping) -> tuple[str, ...]:
    """The kinds of identifiers without which the question cannot be answered."""
    named = [detail for code, detail in one["checks"] if code == CheckCode.MISSING_IDENTIFIER.value]
    if any(code == CheckCode.MISSING_LINK.value for code, _ in one["checks"]):
        named.append("link")
    return tuple(dict.fromkeys(kind for kind in named if kind))


def _must_be_told(one: RowMapping) -> bool:
    """Whether the answer to the mail says what the mail of the split does not."""
    return bool({code for code, _ in one["checks"]} - _SAID)
