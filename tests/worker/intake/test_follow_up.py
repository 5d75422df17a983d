"""What a customer's mail does to its ticket: asked, closed, approved, completed, or left alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from quopri import decodestring

import pytest
from sqlalchemy import RowMapping

from config.codes import CheckCode
from config.preset import Preset, load
from desk.cells import marks
from desk.rows import newest_tickets
from ingest.message import Message
from models import audit, finding, lacking, mail, outbox, raw, ticket
from models.life import Event, Step
from tests.factories import AT, a_mail, an_organisation
from tests.servers.imap_account import ImapAccount
from tests.worker.line import Line, a_line, plain_triage
from triage import sla
from triage.decision import Check, Label, Triage
from triage.recognizers import recognize
from worker.hand import Hand
from worker.tickets import handle

pytestmark = pytest.mark.server
KIDS = load("kidskonnect")
SANNE = "Sanne de Boer <sanne@kdv-zon.example>"
STRANGER = "Mallory <mallory@elders.example>"
NEEDED = ("debtor_number", "invoice_number")


def decide(
    messages: Sequence[Message], preset: Preset, arrivals: Sequence[datetime], **_: object
) -> list[Triage]:
    """Plain triage with the real recognizers; every mail lacks what NEEDED names and it has not."""
    return [
        _decided(message, triage, preset)
        for message, triage in zip(messages, plain_triage(messages, preset, arrivals), strict=True)
    ]


def _decided(message: Message, triage: Triage, preset: Preset) -> Triage:
    spans = recognize(message, preset)
    triage = replace(triage, identifiers=spans.identifiers)
    if "ouder van" in message.text:
        return replace(triage, sender=Label("parent", 0.9))
    if "prijs" in message.subject.lower():
        return replace(triage, type=Label("extra_request", 0.9), priority=Label("low", 0.9))
    if "lijst" in message.subject.lower():
        return triage
    kinds = {one.kind for one in spans.identifiers}
    lacks = tuple(Check(CheckCode.MISSING_IDENTIFIER, kind) for kind in NEEDED if kind not in kinds)
    terms = sla.waiting("waits for the customer: missing_identifier") if lacks else triage.terms
    return replace(triage, checks=lacks, terms=terms)


class Desk:
    """A line with one ticket, KK-1001, and its customer."""

    def __init__(self, line: Line, account: ImapAccount) -> None:
        self.line, self.account, self.count = line, account, 0

    def asks(self, subject: str, body: str, sender: str = SANNE) -> None:
        self.account.deliver(a_mail(sender=sender, subject=subject, body=body))
        self.line.poll()

    def writes(self, body: str, sender: str = SANNE, **headers: str) -> RowMapping:
        """A mail in the ticket, by default an answer to our last one; the ticket after it."""
        self.count += 1
        headers.setdefault("message_id", f"<{self.count}@x.example>")
        headers.setdefault("In_Reply_To", self.line.rows(outbox.outbox)[-1]["message_id"])
        self.account.deliver(
            a_mail(sender=sender, subject="Re: [KK-1001] Lijst", body=body, **headers)
        )
        self.line.poll()
        return self.ticket

    @property
    def ticket(self) -> RowMapping:
        return self.line.tickets()[0]

    @property
    def templates(self) -> list[str]:
        return [row["template"] for row in self.line.rows(outbox.outbox)]

    def step(self, event: Event) -> None:
        with self.line.app.database.transaction() as connection:
            row = handle.find(connection, "KK-1001")
            handle.step(connection, row, KIDS, Step(event), Hand("person:nel", "zo", self.now))

    def undo(self) -> str:
        with self.line.app.database.transaction() as connection:
            row = handle.find(connection, "KK-1001")
            return handle.undo(connection, row, Hand("person:nel", "toch niet", self.now))

    @property
    def now(self) -> datetime:
        return self.line.app.clock()

    def said(self) -> str:
        """The text of our last mail."""
        last = self.line.rows(outbox.outbox)[-1]
        with self.line.app.database.reading() as connection:
            return decodestring(raw.get(connection, last["raw_id"])).decode()

    def lacks(self) -> list[str | None]:
        with self.line.app.database.reading() as connection:
            found = lacking.of_tickets(connection, [self.ticket["id"]])
        return [one.detail for one in found.get(self.ticket["id"], ())]


@pytest.fixture
def desk(database_url: str, tmp_path: Path, account: ImapAccount) -> Iterator[Desk]:
    with a_line(database_url, tmp_path, account.mailbox(), decide=decide) as line:
        yield Desk(line, account)


@pytest.fixture
def listed(desk: Desk) -> Desk:
    """A ticket that the desk has to act on."""
    desk.asks("Lijst is leeg", "De lijst van groep Zon is leeg sinds gisteren.")
    return desk


def stands(row: RowMapping) -> dict[str, object]:
    return {name: row[name] for name in row if name != "updated_at"}


@pytest.mark.parametrize("event", [None, Event.ASKED, Event.PAUSED, Event.CLOSED])
@pytest.mark.parametrize("body", ["status?", "Bedankt!"])
def test_a_mere_status_or_thanks_changes_nothing(
    listed: Desk, body: str, event: Event | None
) -> None:
    if event is not None:
        listed.step(event)
    before = stands(listed.ticket)
    assert stands(listed.writes(body)) == before
    (wrote,) = listed.line.history("wrote")
    assert (wrote["who"], wrote["mail_id"]) == ("customer", 2)
    assert "before" not in wrote["detail"]
    assert listed.templates[1:] == (["status"] if body == "status?" else [])


def test_the_status_mail_says_how_it_stands(listed: Desk) -> None:
    listed.writes("Wat is de stand van zaken?")
    assert "Melding KK-1001 is bij ons in behandeling" in listed.said()
    listed.step(Event.CLOSED)
    listed.writes("status?")
    assert "Melding KK-1001 is afgerond en gesloten" in listed.said()


def test_consent_is_an_answer_where_we_wait_for_one(listed: Desk) -> None:
    listed.step(Event.ASKED)
    after = listed.writes("Prima, dank je!")
    assert (after["clock"], after["action_required_by"]) == ("running", "desk")


def test_a_status_with_more_is_answered_and_goes_to_a_colleague(listed: Desk) -> None:
    listed.step(Event.ASKED)
    after = listed.writes("Wat is de status? Het gebeurt nu ook bij groep Maan.")
    assert (after["clock"], listed.templates[1:]) == ("running", ["status"])


def test_solved_closes_and_can_be_undone(listed: Desk) -> None:
    before = stands(listed.ticket)
    after = listed.writes("Opgelost, bedankt!")
    assert after["status"] == "closed"
    assert listed.templates[1:] == ["closed"]
    assert "Zoals je vroeg" in listed.said()
    (closed,) = listed.line.history("closed")
    assert (closed["who"], closed["mail_id"]) == ("customer", 2)
    acts = [row for row in listed.line.rows(audit.audit) if row["did"] == "closed"]
    assert [act["who"] for act in acts] == ["customer"]
    assert listed.undo() == "closed"
    assert stands(listed.ticket) == before
    assert listed.line.rows(outbox.outbox)[-1]["state"] == "failed"  # kept back: it is not so


def test_solved_while_we_wait_is_undone_to_where_we_have_to_act(listed: Desk) -> None:
    listed.step(Event.ASKED)
    listed.writes("Is opgelost, mag dicht.")
    listed.undo()
    assert (listed.ticket["status"], listed.ticket["clock"]) == ("open", "running")
    assert listed.undo() == "wrote"
    assert listed.ticket["clock"] == "waiting"


@pytest.mark.parametrize(
    "body",
    ["Niet opgelost.", "Opgelost?", "Opgelost, maar nu is de andere lijst leeg.", "Zie bijlage."],
)
def test_what_only_looks_like_it_is_for_a_colleague(listed: Desk, body: str) -> None:
    assert listed.writes(body)["status"] == "open"
    assert listed.line.history("closed") == []


def test_solved_twice_delivered_closes_once(listed: Desk) -> None:
    body, message_id = "Opgelost!", "<zelfde@x.example>"
    listed.writes(body, message_id=message_id)
    listed.writes(body, message_id=message_id)
    assert listed.line.outcomes() == {"ticket": 1, "follow_up": 1, "duplicate": 1}
    assert len(listed.line.history("closed")) == 1
    assert listed.templates[1:] == ["closed"]
    listed.writes(body)  # written again: it is closed already, and nobody is bothered
    assert len(listed.line.history("closed")) == 1
    assert listed.templates[1:] == ["closed"]


def test_a_stranger_closes_nothing(listed: Desk) -> None:
    before = stands(listed.ticket)
    listed.writes("Opgelost, mag dicht.", STRANGER)
    assert stands(listed.ticket) == before
    assert len(listed.line.tickets()) == 2
    assert listed.line.history("wrote") == []


def test_thanks_long_after_begin_no_ticket(listed: Desk) -> None:
    with listed.line.app.database.transaction() as connection:
        long_ago = AT - timedelta(days=400)
        connection.execute(
            ticket.ticket.update().values(status="closed", closed_at=long_ago, clock="none")
        )
    assert listed.writes("Bedankt nog!")["status"] == "closed"
    assert len(listed.line.tickets()) == 1
    listed.writes("Het gebeurt weer.")
    assert len(listed.line.tickets()) == 2


def test_all_in_one_chunk(desk: Desk) -> None:
    replies = ["status?", "Opgelost!", "Bedankt!", "Het is er weer."]
    desk.account.deliver(
        a_mail(sender=SANNE, subject="Lijst is leeg", body="De lijst is leeg."),
        *(
            a_mail(
                sender=SANNE,
                subject="Re: Lijst is leeg",
                body=body,
                message_id=f"<{number}@x.example>",
                In_Reply_To="<een@kdv-zon.example>",
            )
            for number, body in enumerate(replies)
        ),
    )
    desk.line.poll()
    assert desk.templates == ["acknowledgement", "status", "closed"]
    assert desk.ticket["status"] == "open"  # the last mail opened it again
    assert len(desk.line.history("wrote")) == 4


# -- prices --------------------------------------------------------------------------------------


@pytest.fixture
def priced(desk: Desk) -> Desk:
    """A ticket with a price to approve."""
    desk.asks("Wat is de prijs van een kolom?", "Graag een offerte voor een extra kolom.")
    desk.step(Event.INVOICED)
    return desk


@pytest.mark.parametrize(
    ("body", "invoice", "template"),
    [
        ("Akkoord, ga maar door!", "approved", "price_decided"),
        ("Te duur, laat maar.", "refused", "price_decided"),
        ("Akkoord, maar pas vanaf januari?", "to_approve", None),
        ("Akkoord mits het voor de kerst klaar is.", "to_approve", None),
        ("Opgelost, mag dicht.", "to_approve", None),
    ],
)
def test_a_price_is_decided_by_mail(
    priced: Desk, body: str, invoice: str, template: str | None
) -> None:
    after = priced.writes(body)
    assert (after["invoice"], after["status"]) == (invoice, "open")
    assert (after["clock"], after["action_required_by"]) == ("running", "desk")
    assert priced.templates[1:] == ([template] if template else [])
    if template:
        priced.undo()
        assert priced.ticket["invoice"] == "to_approve"


def test_a_mere_status_says_that_a_price_waits(priced: Desk) -> None:
    assert priced.writes("Hoe staat het hiermee?")["clock"] == "waiting"
    assert "wacht op je besluit over de prijs" in priced.said()


def test_consent_without_a_price_decides_nothing(listed: Desk) -> None:
    after = listed.writes("Akkoord.")
    assert (after["invoice"], listed.templates[1:]) == ("none", [])


def test_a_price_is_left_to_whom_the_organisation_leaves_it(priced: Desk) -> None:
    contacts = {"sanne@kdv-zon.example": "staff", "anke@kdv-zon.example": "superadmin"}
    with priced.line.app.database.transaction() as connection:
        an_organisation(connection, domains=["kdv-zon.example"], contacts=contacts)
    for_some = KIDS.consent.model_copy(update={"price": ("superadmin",)})
    name, of_line = next(iter(priced.line.app.desks.items()))
    preset = of_line.preset.model_copy(update={"consent": for_some})
    priced.line.app.desks[name] = replace(of_line, preset=preset)
    assert priced.writes("Akkoord.")["invoice"] == "to_approve"
    assert "leaves to others" in priced.line.history("wrote")[-1]["why"]
    assert priced.writes("Akkoord.", "anke@kdv-zon.example")["invoice"] == "approved"


SERVER = "mx.desk.example"
VOUCHED = f"{SERVER}; dmarc=pass header.from=kdv-zon.example"
FORGED = f"{SERVER}; dmarc=fail header.from=kdv-zon.example"
ALONE = {"In_Reply_To": ""}  # the number in the subject is all that names the ticket


@pytest.fixture
def guarded(database_url: str, tmp_path: Path, account: ImapAccount) -> Iterator[Desk]:
    """A desk whose server says who is forged, and a ticket that could have a price."""
    box = account.mailbox(authserv_id=SERVER)
    with a_line(database_url, tmp_path, box, decide=decide) as line:
        desk = Desk(line, account)
        desk.asks("Wat is de prijs van een kolom?", "Graag een offerte voor een extra kolom.")
        yield desk


@pytest.mark.parametrize(
    ("headers", "invoice"),
    [
        ({}, "approved"),
        ({"Authentication_Results": VOUCHED}, "approved"),
        ({**ALONE, "Authentication_Results": VOUCHED}, "approved"),
        (ALONE, "to_approve"),  # anybody can guess a number, and write under any name
        ({"Authentication_Results": FORGED}, "to_approve"),
        ({"Precedence": "bulk"}, "to_approve"),
        ({**ALONE, "Authentication_Results": FORGED}, "to_approve"),
        (
            {**ALONE, "Authentication_Results": VOUCHED, "sender": f"{SANNE}@evil.example"},
            "to_approve",
        ),
    ],
)
def test_a_price_is_decided_by_whom_it_was_sent(
    guarded: Desk, headers: dict[str, str], invoice: str
) -> None:
    guarded.step(Event.INVOICED)
    assert guarded.writes("Akkoord, ga maar door!", **headers)["invoice"] == invoice


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, "closed"),
        ({**ALONE, "Authentication_Results": VOUCHED}, "closed"),
        (ALONE, "open"),  # anybody can guess a number, and write under any name
        ({"Authentication_Results": FORGED}, "open"),
        ({"Precedence": "bulk"}, "open"),
        ({**ALONE, "Authentication_Results": VOUCHED, "sender": f"{SANNE}@evil.example"}, "open"),
    ],
)
def test_a_forged_mail_closes_nothing(guarded: Desk, headers: dict[str, str], status: str) -> None:
    assert guarded.writes("Opgelost, mag dicht.", **headers)["status"] == status


def wish(desk: Desk) -> str | None:
    with desk.line.app.database.reading() as connection:
        (row,) = newest_tickets(connection, 1)
    return row.wish


def test_what_may_be_anybodys_is_proposed_to_a_colleague_and_told(guarded: Desk) -> None:
    assert guarded.writes("Opgelost, mag dicht.", **ALONE)["status"] == "open"
    (line,) = guarded.line.history("wished")
    assert (line["who"], line["detail"]["wish"]) == ("customer", "closed")
    assert "wishes closed, but answers no mail of the ticket" in line["why"]
    assert guarded.templates[-1] == "noted"
    said = " ".join(guarded.said().split())
    assert "Fijn om te lezen dat het is opgelost." in said
    assert "Een collega kijkt er daarom eerst naar; je hoeft niets te doen" in said
    assert wish(guarded) == "closed"
    with guarded.line.app.database.reading() as connection:
        (row,) = newest_tickets(connection, 1)
    assert "closed?" in [mark.plain for mark in marks(row)]
    guarded.step(Event.CLOSED)
    assert wish(guarded) is None


def test_a_price_that_may_be_anybodys_is_proposed_too(guarded: Desk) -> None:
    guarded.step(Event.INVOICED)
    guarded.writes("Te duur, laat maar.", **ALONE)
    assert "niet akkoord gaat met de prijs" in " ".join(guarded.said().split())
    assert wish(guarded) == "declined"
    guarded.writes("Wacht, ik vraag het nog even na bij de directie.")
    assert wish(guarded) is None  # who writes again may have thought again


@pytest.mark.parametrize("headers", [{"Authentication_Results": FORGED}, {"Precedence": "bulk"}])
def test_what_is_surely_not_the_customers_is_neither(
    guarded: Desk, headers: dict[str, str]
) -> None:
    guarded.writes("Opgelost, mag dicht.", **headers)
    assert guarded.templates == ["acknowledgement"]
    assert guarded.line.history("wished") == []
    assert wish(guarded) is None


# -- forgotten numbers ---------------------------------------------------------------------------


@pytest.fixture
def waiting(desk: Desk) -> Desk:
    """A ticket that lacks a debtor number and an invoice number."""
    desk.asks("Factuur klopt niet", "Er staat een verkeerd bedrag op de factuur van deze ouder.")
    assert (desk.ticket["clock"], desk.lacks()) == ("waiting", list(NEEDED))
    return desk


def test_one_number_of_two_is_thanked_for_and_the_other_asked(waiting: Desk) -> None:
    after = waiting.writes("Het debiteurnummer is 10422.")
    assert (after["clock"], after["action_required_by"]) == ("waiting", "organisation")
    assert waiting.lacks() == ["invoice_number"]
    assert waiting.templates == ["incomplete", "supplied"]
    said = waiting.said()
    assert "debiteurnummer 10422" in said
    assert "factuurnummer" in said
    assert said.count("debiteurnummer") == said.count("debiteurnummer 10422")
    after = waiting.writes("factuurnummer 2026-0142")
    assert (after["clock"], after["action_required_by"]) == ("running", "desk")
    assert waiting.lacks() == []
    assert waiting.templates == ["incomplete", "supplied", "supplied"]
    assert "Daarmee hebben we wat nodig was" in waiting.said()
    gave = [row["detail"]["gave"] for row in waiting.line.history("supplied")]
    assert gave == [["debtor_number"], ["invoice_number"]]


def test_both_numbers_start_the_clock(waiting: Desk) -> None:
    after = waiting.writes("Debiteur 10422, factuur 2026-0142.")
    assert (after["clock"], after["action_required_by"]) == ("running", "desk")
    assert after["respond_by"] is not None
    assert waiting.lacks() == []


def test_a_number_is_taken_back(waiting: Desk) -> None:
    before = stands(waiting.ticket)
    waiting.writes("Debiteur 10422, factuur 2026-0142.")
    assert [waiting.undo(), waiting.undo()] == ["supplied", "wrote"]
    assert stands(waiting.ticket) == before
    assert waiting.lacks() == list(NEEDED)


def test_a_number_alone_is_the_one_that_is_missing(waiting: Desk) -> None:
    waiting.writes("factuurnummer 2026-0142")
    assert waiting.lacks() == ["debtor_number"]
    waiting.writes("10422")
    assert waiting.lacks() == []
    known = waiting.line.rows(finding.identifier)
    assert ("debtor_number", "10422") in {(row["kind"], row["value"]) for row in known}


def test_status_and_a_number_get_one_mail(waiting: Desk) -> None:
    waiting.writes("Status? En hier is het debiteurnummer 10422 en factuur 2026-0142.")
    assert waiting.templates == ["incomplete", "supplied"]


def test_a_mere_status_says_what_is_missing(waiting: Desk) -> None:
    assert waiting.writes("status?")["clock"] == "waiting"
    said = waiting.said()
    assert "wacht nog op een aanvulling" in said
    assert "debiteurnummer" in said


def test_any_other_answer_starts_the_clock_as_ever(waiting: Desk) -> None:
    after = waiting.writes("Dat nummer heb ik niet, de ouder heet in ons systeem anders.")
    assert (after["clock"], waiting.templates) == ("running", ["incomplete"])
    assert waiting.lacks() == list(NEEDED)  # and the agents see that it is missing


# -- what stands in a ticket stays in it ---------------------------------------------------------


def test_personal_data_in_such_a_mail_is_found_and_said_in_the_same_mail(listed: Desk) -> None:
    listed.writes("Opgelost, dank! Het lag aan BSN 123456782.")
    assert listed.templates[1:] == ["closed"]
    assert "een BSN, in de tekst" in listed.said()
    assert "123456782" not in listed.said()
    assert "[BSN]" in listed.line.rows(mail.mail)[-1]["text"]


def test_an_answer_goes_to_those_who_have_a_part(listed: Desk) -> None:
    listed.writes("status?", Reply_To="mallory@elders.example")
    assert listed.line.rows(outbox.outbox)[-1]["recipient"] == "sanne@kdv-zon.example"
    listed.writes("status?", Reply_To="anke@kdv-zon.example")
    assert listed.line.rows(outbox.outbox)[-1]["recipient"] == "anke@kdv-zon.example"


def test_a_parent_is_told_no_more(desk: Desk) -> None:
    parent = "Piet <piet@postbus.example>"
    desk.asks("Lijst", "Ik ben de ouder van Mees en zie geen lijst.", parent)
    assert desk.templates == ["referral"]
    assert desk.writes("Opgelost, bedankt!", parent)["status"] == "closed"
    assert desk.templates == ["referral"]
    assert "told no more" in desk.line.history("not_answered")[-1]["why"]


def test_a_claim_that_we_decide_otherwise_is_said(desk: Desk) -> None:
    desk.asks("Lijst is leeg", "Prioriteit: kritiek. De lijst van groep Zon is leeg.")
    said = " ".join(desk.said().split())
    assert "Je schreef “kritiek”; omdat we bij iedereen naar de gevolgen kijken" in said
    assert "houden we prioriteit medium aan: één onderdeel" in said
    (told,) = desk.line.history("claimed")
    assert "says kritiek; what is described makes it bug, medium" in told["why"]


def test_a_type_and_a_cry_that_we_decide_otherwise_are_said_in_one_sentence(desk: Desk) -> None:
    desk.asks("[Wens] SPOED!!", "De lijst van groep Zon is leeg.")
    said = " ".join(desk.said().split())
    assert "Je schreef “Wens” en “spoed”; zoals je het beschrijft" in said
    assert said.count("Je schreef") == 2  # in the text and in the HTML, once each
    assert [line["why"] for line in desk.line.history("claimed")] == [
        "the sender says Wens, spoed; what is described makes it bug, medium"
    ]


def test_a_claim_that_we_share_is_not(desk: Desk) -> None:
    desk.asks("Lijst is leeg", "Prioriteit: medium. De lijst van groep Zon is leeg.")
    assert "schreef" not in desk.said()
    assert desk.line.history("claimed") == []
