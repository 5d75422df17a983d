"""The letter to an organisation that keeps sending personal data."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from config.errors import PermanentError
from config.settings import Settings
from desk.reports.period import Period
from desk.reports.tally import Rows
from models import db
from notify.voice import LANGUAGES
from tests.desk.reports.filled import NOW, PRESET, fill
from tests.servers.tables import made
from worker.clock import letter, report

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31), PRESET.hours.zone)


@pytest.fixture
def rows(sqlite_url: str) -> Rows:
    made(sqlite_url)
    with db.ready(sqlite_url) as database:
        fill(database)
        with database.reading() as connection:
            return report.rows(connection, Settings(), PRESET, OCTOBER)


def test_it_says_what_came_and_what_to_send_instead(rows: Rows) -> None:
    draft = letter.draft(rows, PRESET, OCTOBER, "KDV-Zon.example", "nl")
    said = letter.rendered(draft, "txt", NOW).decode()
    assert said.startswith("Persoonsgegevens in mails van kdv-zon.example aan KidsKonnect Support")
    assert "kregen we 3 mails van kdv-zon.example" in said
    assert "in 3 van de laatste twaalf maanden" in said
    assert "- een BSN: in 1 mail\n" in said
    assert "artikel 46 UAVG" in said
    assert "debiteurnummer" in said
    assert "123456782" not in said
    assert "automatisch gemaakt" not in said


def test_the_law_of_numbers_is_told_to_those_who_sent_one(rows: Rows) -> None:
    draft = letter.draft(rows, PRESET, OCTOBER, "bso-maan.example", "nl")
    said = letter.rendered(draft, "txt", NOW).decode()
    assert "kregen we 1 mail van bso-maan.example" in said
    assert "artikel 46" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_on_one_sheet_in_every_language(rows: Rows, language: str) -> None:
    draft = letter.draft(rows, PRESET, OCTOBER, "kdv-zon.example", language)  # type: ignore[arg-type]
    paper = pypdfium2.PdfDocument(letter.rendered(draft, "pdf", NOW))
    assert len(paper) == 1
    assert b"<html" in letter.rendered(draft, "html", NOW)


def test_nothing_came_from_there(rows: Rows) -> None:
    with pytest.raises(PermanentError, match=r"nothing was found .* kdv-berg\.example"):
        letter.draft(rows, PRESET, OCTOBER, "kdv-berg.example", "nl")
