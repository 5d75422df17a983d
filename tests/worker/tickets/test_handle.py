"""What people do with tickets, on a real database and mailbox, and how each step is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from config.errors import PermanentError
from models import audit, history, link, mail
from models.life import Event
from models.link import Kind
from tests.factories import AT
from tests.servers.imap_account import ImapAccount
from tests.worker.two_tickets import PRESET, SANNE, Desk, two_tickets
from worker.tickets import handle

pytestmark = pytest.mark.server


@pytest.fixture
def desk(database_url: str, tmp_path: Path, account: ImapAccount) -> Iterator[Desk]:
    with two_tickets(database_url, tmp_path, account) as desk:
        yield desk


def test_a_step_is_told_and_can_be_taken_back(desk: Desk) -> None:
    before = desk.ticket("KK-1001")
    desk.step("KK-1001", Event.CLOSED)
    assert desk.ticket("KK-1001")["status"] == "closed"
    (told,) = desk.line.history("closed")
    assert (told["who"], told["why"]) == ("person:nel", "zo is het")
    assert desk.line.rows(audit.audit)[-1]["did"] == "closed"
    assert desk.do(handle.undo, "KK-1001") == "closed"
    after = desk.ticket("KK-1001")
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"updated_at"}


def test_steps_are_undone_one_after_the_other(desk: Desk) -> None:
    desk.step("KK-1001", Event.ASKED)
    desk.step("KK-1001", Event.CLOSED)
    desk.do(handle.undo, "KK-1001")
    assert desk.ticket("KK-1001")["clock"] == "waiting"
    desk.do(handle.undo, "KK-1001")
    assert desk.ticket("KK-1001")["clock"] == "running"
    with pytest.raises(PermanentError, match="nothing to undo"):
        desk.do(handle.undo, "KK-1001")


def test_what_cannot_be_is_refused_with_the_reason_and_changes_nothing(desk: Desk) -> None:
    with pytest.raises(PermanentError, match="KK-1001: the ticket is not closed"):
        desk.step("KK-1001", Event.REOPENED)
    assert desk.line.history("reopened") == []
    with pytest.raises(PermanentError, match="no ticket KK-7"):
        desk.step("KK-7", Event.CLOSED)


def test_hand_over_and_back(desk: Desk) -> None:
    desk.do(handle.hand_over, "KK-1001", "facturatie")
    desk.do(handle.hand_over, "KK-1001", "joost")
    assert desk.ticket("KK-1001")["assignee"] == "joost"
    desk.do(handle.undo, "KK-1001")
    assert desk.ticket("KK-1001")["assignee"] == "facturatie"


def test_links(desk: Desk) -> None:
    desk.do(handle.join, "KK-1001", "KK-1002", Kind.RELATED)
    desk.do(handle.join, "KK-1001", "KK-1002", Kind.RELATED)  # twice is once
    assert len(desk.line.rows(link.link)) == 1
    desk.do(handle.undo, "KK-1001")
    assert desk.line.rows(link.link) == []


def test_answers_to_a_merged_ticket_come_to_the_other(desk: Desk) -> None:
    desk.do(handle.merge, "KK-1001", "KK-1002", PRESET)
    into = desk.ticket("KK-1002")["id"]
    assert {row["ticket_id"] for row in desk.line.rows(mail.mail)} == {into}
    desk.writes(SANNE, "Re: [KK-1001] Factuur klopt niet", "drie")
    assert [row["ticket_id"] for row in desk.line.rows(mail.mail)] == [into] * 3
    assert desk.ticket("KK-1001")["status"] == "closed"
    with pytest.raises(PermanentError, match="merged into another"):
        desk.do(handle.merge, "KK-1002", "KK-1001", PRESET)


def test_answers_go_along_however_often_a_ticket_is_merged(desk: Desk) -> None:
    desk.writes("karel@kdv-maan.example", "Rooster van week 48 is leeg", "los")
    desk.do(handle.merge, "KK-1001", "KK-1002", PRESET)
    desk.do(handle.merge, "KK-1002", "KK-1003", PRESET)
    desk.writes(SANNE, "Re: [KK-1001] Factuur klopt niet", "drie")
    last = desk.ticket("KK-1003")["id"]
    assert {row["ticket_id"] for row in desk.line.rows(mail.mail)} == {last}
    desk.do(handle.undo, "KK-1002")
    desk.writes(SANNE, "Re: [KK-1001] Factuur klopt niet", "vier")
    assert desk.line.rows(mail.mail)[-1]["ticket_id"] == desk.ticket("KK-1002")["id"]


def test_a_merged_ticket_is_not_opened_by_itself(desk: Desk) -> None:
    desk.do(handle.merge, "KK-1001", "KK-1002", PRESET)
    with pytest.raises(PermanentError, match="undo the merge first"):
        desk.step("KK-1001", Event.REOPENED)
    assert desk.ticket("KK-1001")["status"] == "closed"


def test_a_merge_is_taken_back(desk: Desk) -> None:
    desk.do(handle.merge, "KK-1001", "KK-1002", PRESET)
    desk.do(handle.undo, "KK-1001")
    one, other = desk.ticket("KK-1001"), desk.ticket("KK-1002")
    assert (one["status"], one["merged_into_id"]) == ("open", None)
    assert [row["ticket_id"] for row in desk.line.rows(mail.mail)] == [one["id"], other["id"]]
    desk.writes(SANNE, "Re: [KK-1001] Factuur klopt niet", "drie")
    assert desk.line.rows(mail.mail)[-1]["ticket_id"] == one["id"]


def test_a_ticket_is_not_merged_into_itself(desk: Desk) -> None:
    with pytest.raises(PermanentError, match="one and the same"):
        desk.do(handle.merge, "KK-1001", "KK-1001", PRESET)


def test_an_answer_opens_a_closed_ticket_for_some_days(desk: Desk) -> None:
    desk.step("KK-1001", Event.CLOSED)
    desk.writes(SANNE, "Re: [KK-1001] Factuur klopt niet", "drie")
    assert desk.ticket("KK-1001")["status"] == "open"
    assert len(desk.line.tickets()) == 2


def test_later_it_becomes_a_ticket_that_follows(desk: Desk) -> None:
    desk.now = AT - timedelta(days=400)
    desk.step("KK-1001", Event.CLOSED)
    desk.writes(SANNE, "Re: [KK-1001] Factuur klopt niet", "drie")
    assert desk.ticket("KK-1001")["status"] == "closed"
    new = desk.ticket("KK-1003")
    (one,) = desk.line.rows(link.link)
    assert (one["ticket_id"], one["kind"]) == (new["id"], "follows")
    assert [row["event"] for row in desk.line.history("follows")] == ["follows"]


def test_a_customer_who_wrote_can_not_be_unwritten_but_the_clock_can(desk: Desk) -> None:
    desk.step("KK-1001", Event.ASKED)
    desk.writes(SANNE, "Re: [KK-1001] Factuur klopt niet", "drie")
    assert desk.ticket("KK-1001")["clock"] == "running"
    assert desk.do(handle.undo, "KK-1001") == "wrote"
    assert desk.ticket("KK-1001")["clock"] == "waiting"
    with desk.line.app.database.reading() as connection:
        assert len(history.of_ticket(connection, desk.ticket("KK-1001")["id"])) >= 5
