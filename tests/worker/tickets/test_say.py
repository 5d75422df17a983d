"""What the customer gets of each step: on a real database and mailbox, read from the outbox."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from config.errors import PermanentError
from models import audit, mail, outbox
from models.life import Event
from models.outbox import outbox as outbox_table
from notify import token
from tests.servers.imap_account import ImapAccount
from tests.worker.one_ticket import ANSWER, PRESET, Desk, one_ticket
from worker.hand import Hand
from worker.post import addresses
from worker.post.tell import Told, Untold
from worker.tickets import handle, say, words
from worker.tickets.correct import Judgement, correct

pytestmark = pytest.mark.server
ANKE = "anke@bso-maan.example"
GERMAN = "Guten Tag, seit gestern ist die Rechnung für unsere Gruppe leider nicht mehr richtig."
HOLDS_BSN = "Het gaat om het kind met BSN 123456782, toch?"


@pytest.fixture
def desk(database_url: str, tmp_path: Path, account: ImapAccount) -> Iterator[Desk]:
    with one_ticket(database_url, tmp_path, account) as desk:
        yield desk


@pytest.mark.parametrize(
    ("event", "text", "template", "says"),
    [
        (Event.ANSWERED, ANSWER, "answer", ANSWER),
        (Event.ASKED, "Welke factuur is het?", "question", "Welke factuur is het?"),
        (Event.CLOSED, ANSWER, "closed", "tot en met woensdag 9 december"),
        (Event.CLOSED, None, "closed", "is afgerond en gesloten."),
        (Event.PAUSED, "Tot het overleg.", "paused", "Tot het overleg."),
    ],
)
def test_a_step_is_told(
    desk: Desk, event: Event, text: str | None, template: str, says: str
) -> None:
    taken = desk.step(event, text)
    assert taken.mail == Told(taken.mail.outbox_id, template, "nl")  # type: ignore[union-attr]
    (row,) = desk.sent()
    assert (row["template"], row["recipient"]) == (template, "sanne@kdv-zon.example")
    assert row["words"] == text
    assert says in desk.text(row)
    assert "Beste Sanne de Boer," in desk.text(row)


def test_mail_programs_show_it_in_the_conversation(desk: Desk) -> None:
    desk.writes(
        "Re: [KK-1001] Factuur klopt niet", "twee", References="<een@x.example> <a@b.example>"
    )
    desk.step(Event.ANSWERED, ANSWER)
    (row,) = desk.sent()
    found = desk.read(row)
    assert found["In-Reply-To"] == "<twee@x.example>"
    assert found["References"].split() == ["<een@x.example>", "<a@b.example>", "<twee@x.example>"]
    assert found["Subject"] == "[KK-1001] Re: Factuur klopt niet"
    assert found["Auto-Submitted"] is None  # a person wrote it
    key = desk.line.app.desks["support"].signing_key
    assert token.ticket_of(found["Message-ID"], key) == "KK-1001"
    desk.writes("Dank", "drie", In_Reply_To=found["Message-ID"])
    assert {one["ticket_id"] for one in desk.line.rows(mail.mail)} == {row["ticket_id"]}


def test_outlook_shows_it_in_the_conversation(desk: Desk) -> None:
    index = b64encode(b"\x01" + bytes(range(21))).decode()
    desk.writes("RE: Antw: [KK-1001] Re: Factuur klopt niet", "twee", Thread_Index=index)
    desk.step(Event.ANSWERED, ANSWER)
    (row,) = desk.sent()
    found = desk.read(row)
    assert found["Thread-Topic"] == "Factuur klopt niet"
    assert b64decode(found["Thread-Index"])[:22] == b64decode(index)
    assert found["Subject"] == "[KK-1001] Re: Factuur klopt niet"


def test_the_first_answer_of_a_mail_from_outlook_goes_on_too(desk: Desk) -> None:
    index = b64encode(b"\x01" + bytes(range(21))).decode()
    desk.writes("RE: TR: Incasso", "twee", Thread_Index=index, In_Reply_To="<ouder@x.example>")
    answer = desk.line.rows(outbox.outbox)[-1]
    found = desk.read(answer)
    assert found["Thread-Topic"] == "Incasso"
    assert found["Subject"] == "[KK-1002] Re: Incasso"
    assert found["References"].split() == ["<ouder@x.example>", "<twee@x.example>"]


def test_a_note_of_the_machine_says_so(desk: Desk) -> None:
    desk.step(Event.CLOSED)
    assert desk.read(desk.sent()[0])["Auto-Submitted"] == "auto-replied"


def test_the_answer_is_repeated_when_it_closes(desk: Desk) -> None:
    desk.step(Event.ANSWERED, ANSWER)
    desk.step(Event.ASKED, "Lukt het zo?")
    desk.step(Event.CLOSED)
    assert ANSWER in desk.text(desk.sent()[-1])
    assert desk.sent()[-1]["words"] is None


def test_it_speaks_the_language_of_the_last_mail(desk: Desk) -> None:
    desk.writes("Re: [KK-1001] Factuur klopt niet", "twee", body=GERMAN)
    assert desk.step(Event.CLOSED).mail.language == "de"  # type: ignore[union-attr]


def test_it_goes_where_the_customer_asked_for_answers(desk: Desk) -> None:
    desk.writes("Incasso", "twee", Reply_To="administratie@kdv-zon.example")
    desk.step(Event.ANSWERED, ANSWER, "KK-1002")
    assert [row["recipient"] for row in desk.sent("KK-1002")] == ["administratie@kdv-zon.example"]


@pytest.mark.parametrize("event", [Event.ANSWERED, Event.ASKED])
def test_what_says_nothing_is_not_done(desk: Desk, event: Event) -> None:
    with pytest.raises(PermanentError, match="--text or --file"):
        desk.step(event)
    assert desk.sent() == []
    assert desk.line.history(event.value) == desk.line.history("answered")[:1] * (
        event is Event.ANSWERED
    )  # the machine's own


def test_what_is_undone_before_it_left_does_not_leave(desk: Desk) -> None:
    desk.step(Event.ANSWERED, ANSWER)
    desk.step(Event.CLOSED)
    with desk.line.app.database.transaction() as connection:
        handle.undo(connection, handle.find(connection, "KK-1001"), Hand("nel", "", desk.now))
    answer, closed = desk.sent()
    assert (answer["state"], closed["state"]) == ("waiting", "failed")
    assert closed["error"].startswith("withdrawn")


def test_what_has_left_stays_sent(desk: Desk) -> None:
    desk.step(Event.CLOSED)
    with desk.line.app.database.transaction() as connection:
        connection.execute(update(outbox_table).values(state="sent"))
        handle.undo(connection, handle.find(connection, "KK-1001"), Hand("nel", "", desk.now))
    assert [row["state"] for row in desk.sent()] == ["sent"]


def test_quiet_is_quiet(desk: Desk) -> None:
    assert isinstance(desk.step(Event.CLOSED, quiet=True).mail, Untold)
    assert desk.ticket()["status"] == "closed"
    assert desk.sent() == []


def test_a_parent_hears_no_more(desk: Desk) -> None:
    desk.becomes(sender_kind="parent", sender_confidence=0.97)
    assert "a parent" in desk.step(Event.CLOSED).mail.reason  # type: ignore[union-attr]
    assert desk.ticket()["status"] == "closed"
    desk.step(Event.REOPENED)
    with pytest.raises(PermanentError, match="no mail can go to the customer: a parent"):
        desk.step(Event.ASKED, "Wie is het?")
    assert desk.ticket()["clock"] == "running"
    assert desk.sent() == []


def test_an_unsure_parent_is_a_customer(desk: Desk) -> None:
    desk.becomes(sender_kind="parent", sender_confidence=0.4)
    assert isinstance(desk.step(Event.CLOSED).mail, Told)


def test_an_address_that_is_marked_is_left_alone_until_it_is_cleared(desk: Desk) -> None:
    desk.step(Event.ANSWERED, ANSWER)
    hand = Hand("person:nel", "kwam terug", desk.now)
    with desk.line.app.database.transaction() as connection:
        addresses.mark(connection, "Sanne@KDV-zon.example", hand)
    desk.writes("Re: [KK-1001] Factuur klopt niet", "twee")  # the customer writing clears nothing
    closed = desk.step(Event.CLOSED).mail
    assert isinstance(closed, Untold)
    assert "meldpost addresses" in closed.reason
    desk.step(Event.REOPENED)
    with desk.line.app.database.transaction() as connection:
        addresses.clear(connection, "sanne@kdv-zon.example", hand)
    assert isinstance(desk.step(Event.CLOSED).mail, Told)


def test_nobody_is_flooded(desk: Desk) -> None:
    for _ in range(9):  # the first answer of the machine counts too
        desk.step(Event.ANSWERED, ANSWER)
        desk.now -= timedelta(minutes=5)
    with_one_more = desk.step(Event.CLOSED)
    assert isinstance(with_one_more.mail, Told | Untold)
    for _ in range(3):
        desk.now -= timedelta(minutes=5)
        desk.step(Event.REOPENED)
        desk.now -= timedelta(minutes=5)
        last = desk.step(Event.CLOSED)
    assert last.mail == Untold("pace: 10 in 0:10:00 to one address")


def test_a_price_and_what_became_of_it(desk: Desk) -> None:
    desk.becomes(type="extra_request", priority="low")
    desk.step(Event.INVOICED, "Een extra kolom: € 480, eenmalig.")
    assert desk.ticket()["invoice"] == "to_approve"
    desk.step(Event.APPROVED)
    price, decided = desk.sent()
    assert "€ 480" in desk.text(price)
    assert "niet akkoord: we voeren het niet uit" in desk.text(price)
    assert "Bedankt voor je akkoord" in desk.text(decided)


def test_another_priority_is_told_with_its_rule(desk: Desk) -> None:
    desk.becomes(priority="critical")
    with desk.line.app.database.transaction() as connection:
        row = handle.find(connection, "KK-1001")
        judged = Judgement("person:nel", "", {"type": "usage_question", "priority": "medium"})
        changed = correct(connection, PRESET, "KK-1001", judged, desk.now)
        told = say.weighed_again(connection, desk.post, row, changed, desk.now)
    assert isinstance(told, Told)
    text = desk.text(desk.sent()[0])
    assert "- Prioriteit: Medium (was Kritiek)" in text
    assert "Alleen een error of bug kan de prioriteit kritiek hebben." in text


def test_another_module_is_nothing_to_tell(desk: Desk) -> None:
    with desk.line.app.database.transaction() as connection:
        row = handle.find(connection, "KK-1001")
        changed = {"module": ("facturatie", "account")}
        assert say.weighed_again(connection, desk.post, row, changed, desk.now) is None


def merged(desk: Desk, number: str, into: str) -> Told | Untold:
    with desk.line.app.database.transaction() as connection:
        row, other = handle.find(connection, number), handle.find(connection, into)
        hand = Hand("person:nel", "hetzelfde", desk.now)
        return say.merge(connection, desk.post, row, other, PRESET, hand)


def test_a_merge_is_told_in_the_conversation_of_the_ticket_that_ends(desk: Desk) -> None:
    desk.writes("Incasso", "twee")
    assert isinstance(merged(desk, "KK-1002", "KK-1001"), Told)
    (row,) = desk.sent("KK-1002")
    assert desk.read(row)["In-Reply-To"] == "<twee@x.example>"
    assert "alles staat nu in melding KK-1001 (Factuur klopt niet)" in desk.text(row)


def test_but_not_about_a_ticket_of_another_organisation(desk: Desk) -> None:
    desk.writes("Incasso", "twee", ANKE)
    assert merged(desk, "KK-1002", "KK-1001") == Untold(
        "the other ticket is of another organisation"
    )
    assert desk.ticket("KK-1002")["status"] == "closed"


def test_personal_data_in_an_answer_is_shown_by_kind_and_place(desk: Desk) -> None:
    with pytest.raises(words.Betraying, match=r"bsn \(line 2\)") as raised:
        desk.step(Event.ANSWERED, f"Dag,\n{HOLDS_BSN}")
    assert "123456782" not in str(raised.value)
    assert desk.sent() == []


def test_it_goes_anyway_and_is_recorded_and_masked(desk: Desk) -> None:
    desk.step(Event.ANSWERED, HOLDS_BSN, anyway=True)
    (row,) = desk.sent()
    assert "123456782" in desk.text(row)
    assert "123456782" not in row["words"]
    assert "[BSN]" in row["words"]
    (act,) = [one for one in desk.line.rows(audit.audit) if one["did"] == "answered"]
    assert (act["who"], act["why"], act["detail"]) == (
        "person:nel",
        "zo is het",
        {"anyway": ["bsn"]},
    )


@pytest.mark.parametrize(
    "text",
    [
        "Dag Sanne de Boer, de factuur 2026-0142 van debiteur 20417 is hersteld.",  # her own name
        "Kijk op https://help.kidskonnect.nl/incasso.",
        "Sinds 12 november lukt het weer.",
    ],
)
def test_what_is_no_personal_data_passes(desk: Desk, text: str) -> None:
    desk.step(Event.ANSWERED, text)
    assert desk.sent()[0]["words"] == text


@pytest.mark.parametrize("text", ["", " \n\n ", "\t"])
def test_nothing_is_nothing(desk: Desk, text: str) -> None:
    with desk.line.app.database.reading() as connection:
        row = handle.find(connection, "KK-1001")
        with pytest.raises(PermanentError, match="nothing to say"):
            words.looked_at(text, row, None, PRESET)


def test_markup_of_an_agent_stays_text(desk: Desk) -> None:
    desk.step(Event.ANSWERED, "<b>{{ 7 * 7 }}</b>\r\n\r\n- een\r\n- twee")
    (row,) = desk.sent()
    html = desk.read(row).get_body(("html",))
    assert html is not None
    found = html.get_content()
    assert "&lt;b&gt;{{ 7 * 7 }}&lt;/b&gt;" in found
    assert re.search(r"<ul[^>]*><li[^>]*>een</li>", found)


def test_colleagues_are_told_in_the_language_of_the_desk(desk: Desk) -> None:
    from notify.inside import Warned

    with desk.line.app.database.transaction() as connection:
        post, one = desk.post, desk.post.desks[0]
        due = desk.now + timedelta(days=1)
        told = post.colleagues(
            connection, one, Warned("respond", due), "leiding@desk.example", desk.now,
            number="KK-1001",
        )  # fmt: skip
    assert told.language == "nl"
    (row,) = desk.sent()
    assert row["recipient"] == "leiding@desk.example"
    assert "driekwart van de tijd" in desk.text(row)
