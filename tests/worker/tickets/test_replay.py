"""A deadline can be replayed from the history of its ticket: real mails, real steps, by chance."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.minutes import by_minutes
from config.codes import Priority, Type
from config.errors import PermanentError
from models import history, ticket
from models.life import Event, State
from models.replay import Unfollowable, replay
from tests.factories import a_mail
from tests.servers.imap_account import ImapAccount
from tests.worker.two_tickets import PRESET, SANNE, Desk, two_tickets
from worker.tickets import handle
from worker.tickets.correct import Judgement, correct

pytestmark = pytest.mark.server
NUMBER = "KK-1001"
STEPS = 30
_PLAIN = (Event.ANSWERED, Event.ASKED, Event.CLOSED, Event.REOPENED, Event.RESUMED, Event.INVOICED,
          Event.APPROVED, Event.DECLINED, Event.RETURNED)  # fmt: skip


@pytest.fixture
def desk(database_url: str, tmp_path: Path, account: ImapAccount) -> Iterator[Desk]:
    with two_tickets(database_url, tmp_path, account) as desk:
        yield desk


@pytest.mark.parametrize("seed", range(8))
def test_random_histories_lead_where_the_ticket_stands(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    taken = 0
    for nth in range(STEPS):
        desk.now += timedelta(minutes=chance.choice((1, 50, 700, 3_000, 12_000)))
        try:
            _something(desk, chance, f"{seed}-{nth}")
            taken += 1
        except PermanentError:
            continue  # a step that cannot be taken leaves no line
    assert taken >= STEPS // 3
    state, lines = _told(desk)
    passages = replay(lines, state, PRESET)
    assert passages[-1].after == state
    for one in passages:
        _same_by_minutes(one.after)


def _something(desk: Desk, chance: random.Random, name: str) -> None:
    match chance.choice(("write", "plain", "plain", "plain", "pause", "judge", "judge", "undo")):
        case "write":
            mail = a_mail(sender=SANNE, subject=f"Re: [{NUMBER}]", message_id=f"<{name}@x.example>")
            desk.account.deliver(mail, at=desk.now)
            desk.line.poll()
        case "plain":
            desk.step(NUMBER, chance.choice(_PLAIN))
        case "pause":
            desk.step(NUMBER, Event.PAUSED, until=desk.now + timedelta(days=3))
        case "judge":
            _judge(desk, chance)
        case "undo":
            desk.do(handle.undo, NUMBER)


def _judge(desk: Desk, chance: random.Random) -> None:
    truth = {
        "type": chance.choice(list(Type)).value,
        "priority": chance.choice(list(Priority)).value,
    }
    head = chance.choice(("type", "priority"))
    with desk.line.app.database.transaction() as connection:
        judged = Judgement("person:nel", "", {head: truth[head]}, confirmed=chance.random() < 0.2)
        correct(connection, PRESET, NUMBER, judged, desk.now)


def _told(desk: Desk) -> tuple[State, list[dict[str, object]]]:
    with desk.line.app.database.reading() as connection:
        row = ticket.by_number(connection, NUMBER)
        assert row is not None
        lines = history.of_ticket(connection, row["id"])
        return ticket.state_of(row), [dict(line) for line in lines]


def _same_by_minutes(state: State) -> None:
    terms = state.terms
    if terms.clock == "running" and terms.starts_at is not None:
        counted = by_minutes(state.type, state.priority, terms.starts_at, PRESET)
        assert (terms.respond_by, terms.solve_by) == counted


def test_lines_that_lead_nowhere_are_told(desk: Desk) -> None:
    desk.step(NUMBER, Event.CLOSED)
    state, lines = _told(desk)
    with pytest.raises(Unfollowable, match="closed already"):
        replay([*lines, {**lines[-1], "id": 99}], state, PRESET)


def test_without_a_step_there_is_no_passage(desk: Desk) -> None:
    state, lines = _told(desk)
    assert replay(lines, state, PRESET) == ()
