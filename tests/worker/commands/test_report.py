"""`meldpost report privacy` as people use it: real processes."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from models import db
from tests.desk.reports.filled import fill
from tests.servers.tables import made
from tests.worker.command import meldpost

PEOPLE = """
[[person]]
name = "fem"
roles = ["compliance"]
[[person]]
name = "joost"
roles = ["agent"]
"""
OCTOBER = ("report", "privacy", "--from", "2026-10-01", "--to", "2026-10-31")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    url = f"sqlite:///{folder / 'meldpost.sqlite3'}"
    made(url)
    with db.ready(url) as database:
        fill(database)
    (folder / "meldpost.toml").write_text(f'database = "{url}"\n{PEOPLE}', encoding="utf-8")
    return folder


def test_reading_it_is_recorded_and_so_is_a_refusal(folder: Path) -> None:
    done = meldpost(*OCTOBER, "--format", "json", "--as", "fem", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["mails_with_findings"] == 7
    done = meldpost(*OCTOBER, "--as", "joost", folder=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "takes the role compliance or operator" in done.stderr
    listed = meldpost("audit", "list", "--what", "report", "--json", folder=folder)
    lines = [json.loads(line) for line in listed.stdout.splitlines()]
    assert [(line["who"], line["did"]) for line in lines] == [
        ("person:fem", "showed"),
        ("person:joost", "refused"),
    ]
    assert lines[0]["detail"] == {
        "preset": "kidskonnect",
        "from": "2026-10-01",
        "to": "2026-10-31",
        "format": "json",
    }


def test_a_file_is_for_our_eyes_and_never_written_over(folder: Path) -> None:
    asked = (*OCTOBER, "--out", "oktober.pdf", "--as", "fem")
    done = meldpost(*asked, folder=folder)
    assert (done.returncode, done.stdout.strip()) == (0, "oktober.pdf")
    made = folder / "oktober.pdf"
    assert made.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    again = meldpost(*asked, folder=folder)
    assert (again.returncode, "cannot be written" in again.stderr) == (1, True)


def test_a_letter(folder: Path) -> None:
    done = meldpost(*OCTOBER, "--letter", "kdv-zon.example", "--as", "fem", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Een BSN mag" in done.stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--from", "2026-02-30"), "'2026-02-30' is no date such as 2026-10-31"),
        (("--from", "2026-10-02", "--to", "2026-10-01"), "2026-10-01 lies before 2026-10-02"),
        (("--preset", "nergens"), "there is no preset 'nergens'"),
        (("--format", "txt"), "a report is html or pdf or csv or json"),
        (("--letter", "x.example", "--format", "csv"), "a letter is txt or html or pdf"),
    ],
)
def test_wrong_usage_is_one_line(folder: Path, asked: tuple[str, ...], said: str) -> None:
    done = meldpost("report", "privacy", "--as", "fem", *asked, folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
