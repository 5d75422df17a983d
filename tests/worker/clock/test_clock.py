"""The clock on a real database: told once, by one of many workers, after whatever silence."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from config.agents import Agent, Group, Roster
from config.codes import Priority
from models import notice, outbox, ticket
from models.life import Event, Step
from tests.factories import at
from tests.servers.imap_account import ImapAccount
from tests.worker.two_tickets import PRESET, Desk, two_tickets
from triage import sla
from worker.clock.notices import Letters, look
from worker.clock.tick import Notice, tick
from worker.post.tell import Post
from worker.tickets import handle

pytestmark = pytest.mark.server


def told(desk: Desk, now: datetime) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []

    def tell(_connection: object, one: Notice, _now: datetime) -> None:
        said.append((one.row["number"], one.due.kind.value))

    tick(desk.line.app.database, PRESET, tell, now)
    return said


@pytest.fixture
def desk(database_url: str, tmp_path: Path, account: ImapAccount) -> Iterator[Desk]:
    with two_tickets(database_url, tmp_path, account) as desk:
        yield desk


def test_each_thing_is_told_once(desk: Desk) -> None:
    respond = desk.ticket("KK-1001")["respond_by"]
    assert told(desk, respond) == [("KK-1001", "respond_over"), ("KK-1002", "respond_over")]
    assert told(desk, respond) == []
    kinds = [row["kind"] for row in desk.line.rows(notice.notice)]
    assert kinds.count("respond_warned") == 2  # the warning came too late to be told
    assert [row["event"] for row in desk.line.history("respond_over")] == ["respond_over"] * 2


def test_an_answer_ends_the_first_term(desk: Desk) -> None:
    respond = desk.ticket("KK-1001")["respond_by"]
    desk.step("KK-1001", Event.ANSWERED)
    assert told(desk, respond) == [("KK-1002", "respond_over")]


def test_a_new_deadline_is_told_anew(desk: Desk) -> None:
    respond = desk.ticket("KK-1001")["respond_by"]
    told(desk, respond)
    desk.do(handle.step, "KK-1001", PRESET, Step(Event.RELABELLED, priority=Priority.LOW))
    again = desk.ticket("KK-1001")["respond_by"]
    assert told(desk, again)[0] == ("KK-1001", "respond_over")


def test_a_reminder_then_back_to_the_desk(desk: Desk) -> None:
    desk.now = at("2026-11-20 10:00")
    desk.step("KK-1001", Event.ASKED)
    desk.step("KK-1002", Event.CLOSED)
    assert told(desk, at("2026-11-27 10:00")) == [("KK-1001", "reminded")]
    assert told(desk, at("2026-12-11 10:00")) == [("KK-1001", "returned")]
    back = desk.ticket("KK-1001")
    assert (back["action_required_by"], back["clock"]) == ("desk", "waiting")
    assert told(desk, at("2027-03-11 10:00")) == []


def test_a_pause_ends_by_itself(desk: Desk) -> None:
    desk.now = at("2026-11-20 10:00")
    desk.step("KK-1001", Event.PAUSED, until=at("2026-12-05 10:00"))
    assert ("KK-1001", "pause_over") in told(desk, at("2026-12-07 09:00"))
    assert desk.ticket("KK-1001")["status"] == "open"


def test_many_workers_tell_once(desk: Desk) -> None:
    respond = desk.ticket("KK-1001")["respond_by"]
    with ThreadPoolExecutor(4) as pool:
        said = [one for done in pool.map(lambda _: told(desk, respond), range(4)) for one in done]
    assert sorted(said) == [("KK-1001", "respond_over"), ("KK-1002", "respond_over")]


def test_what_breaks_while_telling_is_told_again(desk: Desk) -> None:
    respond = desk.ticket("KK-1001")["respond_by"]

    def fail(_connection: object, _one: Notice, _now: datetime) -> None:
        raise OSError("no outbox")

    with pytest.raises(OSError, match="no outbox"):
        tick(desk.line.app.database, PRESET, fail, respond)
    assert len(told(desk, respond)) == 2
    with desk.line.app.database.reading() as connection:
        assert len(ticket.ticking(connection, PRESET.name)) == 2


def mails(desk: Desk) -> list[tuple[str, str]]:
    """The mails in the outbox that no intake wrote: template, recipient."""
    rows = desk.line.rows(outbox.outbox)
    return [(row["template"], row["recipient"]) for row in rows if row["mail_id"] is None]


def letters(desk: Desk, alarm: str | None = "chef@desk.example") -> Letters:
    own = next(iter(desk.line.app.desks.values()))
    own = replace(own, alarm_address=alarm)
    return Letters(Post((own,)), own)


def test_agents_are_warned_and_customers_reminded_by_mail(desk: Desk) -> None:
    desk.now = at("2026-11-20 10:00")
    desk.step("KK-1001", Event.ASKED)
    database, write = desk.line.app.database, letters(desk).write
    tick(database, PRESET, write, at("2026-11-27 10:00"))
    assert mails(desk) == [("reminder", "sanne@kdv-zon.example")]
    tick(database, PRESET, write, desk.ticket("KK-1002")["respond_by"])
    assert ("escalation", "chef@desk.example") in mails(desk)
    tick(database, PRESET, write, at("2026-12-11 10:00"))
    assert ("returned", "chef@desk.example") in mails(desk)


def test_without_an_address_nobody_is_mailed_and_the_history_tells(desk: Desk) -> None:
    respond = desk.ticket("KK-1001")["respond_by"]
    tick(desk.line.app.database, PRESET, letters(desk, None).write, respond)
    assert mails(desk) == []
    assert len(desk.line.history("respond_over")) == 2


@pytest.mark.parametrize(
    ("alarm", "assignee", "warned", "escalated"),
    [
        ("chef@desk.example", None, "geld@desk.example", "chef@desk.example"),
        ("chef@desk.example", "Nel", "nel@desk.example", "chef@desk.example"),
        ("chef@desk.example", "desk", "geld@desk.example", "chef@desk.example"),
        ("chef@desk.example", "Wie", "geld@desk.example", "chef@desk.example"),  # left the desk
        (None, "Nel", "nel@desk.example", "nel@desk.example"),  # nobody above
        (None, None, "geld@desk.example", "geld@desk.example"),
    ],
)
def test_warnings_go_by_the_roster_and_escalations_above(
    desk: Desk,
    alarm: str | None,
    assignee: str | None,
    warned: str,
    escalated: str,
) -> None:
    nel = Agent(name="Nel", address="nel@desk.example")
    roster = Roster((nel,), (Group(name="desk", address="geld@desk.example"),))
    given = letters(desk, alarm)
    given = replace(given, desk=replace(given.desk, roster=roster))
    database = desk.line.app.database
    with database.transaction() as connection:
        ticket.assign(connection, desk.ticket("KK-1001")["id"], assignee, desk.now)
        ticket.assign(connection, desk.ticket("KK-1002")["id"], assignee, desk.now)
    respond = desk.ticket("KK-1001")["respond_by"]
    started = ticket.state_of(desk.ticket("KK-1001")).terms.starts_at
    assert started is not None
    nearly = sla.share(started, respond, 0.85, PRESET)
    tick(database, PRESET, given.write, nearly)
    assert mails(desk) == [("warning", warned)] * 2
    tick(database, PRESET, given.write, respond)
    assert mails(desk)[2:] == [("escalation", escalated)] * 2


def test_the_worker_looks_by_itself(desk: Desk) -> None:
    app = replace(desk.line.app, clock=lambda: desk.ticket("KK-1001")["respond_by"])
    assert look(app) == 2
    assert look(app) == 0
