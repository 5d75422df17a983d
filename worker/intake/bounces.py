"""What it means that a mail of ours came back: for its ticket, for people, and for its address.

A report counts when it names a mail that we really sent; it marks an address only when it is about
the very address that this mail went to, from where nobody answered since. A report that
somebody made up silences a customer only if he was shown our mail, and before it was answered: a
Message-ID stands in every answer, for all who get it too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping

from ingest.fate import Fate, condemns, fate_of
from models import audit, correspondence, history, mail, marked, outbox, ticket
from models.audit import Act
from models.history import Change, Who
from models.intake import Bounced
from models.marked import Mark, folded
from models.outbox import State
from notify import inside
from notify.token import For
from worker import alarm
from worker.alarm import Alarm
from worker.desk import Desk
from worker.post.colleagues import whom
from worker.post.tell import Post

COLLEAGUE = "colleague_bounced"


def settle(connection: Connection, desk: Desk, came: Bounced, now: datetime) -> list[Alarm]:
    """Settle a delivery report, within the transaction that keeps it; what needs a person."""
    ours = correspondence.left_as(connection, desk.preset.name, came.message_id)
    fate = fate_of(came.report)
    if ours is None or fate in (Fate.ARRIVED, Fate.DELAYED):
        return []
    status, to = came.report.status, came.report.recipient
    same = to is not None and folded(to) == folded(ours["recipient"])
    news = ours["state"] != State.BOUNCED.value
    told = f"delivery report {status or 'without status'}"
    outbox.bounced(connection, ours["id"], told if same else f"{told}, of another address")
    if _to_colleagues(ours):
        return _of_a_colleague(connection, desk, ours, told, now) if news else []
    dead = same and _condemned(connection, desk, ours, fate, now)
    if dead:
        _mark(connection, ours, status, told, now)
    if news:
        _tell_agents(connection, desk, ours, hard=dead, status=status, now=now)
    return []


def refused(
    connection: Connection, desk: Desk, outbox_id: int, status: str | None, now: datetime
) -> bool:
    """A server refused the address of a mail as it was handed over: as good as a hard bounce where
    it says that nobody is there. False where that is for an alarm to tell."""
    ours = outbox.row(connection, outbox_id)
    if not condemns(status) or _to_colleagues(ours):
        return False
    _mark(connection, ours, status, f"refused at delivery with {status}", now)
    return _tell_agents(connection, desk, ours, hard=True, status=status, now=now)


def _to_colleagues(ours: RowMapping) -> bool:
    """Whether a mail went to the desk's own people: what comes back of it is no customer's."""
    return (
        ours["template"] in inside.TEMPLATES
        or ours["template"] == alarm.TEMPLATE
        or ours["message_id"].startswith(f"<{For.DESK}")
    )


def _of_a_colleague(
    connection: Connection, desk: Desk, ours: RowMapping, told: str, now: datetime
) -> list[Alarm]:
    """An alarm, but no mail about it to the very address that takes none: that would go round."""
    one = Alarm(COLLEAGUE, "outbox", ours["id"], told)
    if desk.alarm_address is None or folded(desk.alarm_address) != folded(ours["recipient"]):
        return [one]
    alarm.ring(connection, replace(desk.bell, to=None), [one], now)
    return []


def _condemned(
    connection: Connection, desk: Desk, ours: RowMapping, fate: Fate, now: datetime
) -> bool:
    """Whether no more mail goes to the address: nobody is there, or it refused too often. From
    where somebody answered, somebody is there."""
    if fate is Fate.NO_SUCH_ADDRESS:
        since, to = ours["created_at"], ours["recipient"]
        return not mail.wrote_since(connection, ours["ticket_id"], to, since)
    since = now - timedelta(days=desk.bounces.days)
    return correspondence.returns(connection, ours["recipient"], since) >= desk.bounces.refusals


def _mark(
    connection: Connection, ours: RowMapping, status: str | None, why: str, now: datetime
) -> None:
    one = Mark(ours["recipient"], now, Who.MACHINE, why, status, ours["ticket_id"])
    made = marked.mark(connection, one)
    if made is None:
        return
    audit.write(connection, [Act(now, Who.MACHINE, "marked", "address", made, why)])
    if ours["ticket_id"] is not None:
        detail: dict[str, object] = {"status": status}
        change = Change(ours["ticket_id"], now, Who.MACHINE, "address_marked", why, detail=detail)
        history.tell(connection, [change])


def _tell_agents(
    connection: Connection,
    desk: Desk,
    ours: RowMapping,
    *,
    hard: bool,
    status: str | None,
    now: datetime,
) -> bool:
    """One mail about it, to those who look after the ticket; whether there was anybody to tell."""
    if ours["ticket_id"] is None:
        return False
    row = ticket.by_id(connection, ours["ticket_id"])
    people = whom(row, desk)
    for to in people:
        news = inside.Bounced(hard, status)
        Post((desk,)).colleagues(connection, desk, news, to, now, number=row["number"])
    return bool(people)
