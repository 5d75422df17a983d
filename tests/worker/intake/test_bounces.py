"""A mail of ours that comes back: what its ticket, people and its address have of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import RowMapping

from config.errors import PermanentError
from config.limits import Attachments
from config.retention import Stored
from desk import rows
from models import audit, marked, outbox, removal
from models.life import Event
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import Mode, SmtpSink
from tests.worker.line import Line, a_line
from tests.worker.one_ticket import ANSWER, Desk
from triage.person import Person
from worker.cli import meldpost
from worker.hand import Hand
from worker.intake.examine import Examiner
from worker.post import addresses
from worker.post.tell import Told
from worker.privacy import export, forget, traces

pytestmark = pytest.mark.server
CHIEF = "chef@desk.example"
TO = "sanne@kdv-zon.example"


def report(
    ours: str,
    *,
    to: str | None = TO,
    status: str = "5.1.1",
    action: str = "failed",
    name: str = "r",
) -> bytes:
    """A delivery report (RFC 3464) about a mail of ours."""
    recipient = f"Final-Recipient: rfc822; {to}\r\n" if to else ""
    return (
        "From: MAILER-DAEMON@mx.example\r\nTo: support@desk.example\r\nReturn-Path: <>\r\n"
        f"Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <{name}@mx.example>\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nThis is the mail system.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        f"Reporting-MTA: dns; mx.example\r\n\r\n{recipient}Action: {action}\r\nStatus: {status}\r\n"
        f"\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {ours}\r\n\r\n--b--\r\n"
    ).encode()


@pytest.fixture
def desk(
    database_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> Iterator[Desk]:
    smtp = [smtp_sink.smtp()]
    with a_line(database_url, tmp_path, account.mailbox(), smtp=smtp, alarm_address=CHIEF) as line:
        desk = Desk(line, account)
        desk.now = datetime.now(UTC) - timedelta(hours=1)
        desk.writes("Factuur klopt niet", "een")
        line.deliver()
        yield desk


def comes(desk: Desk, *reports: bytes) -> None:
    desk.account.deliver(*reports)
    desk.line.poll()


def first(desk: Desk) -> RowMapping:
    return desk.line.rows(outbox.outbox)[0]


def ours(desk: Desk) -> str:
    return str(first(desk)["message_id"])


def marks(line: Line) -> list[tuple[str, str | None]]:
    return [(row["address"], row["status"]) for row in line.rows(marked.marked)]


def told(desk: Desk) -> list[tuple[str, str]]:
    """The mails to people of the desk."""
    found = [(row["template"], row["recipient"]) for row in desk.line.rows(outbox.outbox)]
    return [one for one in found if one[1] == CHIEF]


def test_whoever_answered_is_not_silenced_by_a_report_that_others_made_up(desk: Desk) -> None:
    desk.writes("Re: Factuur klopt niet", "twee", In_Reply_To=ours(desk), Cc="mallory@evil.example")
    comes(desk, report(ours(desk)))
    assert marks(desk.line) == []
    assert first(desk)["state"] == "bounced"  # told all the same
    assert told(desk) == [("bounced", CHIEF)]


def test_a_hard_bounce_marks_the_address_and_tells_the_agents_once(desk: Desk) -> None:
    comes(desk, report(ours(desk)))
    comes(desk, report(ours(desk), name="r2"))  # some servers report twice
    assert marks(desk.line) == [(TO, "5.1.1")]
    assert told(desk) == [("bounced", CHIEF)]
    assert first(desk)["state"] == "bounced"
    assert [row["why"] for row in desk.line.history("address_marked")] == ["delivery report 5.1.1"]
    desk.step(Event.CLOSED)
    assert {row["recipient"] for row in desk.sent()} == {CHIEF}
    with desk.line.app.database.reading() as connection:
        (shown,) = rows.named_tickets(connection, ["KK-1001"])
    (lost,) = shown.undelivered
    assert (lost.template, lost.why, lost.marked) == (
        "acknowledgement", "delivery report 5.1.1", True,
    )  # fmt: skip
    assert TO not in str(desk.line.rows(audit.audit)) + str(desk.line.history("address_marked"))


def test_a_customer_who_is_marked_is_not_answered_and_the_history_says_so(desk: Desk) -> None:
    comes(desk, report(ours(desk)))
    desk.writes("Rooster", "twee")
    last = desk.line.history("not_answered")[-1]
    assert "until it is cleared" in last["why"]
    assert len(desk.line.tickets()) == 2


def test_what_waits_for_an_address_that_is_marked_meanwhile_does_not_leave(
    desk: Desk, smtp_sink: SmtpSink
) -> None:
    desk.step(Event.ANSWERED, ANSWER)
    comes(desk, report(ours(desk)))
    before = len(smtp_sink.mails)
    desk.line.deliver()
    assert [mail.recipients for mail in smtp_sink.mails[before:]] == [(CHIEF,)]
    assert desk.sent()[0]["state"] == "failed"
    assert "until it is cleared" in desk.line.history("not_delivered")[0]["why"]
    assert "not_delivered" not in str(desk.line.rows(audit.audit))  # nobody is alarmed by it


@pytest.mark.parametrize(
    ("made", "state"),
    [
        (report("<made.up@desk.example>"), "sent"),  # no mail of ours
        (report("<KK-1001.0011223344556677.{}@desk.example>".format("0" * 32)), "sent"),
    ],
    ids=["unknown", "not signed"],
)
def test_a_forged_report_silences_nobody(desk: Desk, made: bytes, state: str) -> None:
    comes(desk, made)
    assert (marks(desk.line), told(desk), first(desk)["state"]) == ([], [], state)
    assert isinstance(desk.step(Event.CLOSED).mail, Told)


@pytest.mark.parametrize(
    ("change", "state", "mails"),
    [
        ({"to": "anke@bso-maan.example"}, "bounced", 1),  # somebody else: forwarded, or forged
        ({"to": None}, "bounced", 1),
        ({"status": "5.7.1"}, "bounced", 1),  # our mail is not liked
        ({"status": "4.4.7"}, "bounced", 1),
        ({"status": "4.4.1", "action": "delayed"}, "sent", 0),
        ({"status": "2.0.0", "action": "relayed"}, "sent", 0),
    ],
)
def test_other_reports_mark_nothing(
    desk: Desk, change: dict[str, str], state: str, mails: int
) -> None:
    comes(desk, report(ours(desk), **change))
    assert marks(desk.line) == []
    assert first(desk)["state"] == state
    assert told(desk) == [("bounced", CHIEF)] * mails


def test_an_address_in_other_letters_is_the_same(desk: Desk) -> None:
    comes(desk, report(ours(desk), to="SANNE@KDV-Zon.example"))
    assert marks(desk.line) == [(TO, "5.1.1")]


def test_an_address_that_refuses_again_and_again_is_marked_too(desk: Desk) -> None:
    comes(desk, report(ours(desk), status="5.2.2"))
    for number in range(3):
        assert marks(desk.line) == []
        desk.step(Event.ANSWERED, ANSWER)
        desk.line.deliver()
        newest = [row for row in desk.line.rows(outbox.outbox) if row["template"] == "answer"][-1]
        comes(desk, report(newest["message_id"], status="5.2.2", name=f"full{number}"))
    assert marks(desk.line) == [(TO, "5.2.2")]


def test_a_mail_to_colleagues_that_comes_back_marks_no_customer_and_goes_round_nowhere(
    desk: Desk,
) -> None:
    comes(desk, report(ours(desk)))
    desk.line.deliver()
    (note,) = [row for row in desk.line.rows(outbox.outbox) if row["template"] == "bounced"]
    comes(desk, report(note["message_id"], to=CHIEF, name="inside"))
    assert marks(desk.line) == [(TO, "5.1.1")]
    assert told(desk) == [("bounced", CHIEF)]
    alarms = [row for row in desk.line.rows(audit.audit) if row["did"] == "alarm"]
    assert [row["detail"]["alarm"] for row in alarms] == ["colleague_bounced"]


def test_an_address_refused_at_delivery_is_as_good_as_a_bounce(
    desk: Desk, smtp_sink: SmtpSink
) -> None:
    desk.step(Event.ANSWERED, ANSWER)
    smtp_sink.next_modes.append(Mode.REJECT_RECIPIENT)
    desk.line.deliver()
    assert marks(desk.line) == [(TO, "5.1.1")]
    assert told(desk) == [("bounced", CHIEF)]


def test_a_mail_refused_for_what_it_is_marks_nothing(desk: Desk, smtp_sink: SmtpSink) -> None:
    desk.step(Event.ANSWERED, ANSWER)
    smtp_sink.next_modes.append(Mode.PERMANENT)
    desk.line.deliver()
    assert marks(desk.line) == []
    assert told(desk) == [("alarm", CHIEF)]


def test_people_mark_and_clear(desk: Desk) -> None:
    hand = Hand("person:nel", "op verzoek", desk.now + timedelta(minutes=1))
    with desk.line.app.database.transaction() as connection:
        addresses.mark(connection, TO, hand)
        with pytest.raises(PermanentError, match="marked already"):
            addresses.mark(connection, TO.upper(), hand)
        addresses.clear(connection, TO, hand)
        with pytest.raises(PermanentError, match="not marked"):
            addresses.clear(connection, TO, hand)
    did = [(row["did"], row["who"]) for row in desk.line.rows(audit.audit)][-2:]
    assert did == [("marked", "person:nel"), ("cleared", "person:nel")]
    assert isinstance(desk.step(Event.CLOSED).mail, Told)


def test_the_command(desk: Desk, tmp_path: Path) -> None:
    comes(desk, report(ours(desk)))
    settings = tmp_path / "meldpost.toml"
    settings.write_text(f'database = "{desk.line.app.settings.database}"\n')

    def run(*words: str) -> tuple[int, str]:
        found = CliRunner().invoke(meldpost, ["addresses", *words, "--config", str(settings)])
        return found.exit_code, found.output

    code, listed = run("list")
    assert code == 0
    assert listed.split()[1:4] == [TO, "KK-1001", "machine"]
    assert '"status": "5.1.1"' in run("list", "--json")[1]
    assert run("clear", TO)[0] == 2  # a reason is needed
    assert run("clear", TO, "--why", "nieuw adres bevestigd")[0] == 0
    assert "every address" in run("list")[1]
    assert desk.line.history("address_cleared")[0]["why"] == "nieuw adres bevestigd"
    assert run("mark", "geen-adres", "--why", "x")[0] == 2
    assert run("mark", "a@b.example", "--why", "op verzoek")[0] == 0


def test_a_mark_goes_with_the_ticket_of_the_mail_that_came_back(desk: Desk) -> None:
    comes(desk, report(ours(desk)))
    with desk.line.app.database.transaction() as connection:
        addresses.mark(connection, "joris@kdv-zon.example", Hand("person:nel", "weg", desk.now))
        ids = [row["id"] for row in desk.line.tickets()]
        removal.remove(connection, Stored.TICKETS, ids, why="over", now=desk.now)
    assert marks(desk.line) == [("joris@kdv-zon.example", None)]


def test_who_asks_is_told_that_his_address_is_marked(desk: Desk, tmp_path: Path) -> None:
    comes(desk, report(ours(desk)))
    with desk.line.app.database.transaction() as connection:
        addresses.mark(connection, "joris@kdv-zon.example", Hand("person:nel", "weg", desk.now))
    app, examiner = desk.line.app, Examiner(Attachments(), going=lambda: None)
    person = Person.of([TO])
    found = traces.trace(app.database, person, examiner.contents)
    made = export.gather(
        app.database, app.settings, person, found, examiner.contents,
        who="person:fem", why="inzage", now=desk.now,
    )  # fmt: skip
    examiner.close()
    assert [one.address for one in made.dossier.marks] == [TO]
    export.write(made, tmp_path / "dossier")
    page = (tmp_path / "dossier" / "index.html").read_text()
    assert "Adressen waar wij niet meer naar schrijven" in page
    assert "joris" not in page


def test_who_is_forgotten_stands_in_no_mark(desk: Desk) -> None:
    comes(desk, report(ours(desk)))
    person = Person.of([TO])
    database, examiner = desk.line.app.database, Examiner(Attachments(), going=lambda: None)
    found = traces.trace(database, person, examiner.contents)
    forget.forget(
        database, person, found, examiner.contents,
        who="person:nel", why="verzoek", clock=lambda: desk.now,
    )  # fmt: skip
    examiner.close()
    ((address, _),) = marks(desk.line)
    assert address == "gewist-1@gewist.invalid"
