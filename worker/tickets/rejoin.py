"""A split taken back: the tickets that were made are one with the old ticket again.

Their numbers stay known, as those of merged tickets do: whoever answers a mail about one of them is
heard in the old ticket.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, update

from models import before, correspondence, history, life, link, mail, outbox, part, ticket
from models.history import Change
from models.link import Kind, Link
from models.part import State as PartState
from worker.hand import Hand

SAID_BY_SPLIT = "the mail of the split says it"  # why the answer to a mail was kept back


def rejoin(
    connection: Connection,
    row: RowMapping,
    detail: Mapping[str, Any],
    split_at: datetime,
    hand: Hand,
) -> None:
    """Undo what the line of the history with this detail did; the state is restored elsewhere.

    The mails that told of it are kept back if they have not left, and what they were to say in
    place of our answer, that answer says."""
    for number in detail["to"]:
        made = ticket.by_number(connection, number)
        if made is not None and made["merged_into_id"] is None:
            outbox.withdraw(connection, made["id"], split_at)
            _one(connection, row, made, hand)
    _answer_again(connection, row, detail["parts"], split_at, hand)
    part.decide(connection, detail["parts"], PartState.UNDONE, hand.who, hand.now)
    if "swapped" in detail:
        part.swap(connection, detail["swapped"], row["id"])
    if "labels" in detail:
        ticket.relabel(
            connection,
            row["id"],
            detail["labels"],
            hand.now,
            sure=detail["sure"],
            needs_review=detail["review"],
        )


def again(connection: Connection, detail: Mapping[str, Any], hand: Hand) -> None:
    """Undo a refusal: the parts are proposed again."""
    part.decide(connection, detail["parts"], PartState.PROPOSED, hand.who, hand.now)


def _answer_again(
    connection: Connection, row: RowMapping, ids: Sequence[int], split_at: datetime, hand: Hand
) -> None:
    """The answer to a mail that the split kept back goes now, unless an agent wrote meanwhile."""
    if correspondence.wrote_since(connection, row["id"], split_at):
        return
    parts = [one for one in part.of_ticket(connection, row["id"]) if one["id"] in ids]
    for mail_id in sorted({one["mail_id"] for one in parts}):
        outbox.restore_answer(connection, mail_id, SAID_BY_SPLIT, hand.now)


def _one(connection: Connection, row: RowMapping, made: RowMapping, hand: Hand) -> None:
    for table in (mail.mail, outbox.outbox):
        back = update(table).where(table.c.ticket_id == made["id"]).values(ticket_id=row["id"])
        connection.execute(back)
    stood = ticket.state_of(made)
    ticket.stands(connection, made["id"], life.ended(stood, hand.now), hand.now)
    ticket.merged(connection, made["id"], row["id"], hand.now)
    link.drop(connection, made["id"], row["id"], Kind.SPLIT_FROM)
    link.write(connection, Link(made["id"], row["id"], Kind.MERGED_INTO, hand.now, hand.who))
    told = {"into": row["number"], "before": before.kept(stood)}
    line = Change(made["id"], hand.now, hand.who, "rejoined", hand.why, None, told)
    history.tell(connection, [line])
