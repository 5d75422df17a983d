"""A mail and its attachments as agents see them, out of the vault of a real line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import update

from config.errors import PermanentError
from config.limits import Attachments
from models import audit, finding, mail
from tests.documents.pictures import encoded, screenshot
from tests.servers.imap_account import ImapAccount
from tests.worker.line import Line, a_line
from worker.intake.examine import Examiner
from worker.privacy import view
from worker.privacy.view import View

pytestmark = pytest.mark.server
BSN = "123456782"
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def a_mail() -> bytes:
    """HTML with a BSN, a screenshot, a list, and something that nobody could read."""
    message = EmailMessage()
    message["From"], message["To"] = "sanne@kdv-zon.example", "support@desk.example"
    message["Subject"], message["Message-ID"] = "Kind", "<een@kdv-zon.example>"
    message.set_content(f"Het BSN is {BSN}.")
    message.add_alternative("<p>Het BSN is <b>1234</b>56782.</p>", subtype="html")
    picture = encoded(screenshot(["Emma Jansen"]), "PNG")
    message.add_attachment(picture, maintype="image", subtype="png", filename="scherm.png")
    message.add_attachment(f"naam;bsn\nEmma;{BSN}\n", subtype="csv", filename="lijst.csv")
    message.add_attachment(b"\0\1", maintype="application", subtype="x-own", filename="x.bin")
    return message.as_bytes()


@pytest.fixture
def line(sqlite_url: str, tmp_path: Path, account: ImapAccount) -> Iterator[Line]:
    """The mail as it stands after it was examined."""
    account.deliver(a_mail())
    found = {
        "mail_id": 1, "kind": "bsn", "place": "attachment", "severity": "high",
        "confidence": 1.0, "why": "", "in_name": False,
    }  # fmt: skip
    with a_line(sqlite_url, tmp_path, account.mailbox()) as line:
        line.poll()
        with line.app.database.transaction() as connection:
            kept = [one[:3] for one in mail.attachments_of(connection, 1)]
            reasons = (None, None, "unknown_type")
            seen = [(*one, why is None, why) for one, why in zip(kept, reasons, strict=True)]
            connection.execute(update(mail.mail).values(attachments=seen))
            box = [1, None, [100, 200, 300, 240], None]
            rows = [
                {**found, "attachment": 0, "start_at": 0, "end_at": 9, "spots": [box]},
                {**found, "attachment": 1, "start_at": 14, "end_at": 23, "spots": None},
            ]
            connection.execute(finding.finding.insert(), rows)
        yield line


def shown(line: Line, number: int | None = None) -> View:
    with line.app.database.transaction() as connection:
        if number is None:
            return view.page(connection, 1, "person:nel", NOW)
        with closing(Examiner(Attachments())) as examiner:
            return view.attachment(connection, 1, number, examiner, "person:nel", NOW)


def test_the_page_of_a_mail(line: Line) -> None:
    assert shown(line).body.decode().strip() == "<p>Het BSN is <b>[BSN]</b>.</p>"
    last = line.rows(audit.audit)[-1]
    assert (last["who"], last["did"], last["what_id"]) == ("person:nel", "rendered", 1)


def test_a_screenshot_is_painted_over(line: Line) -> None:
    found = shown(line, 0)
    picture = Image.open(io.BytesIO(found.body))
    assert found.content_type == "image/png"
    assert max(picture.getpixel((200, 220))) < 60  # type: ignore[arg-type]


def test_of_a_list_the_text_is_shown_with_masks(line: Line) -> None:
    text = shown(line, 1).body.decode()
    assert BSN not in text
    assert "[BSN]" in text


@pytest.mark.parametrize(
    ("number", "said"), [(2, "was not examined (unknown_type)"), (3, "has no attachment 3")]
)
def test_what_nobody_has_looked_through_is_not_shown(line: Line, number: int, said: str) -> None:
    with pytest.raises(PermanentError) as caught:
        shown(line, number)
    assert said in str(caught.value)
    assert line.rows(audit.audit)[-1]["did"] != "rendered"


def test_a_mail_that_is_not_there(line: Line) -> None:
    with line.app.database.transaction() as connection, pytest.raises(PermanentError):
        view.page(connection, 7, "person:nel", NOW)
