"""Through all mails of a ticket the same person is the same token, and another one another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from config.codes import DataKind
from config.preset import Preset
from ingest.message import Message
from models import finding, mail
from tests.factories import a_mail
from tests.servers.imap_account import ImapAccount
from tests.worker.line import Line, a_line, plain_triage
from triage.decision import Finding, Span, Triage
from triage.redact import Masks, redact

pytestmark = pytest.mark.server
PEOPLE = ("Emma Jansen", "Noah Bakker", "Lina El Amrani")


def naming(
    messages: Sequence[Message], preset: Preset, arrivals: Sequence[datetime], **_: object
) -> list[Triage]:
    """The plain triage, which knows three people by their names."""
    return [
        _named(m, t)
        for m, t in zip(messages, plain_triage(messages, preset, arrivals), strict=True)
    ]


def _named(message: Message, triage: Triage) -> Triage:
    from dataclasses import replace

    found = tuple(
        Finding(DataKind.PERSON_NAME, Span("person_name", "body", at, at + len(name), name), "high")
        for name in PEOPLE
        if (at := message.text.find(name)) >= 0
    )
    return replace(triage, findings=found, redacted=redact(message, Masks(found)))


def texts(line: Line) -> list[str]:
    """The redacted texts of all mails, in order."""
    return [row["text"].strip() for row in line.rows(mail.mail)]


@pytest.mark.parametrize("together", [True, False])
def test_who_is_who_stays(
    database_url: str, tmp_path: Path, account: ImapAccount, together: bool
) -> None:
    bodies = (
        "Emma Jansen staat dubbel.",
        "Noah Bakker ook, en Emma Jansen nog steeds.",
        "Noah Bakker en Lina El Amrani.",
        "Lina El Amrani.",
    )
    with a_line(database_url, tmp_path, account.mailbox(), decide=naming) as line:
        for number, body in enumerate(bodies):
            subject = "Factuur" if number == 0 else "Re: [KK-1001] Factuur"
            account.deliver(a_mail(body=body, subject=subject, message_id=f"<{number}@x.example>"))
            if not together or number == 0:
                line.poll()
        line.poll()
        assert texts(line) == [
            "[naam] staat dubbel.",
            "[naam 2] ook, en [naam] nog steeds.",
            "[naam 2] en [naam 3].",
            "[naam 3].",
        ]
        rows = line.rows(finding.finding)
        assert [row["token"] for row in rows] == [
            "[naam]", "[naam]", "[naam 2]", "[naam 2]", "[naam 3]", "[naam 3]",
        ]  # fmt: skip
        assert len({row["digest"] for row in rows}) == 3


def test_tickets_do_not_share_their_people(
    sqlite_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    with a_line(sqlite_url, tmp_path, account.mailbox(), decide=naming) as line:
        for number, name in enumerate(PEOPLE[:2]):
            account.deliver(
                a_mail(
                    body=name, sender=f"a@kdv-{number}.example", message_id=f"<{number}@x.example>"
                )
            )
        line.poll()
        assert texts(line) == ["[naam]", "[naam]"]
