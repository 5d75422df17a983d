"""Which mails join a ticket, and which strangers do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.message import Address
from models import mail, outbox, ticket
from models.schema import key
from tests.factories import AT, a_mail
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import SmtpSink
from tests.worker.line import Line, a_line
from worker.intake.quarantine import listed
from worker.intake.thread import organisation_of

pytestmark = pytest.mark.server

OWNER = "Sanne de Boer <sanne@kdv-zon.example>"
COLLEAGUE = "Joris <joris@kdv-zon.example>"
STRANGER = "Mallory <mallory@elders.example>"


def reply(sender: str, *, subject: str = "Re: Factuur klopt niet", **headers: str) -> bytes:
    """A second mail."""
    return a_mail(
        sender=sender,
        subject=subject,
        message_id="<twee@x.example>",
        body="Het bedrag klopt nog steeds niet.",
        **headers,
    )


@pytest.mark.parametrize(
    ("domain", "house"),
    [
        ("kdv-zon.example", True),
        ("zon.co.uk", True),
        ("mail.kdv-zon.example", True),
        ("gmail.com", False),
        ("hotmail.co.uk", False),  # below two labels, as in many countries
        ("yahoo.com.au", False),
        ("snelmail.example", False),  # no list has it, and it is built like one
        ("", False),
    ],
)
def test_whose_domain_is_that_of_one_house(domain: str, house: bool) -> None:
    assert organisation_of(Address("", f"x@{domain}")) == (domain if house else None)


def forged(message_id: str) -> str:
    """Our Message-ID with another signature: the last digit of it differs."""
    local, domain = message_id.split("@")
    return f"{local[:-1]}{'1' if local[-1] == '0' else '0'}@{domain}"


@pytest.mark.parametrize(
    ("sender", "by", "joins"),
    [
        (OWNER, "ours", True),
        (OWNER.upper(), "ours", True),  # addresses are written in many ways
        (COLLEAGUE, "ours", True),  # the same organisation
        (STRANGER, "ours", False),  # a mail that was forwarded
        (OWNER, "theirs", True),
        (COLLEAGUE, "theirs", True),
        (STRANGER, "theirs", False),
        (OWNER, "number", True),
        (OWNER, "small number", True),
        (COLLEAGUE, "number", True),
        (STRANGER, "number", False),  # a number that was guessed
        (OWNER, "other number", False),
        (OWNER, "longer number", False),
        (OWNER, "nothing", False),
        (STRANGER, "forged", False),
        (OWNER, "references", True),
    ],
)
def test_who_joins_a_ticket(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, sender: str, by: str, joins: bool
) -> None:
    account.deliver(a_mail(sender=OWNER))
    with a_line(sqlite_url, tmp_path, account.mailbox()) as line:
        line.poll()
        (answer,) = line.rows(outbox.outbox)
        ours = answer["message_id"]
        second = {
            "ours": reply(sender, In_Reply_To=ours),
            "theirs": reply(sender, In_Reply_To="<een@kdv-zon.example>"),
            "number": reply(sender, subject="Re: [KK-1001] factuur"),
            "small number": reply(sender, subject="kk-1001"),
            "other number": reply(sender, subject="Re: [KK-1002] factuur"),
            "longer number": reply(sender, subject="Re: [KK-10011] factuur"),
            "nothing": reply(sender),
            "forged": reply(sender, In_Reply_To=forged(ours)),
            "references": reply(sender, References=f"<a@b.example> {ours} <c@d.example>"),
        }[by]
        account.deliver(second)
        assert line.poll().outcomes == ({"follow_up": 1} if joins else {"ticket": 1})
        tickets = line.tickets()
        if joins:
            assert len(tickets) == 1
            assert {row["ticket_id"] for row in line.rows(mail.mail)} == {tickets[0]["id"]}
            assert len(line.history("wrote")) == 1
            return
        named = by in {"ours", "theirs", "number", "forged"}
        suspicious = named and (sender == STRANGER) and by != "forged"
        assert tickets[1]["suspected_id"] == (tickets[0]["id"] if suspicious else None)
        assert len(line.history("suspected")) == int(suspicious)
        assert tickets[1]["needs_review"] is suspicious
        # Nothing of the first ticket reaches the stranger.
        answers = line.rows(outbox.outbox)
        assert answers[1]["ticket_id"] == tickets[1]["id"]


@pytest.mark.parametrize("provider", ["gmail.com", "ziggo.nl", "telenet.be", "outlook.com"])
def test_a_neighbour_at_a_provider_is_a_stranger(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, provider: str
) -> None:
    account.deliver(a_mail(sender=f"sanne.voorbeeld@{provider}"))
    account.deliver(reply(f"mallory.voorbeeld@{provider}", subject="[KK-1001]"))
    account.deliver(
        a_mail(
            sender=f"sanne.voorbeeld@{provider}", subject="[KK-1001]", message_id="<drie@x.example>"
        )
    )
    with a_line(sqlite_url, tmp_path, account.mailbox()) as line:
        assert line.poll().outcomes == {"ticket": 2, "follow_up": 1}
        assert line.tickets()[0]["organisation"] is None


def test_a_whole_thread_in_one_chunk(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(
        a_mail(sender=OWNER),
        a_mail(sender=COLLEAGUE, message_id="<2@x.example>", In_Reply_To="<een@kdv-zon.example>"),
        a_mail(sender=OWNER, message_id="<3@x.example>", In_Reply_To="<2@x.example>"),
        a_mail(sender=STRANGER, message_id="<4@x.example>", In_Reply_To="<3@x.example>"),
    )
    with a_line(database_url, tmp_path, account.mailbox()) as line:
        assert line.poll().outcomes == {"ticket": 2, "follow_up": 2}
        first, second = line.tickets()
        assert second["suspected_id"] == first["id"]


def test_a_follow_up_opens_and_starts_the_clock(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(a_mail(sender=OWNER))
    with a_line(database_url, tmp_path, account.mailbox()) as line:
        line.poll()
        with line.app.database.transaction() as connection:
            connection.execute(
                ticket.ticket.update().values(
                    status="closed", clock="waiting", respond_by=None, solve_by=None
                )
            )
        account.deliver(reply(OWNER, subject="[KK-1001]"))
        line.poll()
        (stands,) = line.tickets()
        assert (stands["status"], stands["clock"]) == ("open", "running")
        assert stands["action_required_by"] == "desk"
        assert stands["respond_by"] > AT
        assert "starts again" in line.history("wrote")[0]["why"]


def _bounce(ours: str) -> bytes:
    return (
        "From: MAILER-DAEMON@mx.example\r\nTo: support@desk.example\r\n"
        "Return-Path: <>\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Message-ID: <bounce@mx.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nNot delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; sanne@kdv-zon.example\r\n"
        "Action: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {ours}\r\n"
        "Subject: Re: x\r\n\r\n--b--\r\n"
    ).encode()


def test_mail_of_machines_is_put_with_the_ticket_it_came_back_for(
    database_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    account.deliver(a_mail(sender=OWNER))
    with a_line(database_url, tmp_path, account.mailbox(), smtp=[smtp_sink.smtp()]) as line:
        line.poll()
        line.deliver()
        (answer,) = line.rows(outbox.outbox)
        away = {"Auto_Submitted": "auto-replied", "subject": "Afwezig"}
        account.deliver(
            _bounce(answer["message_id"]),
            a_mail(
                sender=OWNER,
                message_id="<weg@x.example>",
                In_Reply_To=answer["message_id"],
                **away,
            ),
            a_mail(sender=STRANGER, message_id="<weg2@x.example>", **away),
            smtp_sink.mails[0].raw,  # our own mail comes back, from a list or a rule
        )
        assert line.poll().outcomes == {"bounce": 1, "auto_reply": 2, "own": 1}
        assert len(line.tickets()) == len(line.rows(outbox.outbox)) == 1  # nobody is answered
        (bounced,) = line.history("bounce")
        assert bounced["detail"] == {"status": "5.1.1", "hard": True}
        assert len(line.history("auto_reply")) == 1
        assert line.rows(outbox.outbox)[0]["state"] == "bounced"
        assert line.tickets()[0]["status"] == "open"
        assert listed(line.app.database) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [("<a@b.example>", "<a@b.example>"), ("x\x00y", "x\ufffdy"), ("\ud800", "\ufffd")],
)
def test_keys_are_the_same_when_written_and_when_asked(text: str, kept: str) -> None:
    assert key(text) == kept


def test_long_keys_stand_as_their_digest() -> None:
    assert len(key("x" * 5000)) < 100
    assert key("x" * 5000) != key("x" * 5001)


def test_it_is_a_line(sqlite_url: str, tmp_path: Path, account: ImapAccount) -> None:
    with a_line(sqlite_url, tmp_path, account.mailbox()) as line:
        assert isinstance(line, Line)
