"""What agents are sent of tickets: on a real mailbox and database, read from the outbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.agents import Agent
from models import mail
from notify import token
from notify.token import For
from tests.servers.imap_account import ImapAccount
from tests.worker.agents import NEL, TOM, Office, an_office
from tests.worker.line import a_line
from worker.tickets import group

pytestmark = pytest.mark.server


@pytest.fixture
def office(database_url: str, tmp_path: Path, account: ImapAccount) -> Iterator[Office]:
    with an_office(database_url, tmp_path, account, NEL, TOM) as office:
        office.customer(body="Het BSN is 123456782, de factuur 2026-0142 klopt niet.")
        yield office


def test_a_new_ticket_is_mailed_to_its_group(office: Office) -> None:
    (row,) = office.sent("nel@desk.example")
    assert (row["template"], row["language"]) == ("triaged", "nl")
    letter, text = office.read(row), office.text(row)
    assert letter["Subject"] == "[KK-1001] Medium, Facturatie: Factuur klopt niet"
    assert letter["Reply-To"] == "support@desk.example"
    assert letter["Auto-Submitted"] == "auto-replied"  # no vacation notice shall answer it
    assert letter["In-Reply-To"] is None  # a thread apart from the customer's
    assert "> Het BSN is [BSN], de factuur 2026-0142 klopt niet." in text
    assert "Antwoord uiterlijk" in text
    assert "Beste Sanne de Boer," in text  # a prepared answer
    assert "123456782" not in text


def test_an_agent_sees_that_answers_go_elsewhere(office: Office) -> None:
    assert "sanne@kdv-zon.example" in office.text(office.sent("nel@desk.example")[0])
    assert "→" not in office.text(office.sent("nel@desk.example")[0])
    office.customer("Andere vraag", Reply_To="mallory@evil.example")
    told = office.text(office.sent("nel@desk.example")[-1])
    assert "van sanne@kdv-zon.example → mallory@evil.example" in told


def test_its_token_speaks_for_agents_alone(office: Office) -> None:
    key = office.line.app.desks["support"].signing_key
    (ours,) = office.sent("nel@desk.example")
    (theirs,) = office.sent("sanne@kdv-zon.example")
    assert token.ticket_of(ours["message_id"], key, aim=For.DESK) == "KK-1001"
    assert token.ticket_of(ours["message_id"], key) is None
    assert token.ticket_of(theirs["message_id"], key, aim=For.DESK) is None


def test_what_a_customer_writes_again_comes_in_the_same_thread(office: Office) -> None:
    (answer,) = office.sent("sanne@kdv-zon.example")
    body = "Bel 123456782 maar.\n\nOp vr 20 nov 2026 om 09:15 schreef Support:\n> oud nieuws"
    office.customer("Re: Factuur", In_Reply_To=answer["message_id"], body=body)
    first, second = office.sent("nel@desk.example")
    letter, text = office.read(second), office.text(second)
    assert second["template"] == "wrote"
    assert letter["In-Reply-To"] == first["message_id"]
    assert letter["Subject"] == "Re: [KK-1001] Medium, Facturatie: Factuur klopt niet"
    assert "> Bel [BSN] maar." in text
    assert "oud nieuws" not in text
    assert "123456782" not in text


def test_a_wish_that_may_be_anybodys_is_taken_by_one_order(office: Office) -> None:
    office.customer("Re: [KK-1001] Factuur klopt niet", body="Opgelost, mag dicht!")
    told = office.sent("nel@desk.example")[-1]
    text = " ".join(office.text(told).split())
    assert told["template"] == "wrote"
    assert "De klant schrijft dat het is opgelost." in text
    assert "Klopt het? Antwoord dan met #sluit" in text
    assert office.line.tickets()[0]["status"] == "open"
    office.agent("#sluit", told["message_id"])
    assert office.line.tickets()[0]["status"] == "closed"
    assert office.sent("sanne@kdv-zon.example")[-1]["template"] == "closed"


def test_whoever_has_the_ticket_is_told_alone(office: Office) -> None:
    office.agent("#geef aan Tom Baas", office.asks())
    assert [row["template"] for row in office.sent("tom@desk.example")] == ["triaged"]
    (answer, *_) = office.sent("sanne@kdv-zon.example")
    office.customer("Re: Factuur", In_Reply_To=answer["message_id"])
    assert [row["template"] for row in office.sent("tom@desk.example")] == ["triaged", "wrote"]
    assert len(office.sent("nel@desk.example")) == 1


def test_a_storm_of_one_customer_ends_with_an_alarm(office: Office) -> None:
    for number in range(group.MOST_AN_HOUR + 3):
        office.customer(f"Factuur {number} klopt niet")
    assert len(office.sent("nel@desk.example")) == group.MOST_AN_HOUR
    assert len(office.line.history("agents_not_told")) == 4
    assert len(office.line.rows(mail.mail)) == group.MOST_AN_HOUR + 4  # and none is lost


def test_without_agents_nobody_is_told(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    with a_line(database_url, tmp_path, account.mailbox()) as line:
        office = Office(line, account)
        office.customer()
        assert {row["recipient"] for row in office.sent()} == {"sanne@kdv-zon.example"}


def test_an_agent_of_another_desk_hears_nothing(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    other = Agent(name="Jo", address="jo@kamp.example", presets=("kampadmin",))
    with an_office(database_url, tmp_path, account, other) as office:
        office.customer()
        assert not office.sent("jo@kamp.example")
