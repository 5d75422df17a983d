"""Storms against real servers: they end quietly, nothing is lost, and others are answered still."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.pace import Limit, Pace
from config.settings import Settings
from models import audit, outbox, storm
from tests.factories import a_mail
from tests.servers.autoresponder import AutoResponder, Manner
from tests.servers.imap_account import ImapAccount
from tests.worker.line import Line, a_line

pytestmark = pytest.mark.server
CHIEF = "chef@desk.example"
LIMITS = Pace()


@dataclass(slots=True)
class World:
    """A desk whose mails a robot answers, on real servers."""

    line: Line
    account: ImapAccount
    robot: AutoResponder

    def turns(self, most: int = 40) -> int:
        """Let both go on until nothing comes or leaves any more; how many rounds that took."""
        for turn in range(most):
            came = self.line.poll().mails
            left = self.line.deliver().sent
            if not came and not left:
                return turn
        raise AssertionError("it does not end")

    def ours(self, to: str = "firma.example") -> int:
        rows = self.line.rows(outbox.outbox)
        return sum(row["recipient"].endswith(to) and row["state"] == "sent" for row in rows)

    def alarms(self) -> list[str]:
        rows = self.line.rows(audit.audit)
        return [row["detail"]["alarm"] for row in rows if row["did"] == "alarm"]

    def mailed_alarms(self) -> int:
        return sum(row["template"] == "alarm" for row in self.line.rows(outbox.outbox))


@pytest.fixture
def world(
    database_url: str, tmp_path: Path, account: ImapAccount, request: pytest.FixtureRequest
) -> Iterator[World]:
    robot = AutoResponder(getattr(request, "param", Manner.RUDE), account.deliver)
    robot.start()
    box, smtp = account.mailbox(), [robot.smtp()]
    with a_line(database_url, tmp_path, box, smtp=smtp, alarm_address=CHIEF) as line:
        yield World(line, account, robot)
    robot.stop()


def first(limits: tuple[Limit, ...]) -> int:
    return limits[0].count


@pytest.mark.parametrize(
    ("world", "answers", "alarms"),
    [
        (Manner.POLITE, 1, 0),  # its first mail was a person's, for all we know
        (Manner.THREADED, 1, 0),  # what follows up in a ticket is for a colleague
        (Manner.RUDE, first(LIMITS.address), 1),
        (Manner.SHIFTING, first(LIMITS.domain), 1),
    ],
    indirect=["world"],
)
def test_two_robots_that_answer_each_other_end_quietly(
    world: World, answers: int, alarms: int
) -> None:
    world.robot.greets()
    world.turns(most=first(LIMITS.domain) + 10)
    assert world.ours() == answers
    assert world.robot.sent == answers + 1
    assert world.alarms() == ["storm"] * alarms
    assert world.mailed_alarms() == alarms


def test_five_hundred_mails_from_one_address_in_a_minute(world: World) -> None:
    for number in range(500):
        world.account.deliver(
            a_mail(
                sender="Monitor <monitor@firma.example>",
                subject=f"Storing {'abcdefghij'[number % 10]} {number}",
                message_id=f"<{number}@firma.example>",
                body=f"Sensor {number} meldt een storing in de koppeling.",
            )
        )
    others = [f"anke{number}@kdv-{number}.example" for number in range(5)]
    for name in others:
        world.account.deliver(a_mail(sender=name, message_id=f"<{name}>"))
    world.turns()
    outcomes = world.line.outcomes()
    assert outcomes["ticket"] + outcomes["follow_up"] >= 505  # every one is kept
    assert first(LIMITS.tickets) <= outcomes["ticket"] - len(others) <= first(LIMITS.tickets) + 20
    assert world.ours("monitor@firma.example") == first(LIMITS.address)
    answered = {
        row["recipient"] for row in world.line.rows(outbox.outbox) if row["state"] == "sent"
    }
    assert answered >= set(others)
    assert world.alarms() == ["storm"]
    assert world.mailed_alarms() == 1
    (one,) = world.line.rows(storm.storm)
    assert one["held"] >= 480
    assert "pace: 5 in 0:10:00 to one address" in {
        row["why"] for row in world.line.history("not_answered")
    }


def test_the_alarm_speaks_the_language_of_the_desk(world: World) -> None:
    for number in range(12):
        world.account.deliver(
            a_mail(subject=f"Vraag {'abcdefghijkl'[number]}", message_id=f"<{number}@kdv.example>")
        )
    world.turns()
    (alarm,) = [row for row in world.line.rows(outbox.outbox) if row["template"] == "alarm"]
    assert (alarm["language"], alarm["recipient"]) == ("nl", CHIEF)


def test_a_storm_that_was_over_is_told_again(world: World) -> None:
    now = datetime.now(UTC)
    with world.line.app.database.transaction() as connection:

        def hold(who: str, minutes: int) -> bool:
            at = now + timedelta(minutes=minutes)
            return storm.hold(connection, "kidskonnect", who, 3, at) is not None

        begins = [hold("firma.example", minutes) for minutes in (0, 30, 80, 120, 190)]
        assert begins == [True, False, False, False, True]
        assert hold("kdv.example", 31)
        held = [(row["correspondent"], row["held"]) for row in storm.every(connection)]
        assert held == [("firma.example", 12), ("firma.example", 3), ("kdv.example", 3)]
        storm.let_go(connection, now + timedelta(days=30, minutes=130))
        assert [row["held"] for row in storm.every(connection)] == [3]


def test_a_robot_that_takes_its_time_gets_no_more_than_a_person(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    """It hides that it is one, changes its subject, and lets an hour go by before it answers."""
    moments = [datetime.now(UTC)]
    robot = AutoResponder(
        Manner.RUDE, lambda raw: account.deliver(raw, at=moments[-1] + timedelta(hours=1))
    )
    robot.start()
    options = {"smtp": [robot.smtp()], "alarm_address": CHIEF, "clock": lambda: moments[-1]}
    with a_line(database_url, tmp_path, account.mailbox(), **options) as line:  # type: ignore[arg-type]
        world = World(line, account, robot)
        robot.greets()
        for hour in range(100):
            moments.append(moments[0] + timedelta(hours=hour + 1))
            line.poll()
            line.deliver()
            if hour > 18:  # it goes on by itself, answered or not
                robot.greets()
        assert world.ours() == 20
        assert len(line.tickets()) >= 95  # each mail has its ticket
        assert world.alarms() == ["storm"]
        assert world.mailed_alarms() == 1
        (why,) = {row["why"] for row in line.history("not_answered")}
        assert why == "pace: 20 in 1 day, 0:00:00 opened by one address"
    robot.stop()


def test_the_brake_lets_what_is_over_it_wait(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    robot = AutoResponder(Manner.POLITE, account.deliver)
    robot.start()
    now = datetime.now(UTC)
    moments = [now]
    options = {"smtp": [robot.smtp()], "alarm_address": CHIEF, "clock": lambda: moments[-1]}
    for number in range(6):
        account.deliver(
            a_mail(sender=f"a@kdv-{number}.example", message_id=f"<{number}@x.example>")
        )
    pace = Pace(hourly=4)
    with a_line(database_url, tmp_path, account.mailbox(), pace=pace, **options) as line:  # type: ignore[arg-type]
        line.poll()
        assert line.deliver().sent == 4
        assert line.deliver().sent == 1  # the alarm, which waits for nothing
        assert line.deliver().sent == 0
        alarms = [row for row in line.rows(audit.audit) if row["did"] == "alarm"]
        assert [row["detail"]["alarm"] for row in alarms] == ["brake"]
        moments.append(now + timedelta(hours=1, minutes=1))
        assert line.deliver().sent == 2
        assert {row["state"] for row in line.rows(outbox.outbox)} == {"sent"}
    robot.stop()


@pytest.mark.parametrize(
    "text", ["5", "5 in 2 days", "0 in 10 weeks", "in 3 hours", 7, "5 in 0 hours"]
)
def test_limits_that_are_none(text: object) -> None:
    with pytest.raises(ValueError, match="5 in 10 minutes"):
        Settings.model_validate({"pace": {"address": [text]}})


def test_limits_are_settings() -> None:
    found = Settings.model_validate({"pace": {"address": ["3 in 1 minute", "9 in 1 day"]}}).pace
    assert [str(one) for one in found.address] == ["3 in 0:01:00", "9 in 1 day, 0:00:00"]
    assert found.told == LIMITS.told
