"""Mail of people whom a desk knows, and does not: where it goes, what the ticket keeps of them, and
what the answer says. On a real mailbox and both databases."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models import outbox, raw
from tests.factories import a_mail, an_organisation
from tests.servers.imap_account import ImapAccount
from tests.worker.line import Line, a_line

pytestmark = pytest.mark.server
ANN, BRAM, CLEO = "ann@zon.example", "bram@kamp-zon.example", "cleo.zon@gmail.com"
DORA, EEF = "dora@maan.example", "eef@zon.example"
REMARK = "maakt normaal de superadmin van een organisatie de tickets aan"


@contextmanager
def kampadmin(url: str, folder: Path, account: ImapAccount) -> Iterator[Line]:
    """A desk that knows Zon (superadmin, administrator, one with a private address) and Maan."""
    with a_line(url, folder, account.mailbox(preset="kampadmin")) as line:
        with line.app.database.transaction() as connection:
            an_organisation(
                connection,
                "Zon",
                preset="kampadmin",
                domains=["zon.example", "kamp-zon.example"],
                contacts={ANN: "superadmin", BRAM: "administrator", CLEO: "staff"},
            )
            an_organisation(
                connection, "Maan", preset="kampadmin", contacts={DORA: "administrator"}
            )
        yield line


def answers(line: Line) -> list[str]:
    """The texts of our answers."""
    with line.app.database.reading() as connection:
        bodies = [raw.get(connection, row["raw_id"]) for row in line.rows(outbox.outbox)]
    mails = [email.message_from_bytes(one, policy=email.policy.default) for one in bodies]
    parts = [one.get_body(("plain",)) for one in mails]
    return [" ".join(one.get_content().split()) for one in parts if one is not None]


@pytest.mark.parametrize(
    ("sender", "cc", "known", "role", "consent"),
    [
        (ANN, "", "contact", "superadmin", None),
        (BRAM, "", "contact", "administrator", "wanted"),
        (BRAM, ANN, "contact", "administrator", "given"),  # the superadmin reads along
        (BRAM, CLEO, "contact", "administrator", "wanted"),
        (CLEO, "", "contact", "staff", "wanted"),
        (EEF, "", "organisation", None, "wanted"),
        (EEF, "dora@maan.example", "organisation", None, "wanted"),  # another's contact
        (DORA, "", "contact", "administrator", None),  # Maan has no superadmin that we know
        ("fien@elders.example", "", "stranger", None, None),  # welcome all the same
        ("fien@elders.example", ANN, "stranger", None, None),
    ],
)
def test_what_a_ticket_keeps_of_its_writer(
    sqlite_url: str,
    tmp_path: Path,
    account: ImapAccount,
    sender: str,
    cc: str,
    known: str,
    role: str | None,
    consent: str | None,
) -> None:
    account.deliver(a_mail(sender=sender, **({"Cc": cc} if cc else {})))
    with kampadmin(sqlite_url, tmp_path, account) as line:
        assert line.poll().outcomes == {"ticket": 1}  # nobody is refused
        (made,) = line.tickets()
        assert (made["known"], made["role"], made["consent"]) == (known, role, consent)
        assert (made["organisation_id"] is None) is (known == "stranger")
        assert made["status"] == "open"
        assert made["needs_review"] is False
        (answer,) = answers(line)
        assert (REMARK in answer) is (consent == "wanted")
        assert len(line.history("consent")) == (consent == "wanted")


def test_a_desk_without_contacts_marks_nobody(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    account.deliver(a_mail(sender=EEF))
    with a_line(sqlite_url, tmp_path, account.mailbox(preset="kampadmin")) as line:
        line.poll()
        (made,) = line.tickets()
        assert [made[name] for name in ("known", "role", "consent", "organisation_id")] == [
            None
        ] * 4
        assert made["organisation"] == "zon.example"
        assert REMARK not in answers(line)[0]


@pytest.mark.parametrize(
    ("first", "second", "joins"),
    [
        (CLEO, ANN, True),  # a private address that was imported
        (ANN, CLEO, True),
        (BRAM, EEF, True),  # two domains of one organisation
        (EEF, "gerda@noord.kamp-zon.example", True),
        (DORA, "hans@maan.example", True),  # Maan has no domain: the first mail's is as good
        (ANN, DORA, False),
        (CLEO, "cleo@gmail.com", False),
        (CLEO, "fien@elders.example", False),
        ("fien@elders.example", ANN, False),
        ("fien@elders.example", "gijs@elders.example", True),  # both unknown, one house
        ("fien@gmail.com", "gijs@gmail.com", False),
    ],
)
def test_who_joins(
    database_url: str, tmp_path: Path, account: ImapAccount, first: str, second: str, joins: bool
) -> None:
    account.deliver(
        a_mail(sender=first),
        a_mail(sender=second, message_id="<2@x.example>", In_Reply_To="<een@kdv-zon.example>"),
    )
    with kampadmin(database_url, tmp_path, account) as line:
        assert line.poll().outcomes == ({"ticket": 1, "follow_up": 1} if joins else {"ticket": 2})


def test_one_organisation_has_one_name_in_the_register(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    for number, sender in enumerate((ANN, BRAM, CLEO, DORA)):
        account.deliver(a_mail(sender=sender, message_id=f"<{number}@x.example>"))
    with kampadmin(sqlite_url, tmp_path, account) as line:
        line.poll()
        named = [row["organisation"] for row in line.tickets()]
    assert named == ["zon.example"] * 3 + ["maan.example"]


def test_an_organisation_that_becomes_known_has_its_older_tickets(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    for number, sender in enumerate((CLEO, EEF)):
        account.deliver(a_mail(sender=sender, message_id=f"<{number}@x.example>"))
    with a_line(sqlite_url, tmp_path, account.mailbox(preset="kampadmin")) as line:
        line.poll()
    for number in (0, 1):
        reply = {"message_id": f"<r{number}@x.example>", "In_Reply_To": f"<{number}@x.example>"}
        account.deliver(a_mail(sender=BRAM, body="Het bedrag klopt nog niet.", **reply))
    with kampadmin(sqlite_url, tmp_path, account) as line:
        assert line.poll().outcomes == {"follow_up": 2}


@pytest.mark.parametrize(
    ("writes", "cc", "gives"),
    [(ANN, "", True), (EEF, ANN, True), (EEF, "", False), (CLEO, DORA, False), (EEF, CLEO, False)],
)
def test_the_superadmin_gives_consent_by_writing_or_reading_along(
    database_url: str, tmp_path: Path, account: ImapAccount, writes: str, cc: str, gives: bool
) -> None:
    account.deliver(a_mail(sender=BRAM))
    reply = {"In_Reply_To": "<een@kdv-zon.example>", **({"Cc": cc} if cc else {})}
    with kampadmin(database_url, tmp_path, account) as line:
        line.poll()
        for number in (2, 3):  # once is enough
            account.deliver(a_mail(sender=writes, message_id=f"<{number}@x.example>", **reply))
            assert line.poll().outcomes == {"follow_up": 1}
        (made,) = line.tickets()
        assert made["consent"] == ("given" if gives else "wanted")
        assert len(line.history("consented")) == gives


def test_consent_within_one_chunk(sqlite_url: str, tmp_path: Path, account: ImapAccount) -> None:
    chain = {"In_Reply_To": "<een@kdv-zon.example>"}
    account.deliver(
        a_mail(sender=BRAM),
        a_mail(sender=ANN, message_id="<2@x.example>", **chain),
        a_mail(sender=ANN, message_id="<3@x.example>", **chain),
    )
    with kampadmin(sqlite_url, tmp_path, account) as line:
        line.poll()
        assert line.tickets()[0]["consent"] == "given"
        assert len(line.history("consented")) == 1


@pytest.mark.parametrize(
    ("sender", "reply_to", "answered"),
    [
        (ANN, CLEO, CLEO),  # of the same house, at whatever provider
        (ANN, "bureau@zon.example", "bureau@zon.example"),
        (ANN, "mallory@evil.example", ANN),  # whoever writes under her name learns nothing
        (ANN, "mallory@evil-zon.example", ANN),
        (ANN, "mallory@zon.example.evil.example", ANN),
        (ANN, DORA, ANN),
        (EEF, "mallory@evil.example", EEF),
        ("form@site.example", ANN, ANN),  # a form on a page of nobody's house
    ],
)
def test_an_answer_does_not_leave_the_house(
    database_url: str,
    tmp_path: Path,
    account: ImapAccount,
    sender: str,
    reply_to: str,
    answered: str,
) -> None:
    with kampadmin(database_url, tmp_path, account) as line:
        account.deliver(a_mail(sender=sender, Reply_To=reply_to))
        line.poll()
        assert [row["recipient"] for row in line.rows(outbox.outbox)] == [answered]
