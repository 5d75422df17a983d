"""Attachments on the way from the mailbox to the database, and on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from config.limits import Attachments
from config.preset import Preset
from ingest.message import Message
from models import finding, mail
from tests.documents.office import xlsx, zipped
from tests.documents.pdfs import pdf
from tests.documents.pictures import encoded, photo
from tests.servers.imap_account import ImapAccount
from tests.worker.command import meldpost
from tests.worker.line import a_line, plain_triage
from triage.decision import Examined, Label, Triage
from triage.recognizers import recognize
from worker.intake.examine import Examiner

BSN = "123456782"
SHEET = xlsx([["naam", "geboren", "BSN"], ["Lieke van den Berg", date(2021, 3, 12), int(BSN)]])


def a_mail(**attached: bytes) -> bytes:
    made = EmailMessage()
    made["From"] = "Sanne Bos <sanne@kdv-zon.example>"
    made["To"] = "support@desk.example"
    made["Subject"] = "Kind klopt niet"
    made["Message-ID"] = "<een@kdv-zon.example>"
    made["Date"] = "Fri, 20 Nov 2026 09:15:00 +0100"
    made.set_content("Hallo,\n\nzie de bijlage.\n\nGroet, Sanne Bos\n")
    for name, data in attached.items():
        made.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name.replace("__", ".")
        )
    return made.as_bytes()


def _reading(
    examiner: Examiner, messages: Sequence[Message], preset: Preset, at: Sequence[datetime]
) -> Iterator[Triage]:
    contents = examiner.contents(messages)
    for message, held, plain in zip(
        messages, contents, plain_triage(messages, preset, at), strict=True
    ):
        found = recognize(message, preset, held)
        how = tuple(Examined(one.examined, one.reason, one.gps, one.inner) for one in held)
        yield replace(plain, module=Label("overig", 0.5), findings=found.findings, attachments=how)


def test_findings_keep_their_place_and_no_value(
    sqlite_url: str, tmp_path: Path, imap_account: ImapAccount
) -> None:
    examiner = Examiner(Attachments(languages=()))
    imap_account.deliver(
        a_mail(
            lijst__xlsx=SHEET, geheim__pdf=pdf("x", password="w"), foto__png=encoded(photo(200))
        ),
        a_mail(Emma_de_Vries__txt=b"niets").replace(b"<een@", b"<twee@"),
    )

    def decide(
        messages: Sequence[Message], preset: Preset, arrivals: Sequence[datetime], **_: object
    ) -> list[Triage]:
        return list(_reading(examiner, messages, preset, arrivals))

    with a_line(
        sqlite_url, tmp_path, imap_account.mailbox(security="plain"), decide=decide
    ) as line:
        assert line.poll().outcomes.total() == 2
        first, second = line.rows(mail.mail)
        assert [one[3:] for one in first["attachments"]] == [
            [True, None], [False, "encrypted"], [False, "no_ocr"],
        ]  # fmt: skip
        rows = [row for row in line.rows(finding.finding) if row["mail_id"] == first["id"]]
        places = {
            (row["kind"], row["attachment"], row["in_name"], str(row["spots"])) for row in rows
        }
        assert ("bsn", 0, False, "[[1, 'C2', None, None]]") in places
        assert ("birth_date", 0, False, "[[1, 'B2', None, None]]") in places
        assert [row["attachment"] for row in rows if row["kind"] == "photo"] == [2]
        (named,) = [row for row in line.rows(finding.finding) if row["mail_id"] == second["id"]]
        assert (named["kind"], named["place"], named["in_name"]) == (
            "person_name",
            "attachment",
            True,
        )
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert BSN.encode() not in kept
    assert b"Emma" not in kept


def test_the_json_says_where_and_what_was_not_examined(tmp_path: Path) -> None:
    raw = a_mail(
        lijst__xlsx=SHEET, map__zip=zipped({"a.txt": f"BSN {BSN}", "b.exe": b"MZ" + bytes(99)}),
        brief__pdf=pdf(f"Het BSN van mijn kind is {BSN}."),
    )  # fmt: skip
    done = meldpost("triage", "--json", "--reveal", "-", folder=tmp_path, given=raw)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    how = [(one["examined"], one["reason"]) for one in found["message"]["attachments"]]
    assert how == [(True, None), (False, "unknown_type"), (True, None)]
    numbers = [one for one in found["personal_data"] if one["kind"] == "bsn"]
    assert [(one["where"], one["page"], one["cell"], one["inner"]) for one in numbers] == [
        ("attachment:lijst.xlsx", 1, "C2", None),
        ("attachment:map.zip", None, None, None),
        ("attachment:brief.pdf", 1, None, None),
    ]
    assert [len(one["boxes"]) for one in numbers] == [0, 0, 1]
    assert all(one["text"] == BSN and one["place"] == "content" for one in numbers)


@pytest.mark.parametrize("reveal", [True, False])
def test_the_name_of_a_file_is_redacted_too(tmp_path: Path, reveal: bool) -> None:
    raw = a_mail(Fiche_Emma_van_Dijk__csv=b"Groep;Uren\n1;8\n")
    done = meldpost("triage", *["--reveal"][:reveal], "-", folder=tmp_path, given=raw)
    assert "person_name" in done.stdout
    assert ("Emma" in done.stdout) == reveal


@pytest.mark.parametrize("examine", [True, False])
def test_examining_can_be_switched_off(tmp_path: Path, examine: bool) -> None:
    (tmp_path / "meldpost.toml").write_text(
        f"[limits.attachments]\nexamine = {str(examine).lower()}\nlanguages = []\n"
    )
    done = meldpost("triage", "-", folder=tmp_path, given=a_mail(lijst__xlsx=SHEET))
    assert ("lijst.xlsx: examined" in done.stdout) == examine
    assert ("not examined (switched_off)" in done.stdout) != examine
    assert ("bsn (attachment:lijst.xlsx, page 1, C2)" in done.stdout) == examine
