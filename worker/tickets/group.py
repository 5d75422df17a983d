"""What agents are told of tickets: a new one, what a customer writes again, one that is theirs now.

They get it in the transaction that records it, one mail for each mail of a customer. Of a parent
who was referred they hear nothing, and of one customer not without end: a storm is an alarm.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping

from ingest.parse import written
from models import correspondence, history, mail, part, ticket
from models.history import WISHED, Change, Who
from models.intake import Intake
from models.ledger import Outcome
from models.life import Status
from notify.inside import Triaged, Wrote
from notify.news import WISHES, News, Wish
from notify.parent import is_parent
from notify.triaged import as_news
from worker.desk import Desk
from worker.intake.domains import folded
from worker.intake.storms import Held
from worker.post.about import about_of
from worker.post.tell import Post
from worker.tickets.decided import triage_of

MOST_AN_HOUR = 20  # mails to one address about one customer


def tell(
    connection: Connection, desk: Desk, intakes: Sequence[Intake], held: Held, now: datetime
) -> None:
    """Tell of what customers wrote, once it stands; what is too much of it goes to `held`."""
    if not desk.roster.everyone(desk.preset):
        return
    for one in intakes:
        if one.mail is None or one.mail.ticket_id is None:
            continue
        row = ticket.by_id(connection, one.mail.ticket_id)
        to = desk.roster.whom(row["module"], row["assignee"], desk.preset)
        news = (
            _news(connection, desk, one, row)
            if to and not is_parent(ticket.sender_of(row))
            else None
        )
        if news is not None and len(_post(connection, desk, row, news, to, now)) < len(to):
            held.add(row["requester"], one.mail.id)


def handed(
    connection: Connection, desk: Desk, number: str, name: str, now: datetime
) -> tuple[str, ...]:
    """Tell who is called so, a person or a group, of a ticket that is theirs from now on; the
    addresses that were told."""
    row = ticket.by_number(connection, number)
    to = desk.roster.named(name, desk.preset)
    if row is None or not to:
        return ()
    return _post(connection, desk, row, triaged_news(connection, desk, row), to, now)


def shown(
    connection: Connection, desk: Desk, number: str, to: str, now: datetime
) -> tuple[str, ...]:
    """Mail a ticket to a colleague who asked for it."""
    row = ticket.by_number(connection, number)
    if row is None or row["preset"] != desk.preset.name:
        return ()
    return _post(connection, desk, row, triaged_news(connection, desk, row), (to,), now)


def moved(connection: Connection, desk: Desk, number: str, now: datetime) -> tuple[str, ...]:
    """Tell the group of its module of a ticket that was made of another one, or whose module
    changed; who knows it already is not told again. The addresses that were told."""
    row = ticket.by_number(connection, number)
    if row is None or row["status"] == Status.CLOSED.value:
        return ()
    to = desk.roster.of_module(row["module"], desk.preset)
    fresh = [one for one in to if not correspondence.to_desk(connection, row["id"], one)]
    if not fresh:
        return ()
    return _post(connection, desk, row, triaged_news(connection, desk, row), fresh, now)


def triaged_news(connection: Connection, desk: Desk, row: RowMapping) -> Triaged:
    """The ticket as it is mailed to a group."""
    last = mail.last_of_person(connection, row["id"])
    suspected = row["suspected_id"] and ticket.numbers(connection, [row["suspected_id"]])
    return as_news(
        triage_of(connection, row),
        about_of(row, last),
        _requester(connection, row, last),
        desk.preset,
        suspected=suspected[0] if suspected else None,
        proposed=_proposed(connection, row),
    )


def _requester(connection: Connection, row: RowMapping, last: RowMapping | None) -> str:
    """Who asked, and where what agents write will go, should that be another address."""
    answered = correspondence.recipient_of(connection, last["id"]) if last is not None else None
    if answered is None or folded(answered) == folded(row["requester"]):
        return str(row["requester"])
    return f"{row['requester']} → {answered}"


def _news(connection: Connection, desk: Desk, one: Intake, row: RowMapping) -> News | None:
    if one.line.outcome is Outcome.TICKET:
        return triaged_news(connection, desk, row)
    if one.line.outcome is Outcome.FOLLOW_UP and row["status"] != Status.CLOSED.value:
        return _wrote(one, _proposed(connection, row))
    return None


def _proposed(connection: Connection, row: RowMapping) -> tuple[str, ...]:
    """The titles of the questions that wait to become tickets of their own."""
    rows = part.of_ticket(connection, row["id"])
    return tuple(one["title"] for one in rows if one["state"] == part.State.PROPOSED.value)


def _wrote(one: Intake, proposed: tuple[str, ...]) -> Wrote:
    """What a customer wrote again, without the older mail below it."""
    assert one.mail is not None  # noqa: S101  narrows the type: a follow-up has its mail
    text, found = one.mail.text, one.found.findings if one.found else ()
    new = written(subject="", body=text, from_name=one.mail.sender_name, from_addr="").reply
    before = next((change.detail for change in one.changes if change.event == "wrote"), {})
    state = before.get("before")
    return Wrote(
        text=new or text,
        requester=one.mail.sender,
        found=tuple(dict.fromkeys((finding.kind, finding.span.where) for finding in found)),
        attachments=len(one.mail.attachments),
        proposed=proposed,
        wish=_wish(one),
        reopened=isinstance(state, dict) and state.get("status") == Status.CLOSED.value,
    )


def _wish(one: Intake) -> Wish | None:
    """What the mail wants done, and was not."""
    said = {change.detail.get("wish") for change in one.changes if change.event == WISHED}
    return next((wish for wish in WISHES if wish in said), None)


def _post(
    connection: Connection,
    desk: Desk,
    row: RowMapping,
    news: News,
    to: Sequence[str],
    now: datetime,
) -> tuple[str, ...]:
    """Post it; to whom: not to an address that has had enough of this customer."""
    post, told = Post((desk,)), []
    for address in to:
        recent = correspondence.to_desk_about(
            connection, row["requester"], address, now - timedelta(hours=1)
        )
        if recent < MOST_AN_HOUR:
            post.colleagues(connection, desk, news, address, now, number=row["number"])
            told.append(address)
    if len(told) < len(to):
        why = f"pace: {MOST_AN_HOUR} in an hour about one customer"
        history.tell(connection, [Change(row["id"], now, Who.MACHINE, "agents_not_told", why)])
    return tuple(told)
