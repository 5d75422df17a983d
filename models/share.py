"""Which of what was found in a mail is of which ticket, where parts of the mail became tickets.

What stands in a part goes with it, by its place in the text; what stands elsewhere in the mail (the
subject, the signature, an attachment, a number that is given once) is of all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, Table, select

from config.codes import CheckCode
from models import finding
from models.part import State, part

Stretches = Sequence[tuple[int, int]]


def of_mail(connection: Connection, table: Table, ticket_id: int, mail_id: int) -> list[RowMapping]:
    """The findings or identifiers of a mail that are of this ticket, in order."""
    others = _elsewhere(connection, ticket_id, mail_id)
    return [
        row
        for row in finding.of_mail(connection, table, mail_id)
        if row["place"] != "body" or not _within(row, others)
    ]


def checks(
    connection: Connection, ticket_id: int, mail_id: int
) -> tuple[tuple[str, str | None], ...]:
    """What the ticket's share of a mail lacks, and no later mail gave: (code, detail)."""
    rows = _parts(connection, mail_id)
    found = finding.of_mail(connection, finding.shortcoming, mail_id)
    mine = next((one for one in rows if _is_made(one, ticket_id)), None)
    if mine is None and any(one["state"] == State.CONFIRMED.value for one in rows):
        mine = next((one for one in rows if one["state"] == State.STAYS.value), None)
    if mine is not None:
        own = [(code, detail) for code, detail in mine["checks"]]
        subject = [(code, None) for code in _OF_ALL if mine["state"] == State.STAYS.value]
        kept = {row["code"] for row in found}
        every = (*(one for one in subject if one[0] in kept), *own)
        given = {(row["code"], row["detail"]) for row in found if row["given_by"] is not None}
        return tuple(one for one in every if one not in given)
    return tuple((row["code"], row["detail"]) for row in found if row["given_by"] is None)


_OF_ALL = (CheckCode.VAGUE_SUBJECT.value,)


def _elsewhere(connection: Connection, ticket_id: int, mail_id: int) -> Stretches:
    """The stretches of the mail that are of other tickets: those of its other parts for a ticket
    that was made of one, those of the confirmed ones for the ticket of the mail."""
    rows = _parts(connection, mail_id)
    if any(_is_made(one, ticket_id) for one in rows):
        others = [one for one in rows if not _is_made(one, ticket_id)]
    else:
        others = [one for one in rows if one["state"] == State.CONFIRMED.value]
    return [(start, end) for one in others for start, end in one["stretches"]]


def _is_made(one: RowMapping, ticket_id: int) -> bool:
    return bool(one["made_id"] == ticket_id and one["state"] == State.CONFIRMED.value)


def _within(row: RowMapping, stretches: Stretches) -> bool:
    return any(start < row["end_at"] and row["start_at"] < end for start, end in stretches)


def _parts(connection: Connection, mail_id: int) -> list[RowMapping]:
    query = select(part).where(part.c.mail_id == mail_id, ~part.c.whole).order_by(part.c.id)
    return list(connection.execute(query).mappings())
