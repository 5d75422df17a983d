"""A mail that a person says is about something else: it gets a ticket of its own.

It is decided upon from its redacted words, so that nobody has to open its original.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, RowMapping

from config.errors import PermanentError
from config.preset import Preset
from ingest.parse import written
from models import mail, part
from models.part import Kind, Part, State
from worker.hand import Hand
from worker.learning.decide import Decide


def by_hand(
    connection: Connection,
    row: RowMapping,
    preset: Preset,
    mail_id: int,
    decide: Decide,
    hand: Hand,
) -> int:
    """Propose a whole mail of the ticket; the id of the part, to be confirmed.

    PermanentError if the mail is not in the ticket, or is the one that it began with."""
    came = mail.by_id(connection, mail_id)
    if came is None or came["ticket_id"] != row["id"] or came["kind"] != "human":
        raise PermanentError(f"{row['number']}: mail {mail_id} is no mail of a person in it")
    first = mail.first_of_person(connection, row["id"])
    if first is None or first["id"] == mail_id:
        raise PermanentError(f"{row['number']}: it began with mail {mail_id}, which stays")
    text = came["text"]
    message = replace(
        written(subject=came["subject"], body=text, from_name="", from_addr=came["sender"]),
        language=came["language"],
    )
    (triage,) = decide([message], preset, [came["arrived_at"]])
    proposed = Part.of(
        triage,
        triage.labels,
        ticket_id=row["id"],
        mail_id=mail_id,
        kind=Kind.HAND,
        state=State.PROPOSED,
        whole=True,
        text=message.reply,
        why=("by hand",),
        at=hand.now,
    )
    (id_,) = part.write(connection, [proposed])
    return id_
