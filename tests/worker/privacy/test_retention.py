"""What is kept no longer goes: in time, whole, once, announced, and never what is held."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from config.errors import PermanentError
from config.retention import Retention, Stored
from config.settings import Settings
from models import (
    audit,
    contact,
    correction,
    finding,
    history,
    hold,
    ledger,
    mail,
    outbox,
    quarantine,
    raw,
    ticket,
)
from models.correction import Correction
from models.db import Database
from tests.factories import AT, a_mail, an_organisation
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import SmtpSink
from tests.worker.line import Line, a_line
from worker import jobs, steps
from worker.jobs import JOBS
from worker.privacy import retention
from worker.privacy.retention import apply, daily, plan

pytestmark = pytest.mark.server

DAY = timedelta(days=1)
BSN = "123456782"
MAILS = (
    a_mail(body=f"De factuur van 123 klopt niet, BSN {BSN}", subject="Factuur"),
    a_mail(body="Nog een vraag", message_id="<twee@kdv-zon.example>", subject="Vraag"),
    a_mail(body="Afwezig", message_id="<weg@kdv-zon.example>", Auto_Submitted="auto-replied"),
    a_mail(body="BREAK", message_id="<stuk@kdv-zon.example>"),
)


class Clock:
    """Says what it is told to say."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@contextmanager
def _filled(
    url: str, folder: Path, account: ImapAccount, sink: SmtpSink, clock: Clock
) -> Iterator[Line]:
    """Two tickets that were answered, an absence note and a broken mail, all of day 0."""
    account.deliver(*MAILS)
    box = account.mailbox(preset="kidskonnect", file_sent=False)
    alarm = "olaf@desk.example"
    with a_line(url, folder, box, smtp=[sink.smtp()], alarm_address=alarm, clock=clock) as line:
        line.poll()
        arrived = {row["arrived_at"] for row in line.rows(mail.mail)}
        clock.now = max(arrived)
        line.deliver()
        yield line


@pytest.fixture
def line(
    database_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink, clock: Clock
) -> Iterator[Line]:
    with _filled(database_url, tmp_path, account, smtp_sink, clock) as found:
        yield found


def _apply(line: Line, at: datetime, **rules: str) -> dict[Stored, int]:
    settings = line.app.settings.model_copy(update={"retention": Retention.model_validate(rules)})
    return dict(apply(line.app.database, settings, who="person:fem", clock=lambda: at))


def _close(line: Line, number: str, at: datetime) -> None:
    with line.app.database.transaction() as connection:
        connection.execute(
            update(ticket.ticket)
            .where(ticket.ticket.c.number == number)
            .values(status="closed", closed_at=at)
        )


def _whole(line: Line) -> None:
    with line.app.database.reading() as connection:
        assert list(audit.verify(connection)) == []


def test_each_thing_goes_in_its_time(line: Line, clock: Clock) -> None:
    day_0 = clock.now
    assert _apply(line, day_0 + 29 * DAY) == {}
    assert _apply(line, day_0 + 31 * DAY) == {Stored.ORIGINALS: 3}
    assert {row["codec"] for row in line.rows(raw.raw)} == {"erased", "zlib+aes256gcm"}
    first = line.rows(mail.mail)[0]
    assert first["text"].startswith("De factuur van 123 klopt niet, BSN [BSN]")
    with line.app.database.reading() as connection, pytest.raises(PermanentError, match="erased"):
        raw.get(connection, first["raw_id"])
    assert _apply(line, day_0 + 31 * DAY) == {}

    gone = _apply(line, day_0 + 91 * DAY)
    assert gone == {Stored.QUARANTINE: 1, Stored.OTHER_MAILS: 1}
    assert line.rows(quarantine.quarantine) == []
    assert line.outcomes() == {"ticket": 2, "auto_reply": 1, "skipped": 1}
    (note,) = [row for row in line.rows(mail.mail) if row["kind"] == "auto_reply"]
    assert (note["sender"], note["sender_name"], note["raw_id"]) == ("", "", None)
    assert note["message_id"].startswith("sha256:")
    _whole(line)


def test_a_contact_goes_when_nothing_is_seen_of_it_any_more(
    line: Line, clock: Clock, account: ImapAccount
) -> None:
    day_0 = clock.now
    people = {"sanne@kdv-zon.example": "superadmin", "anke@kdv-zon.example": "staff"}
    with line.app.database.transaction() as connection:
        an_organisation(connection, contacts=people)
        contact.seen(connection, "kidskonnect", people, day_0)
    clock.now = day_0 + 300 * DAY
    account.deliver(a_mail(sender="Sanne <SANNE@kdv-zon.example>", message_id="<later@x.example>"))
    line.poll()
    assert Stored.CONTACTS not in _apply(line, day_0 + 729 * DAY)
    assert _apply(line, day_0 + 731 * DAY)[Stored.CONTACTS] == 1
    (left,) = line.rows(contact.contact)
    assert left["address"] == "sanne@kdv-zon.example"
    assert _apply(line, day_0 + 1031 * DAY)[Stored.CONTACTS] == 1
    _whole(line)


def test_a_closed_ticket_goes_whole_and_leaves_the_register(line: Line, clock: Clock) -> None:
    day_0 = clock.now
    one, other = line.tickets()
    with line.app.database.transaction() as connection:
        judged = Correction(one["id"], day_0, "person:a", "type", "bug", 0.5, "feedback", "mis")
        correction.write(connection, [judged])
        connection.execute(
            update(ticket.ticket)
            .where(ticket.ticket.c.id == other["id"])
            .values(suspected_id=one["id"])
        )
    _close(line, one["number"], day_0 + 10 * DAY)
    assert Stored.TICKETS not in _apply(line, day_0 + 739 * DAY, corrections="forever")
    assert _apply(line, day_0 + 741 * DAY, corrections="forever") == {Stored.TICKETS: 1}
    assert [row["number"] for row in line.tickets()] == [other["number"]]
    assert line.tickets()[0]["suspected_id"] is None
    assert line.rows(correction.correction) == []
    assert {row["ticket_id"] for row in line.rows(history.history)} == {other["id"]}
    assert {row["ticket_id"] for row in line.rows(outbox.outbox)} <= {other["id"], None}
    (violation,) = line.rows(finding.finding)
    first = line.rows(mail.mail)[0]
    assert (violation["mail_id"], violation["kind"]) == (first["id"], "bsn")
    assert (first["sender"], first["text"], first["ticket_id"]) == ("@kdv-zon.example", "", None)
    assert _apply(line, day_0 + 1096 * DAY, corrections="forever")[Stored.FINDINGS] == 1
    assert line.rows(finding.finding) == []
    _whole(line)


def test_what_went_does_not_come_back_as_a_ticket(
    line: Line, clock: Clock, account: ImapAccount
) -> None:
    """A folder that is numbered anew is read again from its first mail on."""
    numbers = [row["number"] for row in line.tickets()]
    for number in numbers:
        _close(line, number, clock.now)
    _apply(line, clock.now + 800 * DAY)
    assert line.tickets() == []
    account.deliver(*MAILS[:3])
    line.poll()
    assert line.tickets() == []
    assert line.outcomes()["duplicate"] == 3


def test_the_plan_says_what_apply_does(line: Line, clock: Clock) -> None:
    database, settings, at = line.app.database, line.app.settings, clock.now + 200 * DAY
    _close(line, line.tickets()[0]["number"], clock.now)
    steps_ = plan(database, settings, at)
    told = {step.stored: step.due.count for step in steps_ if step.due.count}
    (tickets,) = [step for step in steps_ if step.stored is Stored.TICKETS]
    assert tickets.next == clock.now + 730 * DAY
    assert (tickets.due.count, tickets.due.left) == (0, 1)
    assert told == _apply(line, at)
    assert {step.due.count for step in plan(database, settings, at)} == {0}


def test_what_is_held_stays(line: Line, clock: Clock) -> None:
    one, other = line.tickets()
    (entry,) = line.rows(quarantine.quarantine)
    (note,) = [row for row in line.rows(mail.mail) if row["kind"] == "auto_reply"]
    with line.app.database.transaction() as connection:
        hold.place(connection, 1, "ticket", who="person:fem", reason="zaak", now=clock.now)
        things = [("ticket", one["id"]), ("quarantine", entry["id"]), ("mail", note["id"])]
        hold.cover(connection, 1, things)
    for number in (one["number"], other["number"]):
        _close(line, number, clock.now)
    far = clock.now + 4000 * DAY
    held_back = {step.stored: step.due.on_hold for step in plan(*_of(line), far)}
    assert held_back[Stored.ORIGINALS] == 2
    assert held_back[Stored.AUDIT] > 0
    before = {table.name: _of_one(line, table, one["id"]) for table in _TABLES}
    _apply(line, far, audit="1 day")
    assert {table.name: _of_one(line, table, one["id"]) for table in _TABLES} == before
    assert [row["number"] for row in line.tickets()] == [one["number"]]
    assert [row["id"] for row in line.rows(quarantine.quarantine)] == [entry["id"]]
    kept = {row["raw_id"] for row in line.rows(mail.mail)} - {None}
    with line.app.database.reading() as connection:
        assert len([raw.get(connection, raw_id) for raw_id in kept]) == 2
        assert audit.head(connection).line == len(list(audit.lines(connection)))
        assert len(list(audit.lines(connection, audit.audit.c.id == 1))) == 1
    with line.app.database.transaction() as connection:
        hold.lift(connection, 1, who="person:fem", reason="voorbij", now=far)
    _apply(line, far, audit="1 day")
    assert line.tickets() == []
    _whole(line)


_TABLES = (ticket.ticket, history.history, outbox.outbox, mail.mail)


def _of(line: Line) -> tuple[Database, Settings]:
    return line.app.database, line.app.settings


def _of_one(line: Line, table: object, ticket_id: int) -> list[object]:
    column = "id" if table is ticket.ticket else "ticket_id"
    return [dict(row) for row in line.rows(table) if row[column] == ticket_id]  # type: ignore[arg-type]


def test_new_rules_are_announced_and_carried_out_a_day_later(
    line: Line, clock: Clock, smtp_sink: SmtpSink
) -> None:
    app = line.app
    bell = app.desks["support"].bell
    clock.now += 40 * DAY

    def run() -> dict[Stored, int]:
        return dict(daily(app.database, app.settings, bell, clock=clock))

    smtp_sink.mails.clear()
    assert run() == {}
    line.deliver()
    said = [sent.raw.decode() for sent in smtp_sink.mails]
    assert any("3 things go from tomorrow on" in one for one in said)
    assert any("waits in quarantine since 30 days" in one for one in said)
    assert run() == {}
    clock.now += DAY
    assert run() == {Stored.ORIGINALS: 3}
    clock.now += DAY
    assert run() == {}
    alarms = [row for row in line.rows(audit.audit) if row["did"] == "alarm"]
    assert len([row for row in alarms if row["what"] == "quarantine"]) == 1  # once for each
    announced = [row for row in line.rows(audit.audit) if row["did"] == "announced"]
    assert len(announced) == 1
    assert announced[0]["detail"]["kidskonnect originals"] == "30 days"


def test_broken_off_and_begun_again(
    line: Line, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each boundary: what a chunk did stands whole, or not at all; nothing goes twice."""
    monkeypatch.setattr(retention, "_USUAL_CHUNK", 1)
    monkeypatch.setattr(retention, "_CHUNK", {Stored.TICKETS: 1})
    for row in line.tickets():
        _close(line, row["number"], clock.now)
    far = clock.now + 1000 * DAY
    breaks = 0
    for n in range(100):
        passed = iter(range(10_000))

        def trip(_step: str, n: int = n, passed: Iterator[int] = passed) -> None:
            if next(passed) == n % 3:
                raise KeyboardInterrupt

        steps.listen(trip)
        try:
            _apply(line, far)
        except KeyboardInterrupt:
            breaks += 1
        else:
            break
        finally:
            steps.listen(None)
    assert breaks > 5
    assert line.tickets() == []
    gone = [row for row in line.rows(audit.audit) if row["did"] == "expired"]
    each = [(row["what"], id_) for row in gone for id_ in row["detail"]["ids"]]
    assert len(each) == len(set(each))
    assert {what for what, _ in each} >= {"originals", "tickets", "quarantine", "other_mails"}
    assert {row["mail_id"] for row in line.rows(ledger.ledger)} > {None}
    _whole(line)


def test_two_workers_share_a_run(line: Line, clock: Clock) -> None:
    from concurrent.futures import ThreadPoolExecutor

    far = clock.now + 1000 * DAY
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: _apply(line, far), range(4)))
    assert sum(one.get(Stored.ORIGINALS, 0) for one in found) == 3
    gone = [row for row in line.rows(audit.audit) if row["did"] == "expired"]
    each = [(row["what"], id_) for row in gone for id_ in row["detail"]["ids"]]
    assert len(each) == len(set(each))


def test_a_mail_on_its_way_keeps_its_bytes(line: Line, clock: Clock) -> None:
    with line.app.database.transaction() as connection:
        table = outbox.outbox
        first = connection.scalars(table.select().with_only_columns(table.c.id)).first()
        connection.execute(update(table).where(table.c.id == first).values(state="waiting"))
    sent = len([row for row in line.rows(outbox.outbox) if row["state"] == "sent"])
    assert _apply(line, clock.now + 200 * DAY)[Stored.SENT] == sent
    with line.app.database.reading() as connection:
        (waiting,) = [row for row in line.rows(outbox.outbox) if row["state"] == "waiting"]
        assert raw.get(connection, waiting["raw_id"])


def test_the_worker_does_it(line: Line, clock: Clock) -> None:
    (job,) = [job for job in JOBS if job.name == "retention"]
    clock.now += 40 * DAY
    jobs.done(line.app, job)
    clock.now += DAY
    jobs.done(line.app, job)
    did = [row["did"] for row in line.rows(audit.audit) if row["did"] in {"announced", "expired"}]
    assert did == ["announced", "expired"]
