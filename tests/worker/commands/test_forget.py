"""`meldpost forget`, `export`, `hold` and `retention` as a person uses them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import SmtpSink
from tests.worker.command import ROOT
from tests.worker.line import a_line
from tests.worker.privacy.hadewych import ADDRESS, GONE, MAILS, NAME, VALUES

pytestmark = pytest.mark.server

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path, account: ImapAccount, smtp_sink: SmtpSink) -> Run:
    """Runs `meldpost` beside a filled database; `given` is its standard input."""
    account.deliver(*MAILS)
    with a_line(sqlite_url, tmp_path / "data", account.mailbox(), smtp=[smtp_sink.smtp()]) as line:
        line.poll()
        line.deliver()
    (tmp_path / "meldpost.toml").write_text(
        f'data_dir = "{tmp_path}/data"\ndatabase = "{sqlite_url}"\n'
        '[[person]]\nname = "fem"\nroles = ["compliance"]\n'
        '[[person]]\nname = "olaf"\nroles = ["agent"]\n'
    )

    def command(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "worker", *words],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )

    return command


def test_the_whole_of_a_request(run: Run, tmp_path: Path) -> None:
    given = "\n".join(VALUES)
    about = ("--values", "-", "--reason", f"verzoek van {ADDRESS}")
    refused = run("forget", *about, "--as", "olaf", given=given)
    assert refused.returncode == 1
    assert "takes the role compliance" in refused.stderr

    seen = run("forget", *about, "--as", "fem", "--dry-run", given=given)
    assert seen.returncode == 0
    assert "value 5 (date, close by the others only): in" in seen.stdout
    assert "tickets KK-1001, KK-1002, KK-1003\n" in seen.stdout

    exported = run("export", *about, "--as", "fem", "--out", "uit", given=given)
    assert exported.returncode == 0, exported.stderr
    assert (tmp_path / "uit" / "index.html").is_file()

    held = run("hold", "add", "kk-1002", "--as", "fem", "--reason", "zaak")
    assert held.stdout == "hold 1: ticket KK-1002\n"
    spared = run("forget", *about, "--as", "fem", "--yes", given=given)
    assert spared.returncode == 0
    assert "kept, for a hold: 1 tickets, 2 mails" in spared.stdout
    assert json.loads(run("hold", "list", "--json").stdout)["covers"] == 1
    assert run("hold", "lift", "1", "--as", "fem", "--reason", "over").returncode == 0

    done = run("forget", *about, "--as", "fem", "--yes", given=given)
    assert done.returncode == 0
    assert "nothing is left in the database\n" in done.stdout
    assert "was shown to or exported by person:fem" in done.stdout
    assert "support/INBOX UID" in done.stdout
    told = run("audit", "list").stdout
    assert run("audit", "verify").returncode == 0
    for said in (refused, seen, exported, held, spared, done):
        told += said.stdout + said.stderr
    assert not [value for value in GONE if value in told]


IMPOSSIBLE = (
    (("forget", "--reason", "x", "--as", "fem"), 2, "nothing is known of the person"),
    (("forget", "ab", "--reason", "x", "--as", "fem"), 2, "value 1 is too short"),
    (("forget", NAME, "--as", "fem"), 2, "--reason"),
    (("forget", "--values", "weg", "--reason", "x", "--as", "fem"), 2, "cannot be read"),
    (("hold", "add", "KK-9", "--reason", "x", "--as", "fem"), 1, "no ticket KK-9"),
    (("hold", "add", "KK-1001", "--reason", " ", "--as", "fem"), 1, "a hold has a reason"),
    (("hold", "add", "KK-1001", "--reason", "x", "--as", "olaf"), 1, "takes the role"),
    (("hold", "lift", "7", "--reason", "x", "--as", "fem"), 1, "no hold 7 stands"),
    (("export", NAME, "--reason", "x", "--as", "fem", "--out", "meldpost.toml"), 1, "is there"),
)


def test_what_cannot_be_done_is_said(run: Run) -> None:
    for words, status, said in IMPOSSIBLE:
        found = run(*words)
        assert (found.returncode, said in found.stderr) == (status, True), words
        assert "Traceback" not in found.stderr


def test_the_plan_and_its_application(run: Run) -> None:
    plan = [json.loads(line) for line in run("retention", "plan", "--json").stdout.splitlines()]
    assert {one["what"] for one in plan} > {"originals", "tickets", "audit"}
    assert {one["due"] for one in plan} == {0}
    later = run("retention", "plan", "--at", "2999-01-01", "--json").stdout.splitlines()
    assert sum(json.loads(line)["due"] for line in later) > 0
    assert run("retention", "apply", "--yes").returncode == 0
