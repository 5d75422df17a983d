"""A ticket as a conversation: how it stands, what was said by either side, and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, select

from config.preset import Preset
from desk import clock_story
from models import history, ticket
from models.mail import mail
from models.outbox import WITHDRAWN, outbox
from notify.inside import TEMPLATES as INSIDE

Side = Literal["customer", "desk", "machine"]


@dataclass(frozen=True, slots=True)
class Said:
    """A mail of the discussion; `text` is redacted, and of ours what a person wrote, or "".

    `what` is the kind of a mail that came, the template of one that went; `state` that of the
    outbox, or "received". `files` are (type, size in bytes) of what hangs on it."""

    at: datetime
    side: Side
    what: str
    state: str
    text: str = field(repr=False)
    files: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the history; `undone` says that it was taken back."""

    at: datetime
    who: str
    event: str
    why: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """`clock` tells step by step how the deadlines came about."""

    number: str
    status: str
    action_by: str
    invoice: str
    assignee: str | None
    paused_until: datetime | None
    closed_at: datetime | None
    discussion: tuple[Said, ...]
    history: tuple[Happened, ...]
    clock: tuple[str, ...]


def of_ticket(connection: Connection, row: RowMapping, preset: Preset) -> Conversation:
    """The conversation of a ticket (a row of `models.ticket.ticket`), the oldest first."""
    lines: list[Any] = history.of_ticket(connection, row["id"])
    said = (*_came(connection, row["id"]), *_went(connection, row["id"]))
    return Conversation(
        number=row["number"],
        status=row["status"],
        action_by=row["action_required_by"],
        invoice=row["invoice"],
        assignee=row["assignee"],
        paused_until=row["paused_until"],
        closed_at=row["closed_at"],
        discussion=tuple(sorted(said, key=lambda one: one.at)),
        history=tuple(_happened(line) for line in lines),
        clock=tuple(clock_story.told(lines, ticket.state_of(row), preset)),
    )


def _came(connection: Connection, ticket_id: int) -> Iterator[Said]:
    columns = mail.c.arrived_at, mail.c.kind, mail.c.text, mail.c.attachments
    query = select(*columns).where(mail.c.ticket_id == ticket_id).order_by(mail.c.id)
    for at, kind, text, attached in connection.execute(query):
        side: Side = "customer" if kind == "human" else "machine"
        yield Said(at, side, kind, "received", text, _files(attached))


def _went(connection: Connection, ticket_id: int) -> Iterator[Said]:
    """Our mails to the customer, without those that were taken back."""
    query = select(outbox).where(
        outbox.c.ticket_id == ticket_id, outbox.c.template.not_in(sorted(INSIDE))
    )
    for row in connection.execute(query.order_by(outbox.c.id)).mappings():
        if not (row["error"] or "").startswith(WITHDRAWN):
            side: Side = "desk" if row["words"] else "machine"
            said, files = row["words"] or "", _files(row["attachments"] or ())
            yield Said(row["created_at"], side, row["template"], row["state"], said, files)


def _files(kept: Iterable[Sequence[Any]]) -> tuple[tuple[str, int], ...]:
    return tuple((one[0], one[1]) for one in kept)


def _happened(line: Mapping[str, Any]) -> Happened:
    undone = bool(line["detail"].get("undone"))
    return Happened(line["at"], line["who"], line["event"], line["why"], undone)
