"""What stands in the database, as rows to show: never a value of personal data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, RowMapping, and_, or_, select

from desk import writer
from desk.parts import Part, parts_of, split_from
from desk.writer import Writer
from models import finding, marked, share
from models.history import WISHED, history
from models.ledger import Outcome, ledger
from models.life import Event
from models.mail import mail
from models.outbox import WITHDRAWN, State, outbox
from models.part import State as PartState
from models.part import part
from models.ticket import ticket

# The mail that each ticket began with, in it or, where the ticket was made of a part, in another.
_FIRST_MAILS = (
    select(ledger.c.id, ledger.c.uid, ledger.c.mail_id, ticket.c.id.label("ticket_id"))
    .join(mail, mail.c.id == ledger.c.mail_id)
    .outerjoin(part, and_(part.c.mail_id == mail.c.id, part.c.state == PartState.CONFIRMED.value))
    .join(
        ticket,
        or_(
            part.c.made_id == ticket.c.id,
            and_(ticket.c.id == mail.c.ticket_id, ledger.c.outcome == Outcome.TICKET.value),
        ),
    )
    .where(ledger.c.outcome.in_((Outcome.TICKET.value, Outcome.FOLLOW_UP.value)))
    .distinct()
    .order_by(ticket.c.id.desc())
)
UNSPOKEN = frozenset({"child_first_name", "childminder_name", "link"})  # named, not shown
_STEPS = (*Event, "merged", "undid")
_SEVERITIES = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Choice:
    """A code that triage chose, `confidence` in 0..1."""

    code: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Data:
    """Personal data of one kind: how much of it, and how bad that is at this desk."""

    kind: str
    count: int
    severity: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The mail that answers; `state` is that of the outbox."""

    template: str
    language: str
    state: str


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A mail of ours that did not arrive, and why; `marked`: none goes to its address any more."""

    template: str
    why: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Ticket:
    """A mail that became a ticket. `identifiers` are (kind, value or None).

    `title` is ours, `subject` the sender's; `facts` holds the sentence that answers each question
    of the support page, or None; all redacted. `checks` are (code, detail). `answer` is None where
    none was written, for the reason `unanswered`. Deadlines are None where the clock does not run,
    for the reason `terms_reason`. `wish` is a step that a mail wants taken, and that waits for
    somebody of the desk.
    """

    entry: int
    uid: int
    number: str
    preset: str
    title: str = field(repr=False)
    subject: str = field(repr=False)
    facts: dict[str, str | None] = field(repr=False)
    language: str
    sender: Choice
    module: Choice
    type: Choice
    priority: Choice
    needs_review: bool
    suspected: bool
    identifiers: tuple[tuple[str, str | None], ...]
    personal_data: tuple[Data, ...]
    checks: tuple[tuple[str, str | None], ...]
    clock: str
    respond_by: datetime | None
    solve_by: datetime | None
    terms_reason: str
    answer: Answer | None
    unanswered: str
    undelivered: tuple[Undelivered, ...] = ()
    writer: Writer = field(default_factory=Writer)
    parts: tuple[Part, ...] = ()
    split_from: str | None = None
    wish: str | None = None

    @property
    def doubt(self) -> float:
        """The least sure of its choices."""
        return min(one.confidence for one in (self.sender, self.module, self.type, self.priority))


@dataclass(frozen=True, slots=True)
class Other:
    """A mail that became no ticket of its own, and why."""

    entry: int
    uid: int
    preset: str
    outcome: str
    reason: str


def after(connection: Connection, entry: int, desks: dict[str, str]) -> list[Ticket | Other]:
    """What the ledger says since that entry; `desks` gives each mailbox its preset."""
    lines = connection.execute(
        select(
            ledger.c.id,
            ledger.c.mailbox,
            ledger.c.uid,
            ledger.c.outcome,
            ledger.c.reason,
            ledger.c.mail_id,
        )
        .where(ledger.c.id > entry)
        .order_by(ledger.c.id)
    ).mappings()
    return [_row(connection, line, desks[line["mailbox"]]) for line in lines.all()]


def newest_tickets(
    connection: Connection, count: int, *, preset: str | None = None
) -> list[Ticket]:
    """The last `count` tickets, of one desk or of all, the oldest of them first."""
    of_desk = () if preset is None else (ticket.c.preset == preset,)
    lines = connection.execute(_FIRST_MAILS.where(*of_desk).limit(count)).mappings()
    return [_ticket(connection, line) for line in reversed(lines.all())]


def named_tickets(connection: Connection, numbers: Sequence[str]) -> list[Ticket]:
    """Those of these tickets that there are, the oldest of them first."""
    lines = connection.execute(_FIRST_MAILS.where(ticket.c.number.in_(numbers))).mappings()
    return [_ticket(connection, line) for line in reversed(lines.all())]


def _row(connection: Connection, line: RowMapping, preset: str) -> Ticket | Other:
    if line["outcome"] == Outcome.TICKET.value:
        return _ticket(connection, line)
    return Other(line["id"], line["uid"], preset, line["outcome"], line["reason"])


def _ticket(connection: Connection, line: RowMapping) -> Ticket:
    mail_id = line["mail_id"]
    of_mail = select(mail.c.ticket_id).where(mail.c.id == mail_id).scalar_subquery()
    which = line.get("ticket_id", of_mail)
    one = connection.execute(select(ticket).where(ticket.c.id == which)).mappings().one()
    origin = split_from(connection, one["id"])
    return Ticket(
        entry=line["id"],
        uid=line["uid"],
        number=one["number"],
        preset=one["preset"],
        title=one["title"],
        subject=one["subject"],
        facts=one["facts"],
        language=one["language"],
        sender=Choice(one["sender_kind"], one["sender_confidence"]),
        module=_choice(one, "module"),
        type=_choice(one, "type"),
        priority=_choice(one, "priority"),
        needs_review=one["needs_review"],
        suspected=one["suspected_id"] is not None,
        identifiers=_identifiers(connection, one["id"], mail_id),
        personal_data=_personal_data(connection, one["id"], mail_id),
        checks=share.checks(connection, one["id"], mail_id),
        clock=one["clock"],
        respond_by=one["respond_by"],
        solve_by=one["solve_by"],
        terms_reason=one["terms_reason"],
        answer=_answer(connection, mail_id) if origin is None else _told(connection, one["id"]),
        unanswered=_unanswered(connection, mail_id),
        writer=writer.of(connection, one),
        undelivered=_undelivered(connection, one["id"]),
        parts=parts_of(connection, one["id"]),
        split_from=origin,
        wish=_wish(connection, one["id"]),
    )


def _choice(one: RowMapping, name: str) -> Choice:
    return Choice(one[name], one[f"{name}_confidence"])


def _identifiers(
    connection: Connection, ticket_id: int, mail_id: int
) -> tuple[tuple[str, str | None], ...]:
    """Those of the ticket's share of its first mail, and of the mails that came after it."""
    later = finding.of_ticket(connection, finding.identifier, ticket_id)
    rows = share.of_mail(connection, finding.identifier, ticket_id, mail_id)
    rows += [row for row in later if row["mail_id"] != mail_id]
    found = [(row["kind"], None if row["kind"] in UNSPOKEN else row["value"]) for row in rows]
    return tuple(dict.fromkeys(found))


def _personal_data(connection: Connection, ticket_id: int, mail_id: int) -> tuple[Data, ...]:
    rows = share.of_mail(connection, finding.finding, ticket_id, mail_id)
    counted = Counter((row["kind"], row["severity"]) for row in rows)
    found = [Data(kind, count, severity) for (kind, severity), count in counted.items()]
    return tuple(sorted(found, key=lambda data: (-_SEVERITIES.index(data.severity), data.kind)))


def _answer(connection: Connection, mail_id: int) -> Answer | None:
    row = connection.execute(
        select(outbox.c.template, outbox.c.language, outbox.c.state).where(
            outbox.c.mail_id == mail_id
        )
    ).first()
    return None if row is None else Answer(*row)


def _told(connection: Connection, ticket_id: int) -> Answer | None:
    """The mail that told of a ticket which was split from another."""
    row = connection.execute(
        select(outbox.c.template, outbox.c.language, outbox.c.state)
        .where(outbox.c.ticket_id == ticket_id, outbox.c.template == "split")
        .order_by(outbox.c.id)
    ).first()
    return None if row is None else Answer(*row)


def _undelivered(connection: Connection, ticket_id: int) -> tuple[Undelivered, ...]:
    """The mails about a ticket that came back, or were refused, in order."""
    lost = (State.BOUNCED.value, State.FAILED.value)
    rows = connection.execute(
        select(outbox.c.template, outbox.c.error, outbox.c.recipient)
        .where(outbox.c.ticket_id == ticket_id, outbox.c.state.in_(lost))
        .order_by(outbox.c.id)
    ).all()
    dead = marked.standing(connection, [row.recipient for row in rows])
    return tuple(
        Undelivered(row.template, row.error or "", row.recipient in dead)
        for row in rows
        if not (row.error or "").startswith(WITHDRAWN)
    )


def _wish(connection: Connection, ticket_id: int) -> str | None:
    """The step that a customer's mail wants taken, until one is taken or he writes again."""
    of_ticket = select(history).where(history.c.ticket_id == ticket_id)
    wished = of_ticket.where(history.c.event == WISHED).order_by(history.c.id.desc()).limit(1)
    line = connection.execute(wished).mappings().first()
    if line is None:
        return None
    later = of_ticket.where(
        history.c.id > line["id"],
        history.c.event.in_(_STEPS),
        history.c.mail_id.is_distinct_from(line["mail_id"]),  # our own answer to it is no step
    )
    return None if connection.execute(later).first() else str(line["detail"]["wish"])


def _unanswered(connection: Connection, mail_id: int) -> str:
    why: str | None = connection.scalar(
        select(history.c.why).where(history.c.mail_id == mail_id, history.c.event == "not_answered")
    )
    return why or ""
