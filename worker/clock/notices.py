"""What the clock makes due, as mails: to who has the ticket, to the escalation address of the desk,
or to the customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping

from config.preset import Preset
from models import history, lacking, unsubscribed
from models.history import Change, Who
from models.life import Invoice
from models.notice import Kind
from notify.inside import Escalated, Returned, Warned
from notify.news import News, Reminder
from worker.app import App
from worker.clock.tick import Notice, tick
from worker.desk import Desk
from worker.post.colleagues import whom
from worker.post.tell import Post


def look(app: App) -> int:
    """One look at the clock of every desk; how much was told."""
    told = 0
    post = Post(tuple(app.desks.values()))
    desks = {desk.preset.name: desk for desk in reversed(app.desks.values())}
    for desk in desks.values():
        letters = Letters(post, desk)
        told += len(tick(app.database, desk.preset, letters.write, app.clock()))
    return told


_OVER = (Kind.RESPOND_OVER, Kind.SOLVE_OVER)


@dataclass(frozen=True, slots=True)
class Letters:
    """Writes the mails of one desk."""

    post: Post
    desk: Desk

    def write(self, connection: Connection, one: Notice, now: datetime) -> None:
        """The mail about a notice, if somebody is to get one."""
        row = one.row
        if one.due.kind is Kind.REMINDED:
            if unsubscribed.stopped(connection, Reminder.template, ticket_id=row["id"]):
                why = "wants no reminders of this ticket"
                history.tell(connection, [Change(row["id"], now, Who.MACHINE, "not_told", why)])
                return
            self.post.customer(connection, row["number"], _reminder(connection, one), now)
            return
        news = _for_agents(one, _day(one.due.about, one.preset))
        for to in self._agents(one):
            self.post.colleagues(connection, self.desk, news, to, now, number=row["number"])

    def _agents(self, one: Notice) -> tuple[str, ...]:
        """A term that is over goes where the desk escalates to; the rest to who has the ticket."""
        above = self.desk.escalation
        if one.due.kind in _OVER and above is not None:
            return (above,)
        return whom(one.row, self.desk)


def _for_agents(one: Notice, about: datetime) -> News:
    has = one.row["assignee"]
    match one.due.kind:
        case Kind.RESPOND_WARNED:
            return Warned("respond", about, has)
        case Kind.SOLVE_WARNED:
            return Warned("solve", about, has)
        case Kind.RESPOND_OVER:
            return Escalated("respond", about, has)
        case Kind.SOLVE_OVER:
            return Escalated("solve", about, has)
        case Kind.PAUSE_OVER:
            return Returned("pause_over", about.date())
        case _:
            return Returned("no_answer", about.date())


def _reminder(connection: Connection, one: Notice) -> Reminder:
    asked = _day(one.due.about, one.preset).date()
    price = one.row["invoice"] == Invoice.TO_APPROVE.value
    return Reminder(asked=asked, missing=_missing(connection, one.row), price=price)


def _missing(connection: Connection, row: RowMapping) -> tuple[str, ...]:
    """The kinds of identifiers that the ticket waits for, if it waits for those."""
    if row["answered_at"] is not None:
        return ()  # for the answer to a question of an agent
    lacks = lacking.of_tickets(connection, [row["id"]]).get(row["id"], ())
    return tuple(one.detail for one in lacks if one.detail)


def _day(moment: datetime, preset: Preset) -> datetime:
    """The moment as the desk's own clock shows it."""
    return moment.astimezone(preset.hours.zone)
