"""Questions that get a ticket of their own: proposed, made, undone; on a real database and mailbox,
with the triage that ships."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import RowMapping, update

from config.codes import Priority, Type
from config.errors import PermanentError
from config.limits import Attachments
from config.preset import Preset, load
from config.retention import Stored
from config.settings import Settings
from desk import rows
from desk.ticket_shape import shape
from models import history, link, mail, outbox, part, raw, ticket
from models.life import Event, Step
from models.part import State
from models.replay import replay
from notify import token
from tests.factories import AT, a_mail
from tests.servers.imap_account import ImapAccount
from tests.worker.line import Line, a_line
from triage import sla
from triage.person import Person
from triage.weights import Weights
from worker.hand import Hand
from worker.intake.examine import Examiner
from worker.learning import weights
from worker.learning.decide import Decide, decider
from worker.post.tell import Post, Told
from worker.privacy import forget, hold, retention, traces
from worker.tickets import handle, say, split
from worker.tickets.correct import Judgement, correct
from worker.tickets.split_by_hand import by_hand
from worker.tickets.words import looked_at

pytestmark = pytest.mark.server
PRESET = load("kidskonnect")
FIRST = (
    "De factuur 2026-0142 van debiteur 20417 heeft een verkeerd tarief. Kunnen jullie dat "
    "herstellen?"
)
THANKS_AND_MORE = (
    "Bedankt, het is opgelost.\n\nLos hiervan: op het personeelsrooster van groep Egels staan "
    "sinds vandaag alle diensten dubbel. Kunnen jullie daarnaar kijken?"
)
WHOLLY_NEW = (
    "Hallo, hoe voer ik in het personeelsrooster het zwangerschapsverlof van een medewerker in?"
)
TWO = (
    "Hallo,\n\n1. De factuur 2026-0142 van debiteur 20417 is dubbel verstuurd. Kunnen jullie die "
    "crediteren? De moeder heeft BSN 123456782.\n"
    "2. Hoe zet ik in het personeelsrooster een vrije dag voor een medewerker?\n\nGroet,\nSanne"
)


@cache
def _weights() -> Weights:
    return weights.load(Settings())


def real() -> Decide:
    return decider(_weights())


def doing(preset: Preset) -> Preset:
    choice = preset.split.model_copy(update={"new_question": "do", "several": "do"})
    return preset.model_copy(update={"split": choice})


@dataclass
class Desk:
    """A line, and what is done there."""

    line: Line
    account: ImapAccount
    now: datetime = AT + timedelta(days=1)
    mails: int = 0

    def writes(self, body: str, subject: str = "Factuur klopt niet", **more: str) -> str:
        """A mail of Sanne comes in; its Message-ID."""
        self.mails += 1
        message_id = f"<brief-{self.mails}@kdv-zon.example>"
        self.account.deliver(a_mail(body=body, subject=subject, message_id=message_id, **more))
        self.line.poll()
        return message_id

    def hand(self) -> Hand:
        self.now += timedelta(minutes=5)
        return Hand("person:nel", "zo is het", self.now)

    def confirm(self, number: str = "KK-1001", *only: int) -> list[split.Made]:
        with self.line.app.database.transaction() as connection:
            post = Post(tuple(self.line.app.desks.values()))
            row = handle.find(connection, number)
            return split.confirm(connection, post, row, PRESET, self.hand(), only)

    def undo(self, number: str = "KK-1001") -> str:
        with self.line.app.database.transaction() as connection:
            return handle.undo(connection, handle.find(connection, number), self.hand())

    def step(self, event: Event, number: str = "KK-1001") -> None:
        with self.line.app.database.transaction() as connection:
            row = handle.find(connection, number)
            say.step(connection, None, row, PRESET, Step(event), self.hand())

    def ticket(self, number: str = "KK-1001") -> RowMapping:
        return next(row for row in self.line.tickets() if row["number"] == number)

    def parts(self) -> list[RowMapping]:
        return self.line.rows(part.part)

    def states(self) -> list[str]:
        return [row["state"] for row in self.parts()]

    def sent(self, number: str) -> list[EmailMessage]:
        """The mails about a ticket that wait, as they will leave."""
        id_ = self.ticket(number)["id"]
        found = []
        with self.line.app.database.reading() as connection:
            for row in self.line.rows(outbox.outbox):
                if row["ticket_id"] == id_ and row["state"] == "waiting":
                    one = email.message_from_bytes(
                        raw.get(connection, row["raw_id"]), policy=email.policy.default
                    )
                    assert isinstance(one, EmailMessage)
                    found.append(one)
        return found

    def shown(self, number: str) -> dict[str, Any]:
        with self.line.app.database.reading() as connection:
            (row,) = rows.named_tickets(connection, [number])
        return shape(row)

    def where(self, message_id: str) -> str:
        """The ticket of a mail that came in."""
        numbers = {row["id"]: row["number"] for row in self.line.tickets()}
        (row,) = [one for one in self.line.rows(mail.mail) if one["message_id"] == message_id]
        return str(numbers[row["ticket_id"]])


@pytest.fixture
def desk(tmp_path: Path, account: ImapAccount, database_url: str) -> Iterator[Desk]:
    """Whatever was done at it, each history leads where its ticket stands."""
    with a_line(database_url, tmp_path, account.mailbox(), decide=real()) as line:
        yield Desk(line, account)
        for row in line.tickets():
            with line.app.database.reading() as connection:
                lines = history.of_ticket(connection, row["id"])
            passages = replay([dict(one) for one in lines], ticket.state_of(row), PRESET)
            assert not passages or passages[-1].after == ticket.state_of(row), row["number"]


@pytest.fixture
def quick(tmp_path: Path, account: ImapAccount, sqlite_url: str) -> Iterator[Desk]:
    """The same where the preset says `do`."""
    with a_line(sqlite_url, tmp_path, account.mailbox(), decide=real()) as line:
        for name, one in list(line.app.desks.items()):
            line.app.desks[name] = replace(one, preset=doing(one.preset))
        yield Desk(line, account)


def _text(one: EmailMessage) -> str:
    body = one.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def _answers(one: EmailMessage) -> dict[str, str]:
    return {
        "In_Reply_To": str(one["Message-ID"]),
        "References": f"{one['References']} {one['Message-ID']}",
    }


def test_a_mail_that_asks_two_things_is_proposed_and_made(desk: Desk) -> None:
    desk.writes(TWO, "Twee vragen")
    assert desk.states() == [State.STAYS, State.PROPOSED]
    assert [row["number"] for row in desk.line.tickets()] == ["KK-1001"]
    (proposal,) = desk.shown("KK-1001")["parts"]
    assert (proposal["state"], proposal["module"], proposal["ticket"]) == (
        "proposed",
        "personeel",
        None,
    )
    (made,) = desk.confirm()
    assert made.number == "KK-1002"
    assert isinstance(made.mail, Told)
    new = desk.ticket("KK-1002")
    assert new["module"] == "personeel"
    assert new["requester"] == "sanne@kdv-zon.example"
    (came,) = desk.line.rows(mail.mail)
    assert new["created_at"] == came["arrived_at"]
    terms = sla.terms(Type(new["type"]), Priority(new["priority"]), came["arrived_at"], PRESET)
    assert new["respond_by"] == terms.respond_by
    (bond,) = desk.line.rows(link.link)
    assert (bond["ticket_id"], bond["kind"]) == (new["id"], "split_from")


def test_findings_and_numbers_go_where_they_belong(desk: Desk) -> None:
    desk.writes(TWO, "Twee vragen")
    desk.confirm()
    old, new = desk.shown("KK-1001"), desk.shown("KK-1002")
    values = [one["value"] for one in old["identifiers"]]
    assert values == ["2026-0142", "20417"]
    assert new["identifiers"] == []
    assert [one["kind"] for one in old["personal_data"]] == ["bsn"]
    assert new["personal_data"] == []
    codes = {one["code"] for one in old["checks"]}
    assert "multiple_questions" not in codes
    assert new["split_from"] == "KK-1001"
    (told,) = old["parts"]
    assert (told["state"], told["ticket"]) == ("confirmed", "KK-1002")


def test_nothing_of_a_part_stands_in_the_clear(desk: Desk) -> None:
    desk.writes(TWO.replace("medewerker?", "medewerker met BSN 111222333?"), "Twee vragen")
    desk.confirm()
    assert "111222333" not in str(desk.parts()) + str(desk.line.tickets())
    assert "123456782" not in str(desk.parts())
    assert "[BSN 2]" in desk.parts()[1]["text"]


def test_answers_find_the_ticket_that_they_answer(desk: Desk) -> None:
    desk.writes(TWO, "Twee vragen")
    (about_old,) = desk.sent("KK-1001")
    desk.confirm()
    (about_new,) = desk.sent("KK-1002")
    assert "KK-1001" in _text(about_new)
    assert "KK-1002" in str(about_new["Subject"])
    subject = str(about_new["Subject"])
    to_new = desk.writes("Het gaat om dinsdag.", f"Re: {subject}", **_answers(about_new))
    to_old = desk.writes("De factuur klopt nu.", "Re: Twee vragen", **_answers(about_old))
    own = desk.writes(
        "Nog iets vergeten: 9,10.", "Twee vragen", In_Reply_To="<brief-1@kdv-zon.example>"
    )
    assert desk.where(to_new) == "KK-1002"
    assert desk.where(to_old) == "KK-1001"
    assert desk.where(own) == "KK-1001"


def test_one_undo_takes_the_split_back(desk: Desk) -> None:
    desk.writes(TWO, "Twee vragen")
    before = dict(desk.ticket())
    desk.confirm()
    (about_new,) = desk.sent("KK-1002")
    assert desk.undo() == "split"
    after = dict(desk.ticket())
    changing = {"updated_at"}
    assert {k: v for k, v in after.items() if k not in changing} == {
        k: v for k, v in before.items() if k not in changing
    }
    gone = desk.ticket("KK-1002")
    assert (gone["status"], gone["merged_into_id"]) == ("closed", after["id"])
    assert desk.sent("KK-1002") == []
    assert desk.states() == [State.STAYS, State.UNDONE]
    answer = desk.writes("Dank!", "Re: vraag", **_answers(about_new))
    assert desk.where(answer) == "KK-1001"
    (again,) = desk.confirm("KK-1001", desk.parts()[1]["id"])
    assert again.number == "KK-1003"


def test_the_old_ticket_is_that_of_its_first_question_once_the_others_left(desk: Desk) -> None:
    third = "3. Een kind staat dubbel in de kindplanning, kunnen jullie dat oplossen?\n\nGroet"
    desk.writes(TWO.replace("\n\nGroet", f"\n{third}"), "Twee vragen")
    _, second, last = desk.parts()
    whole = dict(desk.ticket())
    desk.confirm("KK-1001", second["id"])
    assert desk.ticket()["facts"] == whole["facts"]
    desk.confirm("KK-1001", last["id"])
    assert "kindplanning" not in str(desk.ticket()["facts"])
    assert desk.ticket()["module"] == "facturatie"
    desk.undo()
    assert desk.ticket()["facts"] == whole["facts"]
    assert desk.states() == [State.STAYS, State.CONFIRMED, State.UNDONE]


def test_a_proposal_is_refused_and_that_is_undone(desk: Desk) -> None:
    desk.writes(TWO, "Twee vragen")
    with desk.line.app.database.transaction() as connection:
        split.refuse(connection, handle.find(connection, "KK-1001"), desk.hand())
    assert desk.states() == [State.STAYS, State.REFUSED]
    with pytest.raises(PermanentError, match="no proposal"):
        desk.confirm()
    assert desk.undo() == "split_refused"
    assert desk.states() == [State.STAYS, State.PROPOSED]


def test_thanks_stay_and_the_new_question_goes(desk: Desk) -> None:
    desk.writes(FIRST)
    (about,) = desk.sent("KK-1001")
    came = desk.writes(THANKS_AND_MORE, "Re: Factuur klopt niet", **_answers(about))
    assert [row["whole"] for row in desk.parts()] == [False]
    desk.confirm()
    assert desk.where(came) == "KK-1001"
    new = desk.ticket("KK-1002")
    assert new["module"] == "personeel"
    assert "opgelost" not in desk.parts()[0]["text"]
    with desk.line.app.database.reading() as connection:
        last = mail.last_of_person(connection, new["id"])
    assert last is not None
    assert last["message_id"] == came


@pytest.mark.parametrize("more", ["", "\n\nDe moeder van Emma Jansen belde ook al."])
def test_a_wholly_new_mail_moves_and_leaves_the_old_ticket_as_it_was(desk: Desk, more: str) -> None:
    """Also where we had answered it already, as with personal data."""
    desk.writes(FIRST)
    (about,) = desk.sent("KK-1001")
    desk.step(Event.CLOSED)
    stood = desk.ticket()
    came = desk.writes(WHOLLY_NEW + more, "Verlof van een medewerker", **_answers(about))
    assert desk.ticket()["status"] == "open"
    assert [row["whole"] for row in desk.parts()] == [True]
    desk.confirm()
    assert desk.where(came) == "KK-1002"
    assert desk.ticket()["status"] == "closed"
    assert desk.ticket()["closed_at"] == stood["closed_at"]
    assert desk.shown("KK-1002")["split_from"] == "KK-1001"
    desk.undo()
    assert desk.where(came) == "KK-1001"
    assert desk.ticket()["status"] == "open"


@pytest.mark.parametrize(("priority", "status"), [("medium", "closed"), ("low", "open")])
def test_what_a_person_put_right_meanwhile_stands(desk: Desk, priority: str, status: str) -> None:
    """A confirmed label changes nothing; a corrected one is work on the ticket."""
    desk.writes(FIRST)
    (about,) = desk.sent("KK-1001")
    desk.step(Event.CLOSED)
    assert desk.ticket()["priority"] == "medium"
    desk.writes(WHOLLY_NEW, "Verlof van een medewerker", **_answers(about))
    with desk.line.app.database.transaction() as connection:
        judged = Judgement("person:nel", "zo is het", {"priority": priority})
        correct(connection, PRESET, "KK-1001", judged, desk.now)
    desk.confirm()
    assert (desk.ticket()["status"], desk.ticket()["priority"]) == (status, priority)


@pytest.mark.parametrize(
    "body",
    [
        "Dank, het klopt nu. Ik heb geen andere vraag.",
        "Het tarief op factuur 2026-0142 klopt nog steeds niet, kunnen jullie opnieuw kijken?",
        "Nog een vraag hierover: krijgt de ouder nu een creditnota?",
    ],
)
def test_what_goes_on_about_the_ticket_is_not_proposed(desk: Desk, body: str) -> None:
    desk.writes(FIRST)
    (about,) = desk.sent("KK-1001")
    desk.writes(body, "Re: Factuur klopt niet", **_answers(about))
    assert desk.parts() == []


def test_a_preset_may_do_it_at_once_and_says_it_in_one_mail(quick: Desk) -> None:
    quick.writes(FIRST)
    (about,) = quick.sent("KK-1001")
    before = len(quick.sent("KK-1001"))
    came = quick.writes(
        "Hallo, hoe kan een medewerker in het personeelsrooster zelf verlof aanvragen? "
        "Het gaat om medewerkers op locatie Zuid.",
        "Verlof aanvragen",
        **_answers(about),
    )
    assert quick.states() == [State.CONFIRMED]
    assert quick.where(came) == "KK-1002"
    (told,) = quick.sent("KK-1002")
    assert (
        token.first_ticket(
            [str(told["Message-ID"])], next(iter(quick.line.app.desks.values())).signing_key
        )
        == "KK-1002"
    )
    assert len(quick.sent("KK-1001")) == before


LEAVE = (
    "Hallo, hoe kan een medewerker in het personeelsrooster zelf verlof aanvragen? "
    "Het gaat om medewerkers op locatie Zuid."
)


def templates(desk: Desk, number: str = "KK-1001") -> list[str]:
    """What waits for the customer of a ticket."""
    id_ = desk.ticket(number)["id"]
    waiting = [row for row in desk.line.rows(outbox.outbox) if row["state"] == "waiting"]
    return [row["template"] for row in waiting if row["ticket_id"] == id_]


def split_off(desk: Desk, part_id: int | None = None) -> None:
    """Sanne's second mail, which was merged into her first ticket, is a ticket of its own again."""
    with desk.line.app.database.transaction() as connection:
        row = handle.find(connection, "KK-1001")
        if part_id is None:
            _, second = desk.line.rows(mail.mail)
            part_id = by_hand(connection, row, PRESET, second["id"], real(), desk.hand())
    desk.confirm("KK-1001", part_id)


def merged(desk: Desk) -> None:
    """Two mails of Sanne, with an answer to each, in one ticket."""
    desk.writes(FIRST)
    desk.writes(LEAVE, "Verlof aanvragen")
    with desk.line.app.database.transaction() as connection:
        one, other = (handle.find(connection, number) for number in ("KK-1002", "KK-1001"))
        handle.merge(connection, one, other, PRESET, desk.hand())
    assert templates(desk) == ["acknowledgement"] * 2


def test_an_undone_split_gives_the_answer_that_it_kept_back(desk: Desk) -> None:
    merged(desk)
    split_off(desk)
    assert templates(desk) == ["acknowledgement"]  # to the first mail alone
    assert templates(desk, "KK-1003") == ["split"]
    desk.undo()
    assert templates(desk) == ["acknowledgement"] * 2
    assert templates(desk, "KK-1003") == []
    again = [row for row in desk.line.rows(outbox.outbox) if row["mail_id"] == 2]
    assert [(row["state"], row["next_at"]) for row in again] == [("waiting", desk.now)]
    (only,) = [row for row in desk.parts() if row["state"] == State.UNDONE]
    split_off(desk, only["id"])
    desk.undo()
    assert templates(desk) == ["acknowledgement"] * 2  # once


def test_whom_an_agent_wrote_meanwhile_needs_no_answer(desk: Desk) -> None:
    merged(desk)
    split_off(desk)
    with desk.line.app.database.transaction() as connection:
        row = handle.find(connection, "KK-1003")
        said = looked_at("Dat kan bij Personeel.", row, None, PRESET)
        post = Post(tuple(desk.line.app.desks.values()))
        say.step(connection, post, row, PRESET, Step(Event.ANSWERED), desk.hand(), said)
    assert desk.undo() == "split"
    assert templates(desk) == ["acknowledgement", "answer"]


def test_an_answer_that_had_left_is_not_given_twice(desk: Desk) -> None:
    merged(desk)
    with desk.line.app.database.transaction() as connection:
        connection.execute(update(outbox.outbox).values(state="sent"))
    split_off(desk)
    desk.undo()
    assert templates(desk) == []


def test_a_person_splits_a_mail_by_hand(desk: Desk) -> None:
    desk.writes(FIRST)
    (about,) = desk.sent("KK-1001")
    came = desk.writes("En de tablet doet het ook niet.", "Re: Factuur", **_answers(about))
    assert desk.parts() == []
    first, second = desk.line.rows(mail.mail)
    with desk.line.app.database.transaction() as connection:
        row = handle.find(connection, "KK-1001")
        with pytest.raises(PermanentError, match="began with"):
            by_hand(connection, row, PRESET, first["id"], real(), desk.hand())
        id_ = by_hand(connection, row, PRESET, second["id"], real(), desk.hand())
    (made,) = desk.confirm("KK-1001", id_)
    assert desk.where(came) == made.number


def test_a_hold_on_the_new_ticket_covers_the_mail(desk: Desk) -> None:
    desk.writes(TWO, "Twee vragen")
    desk.confirm()
    database = desk.line.app.database
    hold.on_ticket(database, "KK-1002", who="person:nel", reason="klacht", now=desk.now)
    with database.reading() as connection:
        covered = hold.covered(connection)
    assert covered.mails == frozenset({desk.line.rows(mail.mail)[0]["id"]})


def test_a_person_is_forgotten_in_parts_and_their_tickets_too(desk: Desk) -> None:
    desk.writes(TWO.replace("medewerker?", "medewerker? Met dank, Sanne de Boer"), "Twee vragen")
    desk.confirm()
    database = desk.line.app.database
    person = Person.of(("Sanne de Boer", "sanne@kdv-zon.example"))
    examiner = Examiner(Attachments(), going=lambda: None)
    contents = examiner.contents
    found = traces.trace(database, person, contents)
    assert found.tickets == {row["id"] for row in desk.line.tickets()}
    done = forget.forget(
        database, person, found, contents, who="person:fem", why="AVG", clock=lambda: desk.now
    )
    examiner.close()
    assert not forget.is_left(done)
    told = str(desk.parts()) + str(desk.line.tickets())
    assert "de Boer" not in told
    assert "sanne" not in told


def test_an_old_ticket_is_kept_while_the_new_one_goes_on(desk: Desk) -> None:
    desk.writes(TWO, "Twee vragen")
    desk.confirm()
    desk.step(Event.CLOSED)

    def tickets_gone(years: int) -> int:
        at = desk.now + timedelta(days=366 * years)
        app = desk.line.app
        gone = retention.apply(app.database, app.settings, who="person:fem", clock=lambda: at)
        return gone.get(Stored.TICKETS, 0)

    assert tickets_gone(3) == 0
    desk.step(Event.CLOSED, "KK-1002")
    assert tickets_gone(3) == 2
    assert desk.parts() == []
    (empty,) = desk.line.rows(mail.mail)
    assert empty["text"] == ""
