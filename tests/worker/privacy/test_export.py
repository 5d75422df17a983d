"""A person's data, for that person: whole, readable, and without anybody else's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.errors import PermanentError
from config.limits import Attachments
from models import audit, ticket
from tests.factories import AT, an_organisation
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import SmtpSink
from tests.worker.line import Line, a_line
from tests.worker.privacy.hadewych import ADDRESS, BSN, MAILS, NAME, OWN, PHONE, VALUES, written
from triage.person import Person
from worker.intake.examine import Examiner
from worker.privacy import export, traces
from worker.privacy.export import Export

pytestmark = pytest.mark.server

OTHER_BSN, OTHER = "123456782", "Jorrit Kwakman"
LIST = written(
    "z@kdv-zon.example",
    "Kinderlijst",
    f"Van {NAME} en van {OTHER} klopt de factuur niet. Het BSN van {OTHER} is {OTHER_BSN}.\n"
    "Groet,\nSanne de Boer",
    files=[("lijst.csv", f"naam;bsn\n{NAME};{BSN}\n{OTHER};{OTHER_BSN}\n")],
)
BAD = written(
    "y@ouderpost.example", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    sender=OWN,
)  # fmt: skip


@contextmanager
def _filled(
    url: str, folder: Path, account: ImapAccount, sink: SmtpSink
) -> Iterator[tuple[Line, Examiner]]:
    account.deliver(*MAILS, LIST, BAD)
    examiner = Examiner(Attachments(), going=lambda: None)
    try:
        with a_line(url, folder / "data", account.mailbox(), smtp=[sink.smtp()]) as line:
            line.poll()
            line.deliver()
            with line.app.database.transaction() as connection:
                people = {ADDRESS: "key_user", "jorrit@kdv-zon.example": "staff"}
                an_organisation(connection, contacts=people)
            yield line, examiner
    finally:
        examiner.close()


def _export(line: Line, examiner: Examiner) -> Export:
    app, person = line.app, Person.of(VALUES)
    return export.gather(
        app.database,
        app.settings,
        person,
        traces.trace(app.database, person, examiner.contents),
        examiner.contents,
        who="person:fem",
        why="AVG art. 15",
        now=AT,
    )


def test_a_folder_for_the_person(
    database_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    with _filled(database_url, tmp_path, account, smtp_sink) as (line, examiner):
        made = _export(line, examiner)
        numbers = {row["number"] for row in line.rows(ticket.ticket)}
        with line.app.database.reading() as connection:
            acts = list(audit.lines(connection, audit.audit.c.did == "exported"))
    (listed,) = made.dossier.contacts
    assert (listed.address, listed.role, listed.organisation) == (ADDRESS, "key_user", "KDV Zon")
    out = tmp_path / "uit"
    export.write(made, out)
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "key-user van KDV Zon, sinds 20-11-2026" in page
    assert "jorrit@" not in page
    with pytest.raises(PermanentError, match="cannot be written"):
        export.write(made, out)
    paths = [out, *out.rglob("*")]
    assert {oct(path.stat().st_mode & 0o777) for path in paths} == {"0o700", "0o600"}

    data = json.loads((out / "data.json").read_text())
    own = [one for one in data["mails"] if one["own"]]
    about = [one for one in data["mails"] if not one["own"]]
    assert {one["subject"] for one in about} == {
        "FW: Factuur",
        "Re: Factuur",
        "Lijst",
        "Kinderlijst",
    }
    assert all((out / one["file"]).is_file() for one in own)
    assert (out / own[0]["file"]).read_bytes() == MAILS[0]
    assert all(one["file"] is None for one in about)
    assert {one["number"] for one in data["tickets"]} < numbers
    assert data["tickets"][0]["history"]
    assert data["answers"][0]["text"]
    assert own[0]["original_gone_at"] > own[0]["at"]
    assert data["unread"] == 1
    assert data["rules"]["originals"] == "30 days"
    opened = [line for line in acts if line.what in {"mail", "outbox"}]
    assert len(opened) == len(data["mails"]) + len(data["answers"])
    assert [line.detail for line in acts if line.what == "person"] == [
        {"mails": len(data["mails"]), "answers": len(data["answers"])}
    ]


def test_nobody_else_is_in_it(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    with _filled(sqlite_url, tmp_path, account, smtp_sink) as (line, examiner):
        made = _export(line, examiner)
    (listed,) = [one for one in made.dossier.mails if one.subject == "Kinderlijst"]
    said = "\n".join((listed.text, *listed.attachments))
    assert NAME in said
    assert BSN in said
    assert OTHER not in said
    assert OTHER_BSN not in said
    assert "Sanne" not in said
    assert listed.source == "kdv-zon.example"
    (forwarded,) = [one for one in made.dossier.mails if one.subject == "FW: Factuur"]
    assert ADDRESS in forwarded.text
    assert PHONE in forwarded.text


def test_the_page_is_quiet_and_harmless(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink
) -> None:
    with _filled(sqlite_url, tmp_path, account, smtp_sink) as (line, examiner):
        export.write(_export(line, examiner), tmp_path / "uit")
    page = (tmp_path / "uit" / "index.html").read_text()
    assert "Uw gegevens" in page
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "{" not in page.partition("</style>")[2]
