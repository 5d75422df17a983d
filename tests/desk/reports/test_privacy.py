"""The privacy report from a filled database, in its four formats, beside what is expected of it.

`MELDPOST_GOLDEN=1` writes the expected files anew; a person reads the difference.
"""

from __future__ import annotations

import csv as csv_files
import io
import json as json_files
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from config.servers import Mailbox
from config.settings import Settings
from desk.reports import csv, html, json, pdf
from desk.reports.period import Period
from desk.reports.report import Report
from models import db
from models.db import Database
from tests.desk.reports.filled import NOW, PRESET, bsn, fill
from tests.servers import tables
from worker.clock import report as reports

EXPECTED = Path(__file__).parent / "expected"
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31), PRESET.hours.zone)
BOXES = tuple(
    Mailbox(name=name, preset=preset, address=f"{name}@desk.example", host="imap.example")
    for name, preset in (("support", "kidskonnect"), ("kampen", "kampadmin"))
)


@pytest.fixture
def filled(database_url: str) -> Iterator[Database]:
    tables.made(database_url)
    with db.ready(database_url) as database:
        fill(database)
        yield database


def made(database: Database, period: Period = OCTOBER, language: str = "nl") -> Report:
    settings = Settings(mailbox=BOXES)
    with database.reading() as connection:
        return reports.made(
            connection,
            settings,
            PRESET,
            period,
            language=language,  # type: ignore[arg-type]
            now=NOW,
        )


def test_the_four_formats_are_as_expected(filled: Database) -> None:
    report = made(filled)
    _compare("privacy.nl.html", html.render(report).decode())
    _compare("privacy.csv", csv.render(report).decode("utf-8-sig").replace("\r\n", "\n"))
    _compare("privacy.json", json.render(report).decode())
    _compare("privacy.nl.pdf.txt", _text(pdf.render(report)))


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_every_language_says_all_of_it(filled: Database, language: str) -> None:
    _compare(f"privacy.{language}.pdf.txt", _text(pdf.render(made(filled, language=language))))


def test_numbers_that_can_be_counted_by_hand(filled: Database) -> None:
    data = json_files.loads(json.render(made(filled)))
    assert (data["mails"], data["mails_with_findings"], data["share"]) == (13, 7, 0.5385)
    assert data["seconds_to_redaction"] == {"median": 4.0, "longest": 3725.0}
    assert [month["mails_with_findings"] for month in data["months"]][-4:] == [0, 1, 2, 7]
    assert data["months"][-1]["month"] == "2026-10"
    assert data["repeat_offenders"] == ["kdv-zon.example", "bso-maan.example"]
    assert data["kinds"][0] == {"kind": "bsn", "findings": 4, "mails": 1}
    assert [one["reason"] for one in data["not_examined"]] == ["encrypted", "no_ocr"]
    assert [one["mailbox"] for one in data["quarantined"]] == ["support"]


def test_no_value_and_no_person_is_in_it(filled: Database) -> None:
    report = made(filled)
    for body in (html.render(report), csv.render(report), json.render(report)):
        for told in (bsn().span.text, "Sanne", "sanne@", "lijst.xlsx", "post-voor-iedereen"):
            assert told.encode() not in body


def test_an_empty_period(filled: Database) -> None:
    period = Period(date(2020, 2, 1), date(2020, 2, 29), PRESET.hours.zone)
    report = made(filled, period)
    _compare("empty.nl.pdf.txt", _text(pdf.render(report)))
    assert html.render(report).decode().count("Niets gevonden in deze periode.") == 3
    assert len(csv.render(report).splitlines()) == 1
    data = json_files.loads(json.render(report))
    assert (data["mails"], data["share"], data["register"]) == (0, None, [])
    assert data["seconds_to_redaction"] is None


def test_the_same_report_is_the_same_paper(filled: Database) -> None:
    report = made(filled)
    assert pdf.render(report) == pdf.render(report)


def test_paper_has_its_fonts_with_it(filled: Database) -> None:
    body = pdf.render(made(filled))
    assert b"/FontFile3" in body
    assert "gastouders-éénhoorn" in _text(body).replace("\u200b", "")


def test_a_sheet_executes_nothing(filled: Database) -> None:
    text = csv.render(made(filled)).decode("utf-8-sig")
    rows = list(csv_files.DictReader(io.StringIO(text), delimiter=";"))
    assert "'=cmd-uitvoeren.example" in {row["organisation"] for row in rows}
    assert len(rows) == 11


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+31 20", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "  @x", "＝1", "－1"],
)
def test_formulas_are_made_harmless(cell: str) -> None:
    assert csv.harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "kdv-zon.example", "2026-10-01", "1", "a=b", "'x", "é"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert csv.harmless(cell) == cell


def _text(body: bytes) -> str:
    """What stands on each page, line by line."""
    paper = pypdfium2.PdfDocument(body)
    pages = [page.get_textpage().get_text_bounded() for page in paper]
    return "\n\f\n".join("\n".join(page.splitlines()) for page in pages) + "\n"


def _compare(name: str, found: str) -> None:
    path = EXPECTED / name
    if os.environ.get("MELDPOST_GOLDEN") == "1":
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8")
