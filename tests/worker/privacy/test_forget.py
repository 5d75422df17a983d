"""A person is forgotten: every byte, proved; nobody else is; a hold stops it; it may be broken off.

Triage is plain here and redacts one BSN only, so that the tables are full of the person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import String

from config.retention import Retention
from config.servers import After
from ingest.sources.imap import ImapSource
from models import (
    audit,
    columns,
    contact,
    correction,
    finding,
    mail,
    organisation,
    outbox,
    quarantine,
    raw,
)
from models.schema import METADATA
from tests.factories import AT
from tests.promises import spy
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import SmtpSink
from tests.worker.privacy.hadewych import (
    ADDRESS,
    BORN,
    GONE,
    MAILS,
    NAME,
    OWN,
    PHONE,
    World,
    a_world,
    written,
)
from worker import steps
from worker.privacy import copies, forget, hold, retention, wiped

pytestmark = pytest.mark.server

KEPT = ("Sanne de Boer", "sanne@kdv-zon.example", "Jorrit Kwakman", "debiteur 20417")


@pytest.fixture
def world(
    database_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> Iterator[World]:
    with a_world(database_url, tmp_path, account, smtp_sink, After(action="nothing")) as found:
        yield found


def test_no_byte_of_a_person_is_left(world: World, database_url: str, tmp_path: Path) -> None:
    before = spy.held(database_url, tmp_path / "data")
    assert spy.leaks(before, [NAME, ADDRESS, BORN, PHONE])
    outcome = world.forget()
    assert not forget.is_left(outcome)
    assert outcome.left.found is False
    after = spy.held(database_url, tmp_path / "data")
    leaks = spy.leaks(after, GONE)
    in_e = {("Hadewych")}  # a first name in a mail of somebody else is not hers alone
    assert {secret for _, secret in leaks} <= in_e
    assert {one for held in after.values() for one in spy.betrayed(held, KEPT)} == set(KEPT)


def test_what_goes_and_what_stays(world: World) -> None:
    line = world.line
    outcome = world.forget()
    rows = {row["id"]: row for row in line.rows(mail.mail)}
    by_subject = {row["subject"]: row for row in rows.values()}
    erased = {row["id"] for row in line.rows(raw.raw) if row["codec"] == "erased"}
    own, forwarded, follow_up, listed, other = (
        by_subject[one]
        for one in ("Factuur van [gewist]", "FW: Factuur", "Re: Factuur", "Lijst", "Ander")
    )
    assert own["sender"] == outcome.request.address == "gewist-1@gewist.invalid"
    assert own["sender_name"] == "[gewist]"
    assert own["text"].startswith("BSN [gewist], geboren [gewist].")
    assert own["message_id"].startswith("sha256:")
    assert forwarded["sender"] == "sanne@kdv-zon.example"
    assert "debiteur 20417" in forwarded["text"]
    assert follow_up["text"].startswith("[gewist] belde weer. Jorrit Kwakman ook.")
    assert "mevrouw Hadewych" in other["text"]
    gone = [own, forwarded, follow_up, listed]
    assert {row["raw_id"] for row in gone} <= erased
    assert other["raw_id"] not in erased
    assert line.rows(quarantine.quarantine) == []
    assert line.outcomes()["skipped"] == 1
    tickets = line.tickets()
    assert [row["requester"] for row in tickets].count(outcome.request.address) == 1
    answers = {row["recipient"] for row in line.rows(outbox.outbox)}
    assert answers == {outcome.request.address, "sanne@kdv-zon.example"}
    found = [row for row in line.rows(finding.finding) if row["mail_id"] in outcome.erased.mails]
    assert {(row["start_at"], row["end_at"], row["digest"]) for row in found} == {(0, 0, None)}
    (why,) = [row["why"] for row in line.rows(correction.correction)]
    assert why == "Groet,\n[gewist]\n[gewist]\n"


def test_a_contact_is_taken_off_the_list(world: World) -> None:
    outcome = world.forget()
    (left,) = world.line.rows(contact.contact)
    assert left["address"] == "sanne@kdv-zon.example"
    assert len(outcome.erased.contacts) == 2
    assert len(world.line.rows(organisation.organisation)) == 1


def test_a_held_contact_stays(world: World) -> None:
    hold_id, _ = hold.on_person(
        world.database, world.person, world.contents, who="person:fem", reason="zaak", now=AT
    )
    outcome = world.forget()
    assert outcome.erased.contacts == set()
    assert len(world.line.rows(contact.contact)) == 3
    assert not forget.is_left(outcome)
    hold.lift(world.database, hold_id, who="person:fem", reason="over", now=AT)
    world.forget()
    assert len(world.line.rows(contact.contact)) == 1


def test_it_is_recorded_without_a_value(world: World) -> None:
    outcome = world.forget()
    with world.database.reading() as connection:
        assert list(audit.verify(connection)) == []
        lines = [line for line in audit.lines(connection) if line.what == "person"]
    assert [line.did for line in lines] == ["erased", "searched"]
    assert lines[0].what_id == outcome.request.number
    assert isinstance(lines[0].detail, dict)
    assert set(lines[0].detail["mails"]) == outcome.erased.mails
    assert isinstance(lines[1].detail, dict)
    assert lines[1].detail["left"] == 0
    assert not any(world.person.named(str(line)) for line in lines)


def test_what_is_forgotten_does_not_come_back(world: World) -> None:
    """The mails still lie on the server: read again, they are known, and stay forgotten."""
    world.forget()
    tickets = len(world.line.tickets())
    world.account.deliver(*MAILS[:5])
    world.line.poll()
    assert len(world.line.tickets()) == tickets
    assert world.line.outcomes()["duplicate"] == 5
    assert not world.trace().found


def test_twice_is_once(world: World) -> None:
    world.forget()
    again = world.forget()
    assert not again.erased
    assert not forget.is_left(again)


@pytest.mark.parametrize("step", ["forget.erased", "forget.committed"])
def test_broken_off_and_begun_again(world: World, step: str) -> None:
    def trip(reached: str) -> None:
        if reached == step:
            raise KeyboardInterrupt

    steps.listen(trip)
    try:
        with pytest.raises(KeyboardInterrupt):
            world.forget()
    finally:
        steps.listen(None)
    assert world.trace().found is (step == "forget.erased")
    outcome = world.forget()
    assert not forget.is_left(outcome)
    paths = wiped.files(world.line.app.settings, world.database)
    assert wiped.betraying(paths, world.person) == []


def test_mail_that_comes_in_meanwhile_goes_too(world: World) -> None:
    found = world.trace()
    late = written("h@ouderpost.example", "Nog iets", f"Over {NAME}", sender=OWN)
    world.account.deliver(late)
    world.line.poll()
    outcome = forget.forget(
        world.database, world.person, found, world.contents, who="x", why="y", clock=lambda: AT
    )
    assert not forget.is_left(outcome)
    assert not world.trace().found


def test_a_hold_stops_it(world: World) -> None:
    number = next(row["number"] for row in world.line.tickets() if row["subject"] == "FW: Factuur")
    hold_id = hold.on_ticket(world.database, number, who="person:fem", reason="zaak", now=AT)
    before = [dict(row) for row in _of_ticket(world, number)]
    outcome = world.forget()
    assert outcome.erased.held.tickets
    assert not forget.is_left(outcome)
    assert [dict(row) for row in _of_ticket(world, number)] == before
    assert NAME.upper() in str(before[0]["text"])
    assert not [row for row in world.line.rows(mail.mail) if row["sender"] == ADDRESS]
    hold.lift(world.database, hold_id, who="person:fem", reason="voorbij", now=AT)
    world.forget()
    assert not world.trace().found


def _of_ticket(world: World, number: str) -> list[dict[str, object]]:
    (one,) = [row for row in world.line.tickets() if row["number"] == number]
    rows = [dict(row) for row in world.line.rows(mail.mail) if row["ticket_id"] == one["id"]]
    bodies = {row["id"]: dict(row) for row in world.line.rows(raw.raw)}
    return [*rows, *(bodies[row["raw_id"]] for row in rows), dict(one)]


def test_a_hold_on_a_person_covers_later_mail(world: World) -> None:
    hold_id, found = hold.on_person(
        world.database, world.person, world.contents, who="person:fem", reason="zaak", now=AT
    )
    assert len(found.tickets) == 3
    world.account.deliver(
        written("later@kdv-zon.example", "Later", "Niets.", files=[("x.csv", f"n\n{NAME}\n")])
    )
    world.line.poll()
    settings = world.line.app.settings.model_copy(
        update={"retention": Retention.model_validate({"originals": "0 days"})}
    )
    retention.apply(world.database, settings, who="x", clock=lambda: world.line.app.clock())
    alive = {row["id"] for row in world.line.rows(raw.raw) if row["codec"] != "erased"}
    kept = {row["subject"] for row in world.line.rows(mail.mail) if row["raw_id"] in alive}
    assert kept >= {"FW: Factuur", "Re: Factuur", "Lijst", "Later"}
    assert "Ander" not in kept
    assert not world.forget().erased
    hold.lift(world.database, hold_id, who="person:fem", reason="voorbij", now=AT)
    assert not forget.is_left(world.forget())
    with world.database.reading() as connection:
        assert list(audit.verify(connection)) == []


def test_copies_on_the_server_are_named_and_deleted(
    database_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    with ImapSource.open(account.mailbox()) as source:
        source._client.create_folder("Verwerkt")
    after = After(action="move", folder="Verwerkt")
    with a_world(database_url, tmp_path, account, smtp_sink, after) as world:
        found = world.trace()
        with world.database.reading() as connection:
            there = forget.not_held(connection, found)
        assert {one.folder for one in there} == {"INBOX", "Verwerkt", None}
        settings = world.line.app.settings
        gone, left = copies.delete(settings, None, there)
        assert left == []
        assert len(gone) == len(there)
        with ImapSource.open(account.mailbox()) as source:
            source.select("Verwerkt", readonly=True)
            (other,) = source.fetch(source.sizes(source.all_uids()))
            assert b"Subject: Ander" in (other.raw or b"")
            source.select("INBOX", readonly=True)
            assert source.all_uids() == []
        assert copies.delete(settings, None, there)[1] == []


def test_another_mail_under_the_same_number_stays(world: World) -> None:
    """A server that numbered the folder anew, or a Message-ID that somebody else took."""
    with world.database.reading() as connection:
        there = forget.not_held(connection, world.trace())
    incoming = [one for one in there if one.content_hash]
    wrong = [replace(one, content_hash="0" * 64) for one in incoming]
    renumbered = [replace(one, uidvalidity=1) for one in wrong]
    unknown = [replace(one, uidvalidity=1, message_id="") for one in incoming]
    gone, left = copies.delete(world.line.app.settings, None, [*wrong, *unknown])
    assert (gone, len(left)) == ([], len(wrong) + len(unknown))
    copies.delete(world.line.app.settings, None, renumbered)
    with ImapSource.open(world.account.mailbox()) as source:
        source.select("INBOX", readonly=True)
        assert len(source.all_uids()) == len(MAILS)
    gone, left = copies.delete(
        world.line.app.settings, None, [replace(one, uidvalidity=1) for one in incoming]
    )
    assert left == []  # found by their Message-ID, and by their content


def test_every_column_that_can_hold_words_is_searched() -> None:
    """What is not searched are codes, which are short."""
    unsearched = {
        f"{table.name}.{column.name}": column.type.length
        for table in METADATA.sorted_tables
        for column in table.c
        if isinstance(column.type, String) and column not in columns.columns(table)
    }
    assert unsearched
    assert max(length or 9999 for length in unsearched.values()) <= 64
    assert "history.who" not in unsearched
