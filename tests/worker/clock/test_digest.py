"""The mail of each working morning: on a real mailbox and database, once a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from config import preset as presets
from models import ticket, unsubscribed
from notify import unsubscribe
from tests.notify.made import subject_of
from tests.servers.imap_account import ImapAccount
from tests.worker.agents import NEL, SERVER, TOM, Office
from tests.worker.line import a_line
from worker.clock import digest

pytestmark = pytest.mark.server
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FRIDAY = datetime(2026, 11, 20, 9, 15, tzinfo=AMSTERDAM)


@dataclass
class Clock:
    """The hands of it are moved by the test."""

    now: datetime = FRIDAY

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Morning:
    office: Office
    clock: Clock

    def look(self, at: datetime) -> int:
        self.clock.now = at
        return digest.look(self.office.line.app)

    def writes(self, subject: str, at: datetime) -> None:
        self.clock.now = at
        letter = f"<{subject.replace(' ', '.')}@x.example>"
        from tests.factories import a_mail

        self.office.account.deliver(a_mail(subject=subject, message_id=letter), at=at)
        self.office.line.poll()

    def becomes(self, number: str, **values: object) -> None:
        with self.office.line.app.database.transaction() as connection:
            rows = update(ticket.ticket).where(ticket.ticket.c.number == number)
            connection.execute(rows.values(**values))

    def text(self, to: str = "nel@desk.example") -> str:
        return self.office.text(self.office.sent(to, "digest")[-1])


@pytest.fixture
def morning(database_url: str, tmp_path: Path, account: ImapAccount) -> Iterator[Morning]:
    folder = tmp_path / "presets" / "kidskonnect"
    folder.mkdir(parents=True)
    ours = (presets.BUILT_IN / "kidskonnect" / "preset.toml").read_text(encoding="utf-8")
    changed = ours.replace("[modules.kvs]", '[modules.kvs]\ngroup = "kwaliteit"')
    (folder / "preset.toml").write_text(changed, encoding="utf-8")
    clock = Clock()
    with a_line(
        database_url,
        tmp_path,
        account.mailbox(authserv_id=SERVER),
        agents=(NEL, TOM),
        preset_dirs=(tmp_path / "presets",),
        clock=clock,
    ) as line:
        yield Morning(Office(line, account), clock)


def days(count: int, hour: int = 9, minute: int = 0) -> datetime:
    return (FRIDAY + timedelta(days=count)).replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("at", "mails"),
    [
        (days(0, 8, 29), 0),
        (days(0, 8, 30), 2),
        (days(0, 16, 59), 2),  # late, on the same day
        (days(0, 17), 0),  # the desk is closed: it would be read tomorrow
        (days(1), 0),  # Saturday
        (days(3, 8, 31), 2),
        (days(35), 0),  # Christmas
    ],
)
def test_it_goes_out_on_working_mornings(morning: Morning, at: datetime, mails: int) -> None:
    assert morning.look(at) == mails
    assert len(morning.office.sent(template="digest")) == mails


def test_it_goes_out_once_a_day_and_not_for_a_day_that_was_missed(morning: Morning) -> None:
    counts = [morning.look(at) for at in (days(0), days(0, 9, 1), days(0, 16), days(3, 8), days(3))]
    assert counts == [2, 0, 0, 0, 2]
    assert morning.look(days(7)) == 2  # one, although Tuesday to Thursday were missed


def test_it_says_what_is_late_due_and_new(morning: Morning) -> None:
    for number, at in enumerate((days(-14), days(-2), days(-1), days(-1))):
        morning.writes(f"Vraag nummer {number}", at)
    morning.becomes("KK-1002", respond_by=days(0, 15), needs_review=True)
    morning.becomes("KK-1003", clock="waiting")
    morning.becomes("KK-1004", status="closed", closed_at=days(-1, 16))
    morning.becomes("KK-1001", respond_by=days(-1, 12))
    assert morning.look(days(0)) == 2
    text = morning.text()
    assert "Er staan 3 meldingen open, waarvan er 1 op de klant wacht." in text
    assert "kwamen er 2 bij en is er 1 gesloten." in text
    late, today = text.index("Te laat (1)"), text.index("Vandaag (1)")
    review = text.index("Nakijken (1)")
    assert late < text.index("KK-1001") < today < text.index("KK-1002") < review
    assert "KK-1003" not in text
    assert "KK-1004" not in text
    morning.look(days(3))
    assert "Sinds het vorige overzicht" not in morning.text()  # nothing came, nothing went


def test_an_agent_sees_his_own_modules_and_what_he_has(morning: Morning) -> None:
    for number in range(3):
        morning.writes(f"Vraag nummer {number}", days(-14))
    morning.becomes("KK-1002", module="kvs")
    morning.becomes("KK-1003", assignee="Tom Baas")
    morning.look(days(0))
    nel, tom = morning.text(), morning.text("tom@desk.example")
    assert [number in nel for number in ("KK-1001", "KK-1002", "KK-1003")] == [True, True, False]
    assert [number in tom for number in ("KK-1001", "KK-1002", "KK-1003")] == [False, True, True]


def test_nobody_gets_one_without_agents(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    with a_line(database_url, tmp_path, account.mailbox(), clock=Clock()) as line:
        assert digest.look(line.app) == 0


def test_a_preset_can_do_without() -> None:
    preset = presets.load("kidskonnect")
    never = preset.model_copy(update={"digest": presets.Digest.model_validate({"at": "never"})})
    assert digest.is_time(preset, days(0))
    assert not digest.is_time(never, days(0))


def test_who_stopped_it_gets_none(morning: Morning) -> None:
    assert morning.look(days(0)) == 2
    (mail,) = morning.office.sent("nel@desk.example", "digest")
    header = str(morning.office.read(mail)["List-Unsubscribe"])
    stop = unsubscribe.read(
        subject_of(header), morning.office.line.app.desks["support"].signing_key
    )
    assert stop == unsubscribe.Stop("digest", address="nel@desk.example")
    with morning.office.line.app.database.transaction() as connection:
        unsubscribed.stop(connection, "digest", days(0), address="Nel@desk.example")
    assert morning.look(days(3)) == 1
    assert len(morning.office.sent("nel@desk.example", "digest")) == 1


# -- its answers -----------------------------------------------------------------------------------


def answers_digest(morning: Morning, text: str, **more: str | None) -> None:
    """Nel answers the digest that she was sent last."""
    digest_ = morning.office.sent("nel@desk.example", "digest")[-1]
    morning.office.agent(text, digest_["message_id"], subject="Re: Overzicht", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["#sluit", "Dit pak ik op.", "#neem\nKK-1001 is voor mij"])
def test_an_answer_to_it_is_told_what_to_answer_instead(morning: Morning, text: str) -> None:
    morning.writes("Factuur klopt niet", FRIDAY - timedelta(days=1))
    morning.look(FRIDAY)
    before = len(morning.office.sent("sanne@kdv-zon.example"))
    answers_digest(morning, text)
    told = morning.office.sent("nel@desk.example", "orders")
    assert len(told) == 1
    words = morning.office.text(told[0])
    assert "Je antwoordde op een overzicht." in words
    assert "geen klant heeft iets gekregen" in words
    assert morning.office.read(told[0])["Subject"] == "Niet uitgevoerd"
    assert len(morning.office.line.tickets()) == 1  # it is no question of a customer
    assert len(morning.office.sent("sanne@kdv-zon.example")) == before
    assert morning.office.line.outcomes() == {"ticket": 1, "agent": 1}
    again = morning.office.sent("nel@desk.example", "triaged")
    assert len(again) == 1 + ("KK-1001" in text)  # by which she can answer
    morning.office.agent("#neem", again[-1]["message_id"])
    assert morning.office.ticket()["assignee"] == "Nel"


def test_only_tickets_that_stand_are_mailed_again(morning: Morning) -> None:
    morning.writes("Factuur klopt niet", FRIDAY - timedelta(days=1))
    morning.look(FRIDAY)
    answers_digest(morning, "KK-1001, kk-1001, KK-9999, KA-1001 en KK-0?")
    assert len(morning.office.sent("nel@desk.example", "triaged")) == 2


def test_who_is_no_agent_is_told_nothing(morning: Morning) -> None:
    morning.look(FRIDAY)
    answers_digest(morning, "#sluit", vouched=None)
    answers_digest(morning, "Wat is dit?", sender="jan@elders.example")
    assert not morning.office.sent("nel@desk.example", "orders")
    assert morning.office.line.outcomes() == {"agent": 1, "ticket": 1}  # he asks something
