"""`meldpost vault`, `audit` and `quarantine show` as people use them: real processes."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.factories import a_mail
from tests.servers.dovecot import Dovecot
from tests.worker.command import meldpost
from tests.worker.line import a_line

pytestmark = pytest.mark.server

MAILS = (
    a_mail(body="eerste vraag", message_id="<een@kdv-zon.example>"),
    a_mail(body="BREAK", message_id="<stuk@kdv-zon.example>"),
    a_mail(
        body="nog iets",
        message_id="<twee@kdv-zon.example>",
        In_Reply_To="<een@kdv-zon.example>",
    ),
)
PEOPLE = """
[[person]]
name = "fem"
roles = ["compliance"]
[[person]]
name = "olaf"
roles = ["agent", "operator"]
"""


@pytest.fixture(scope="module")
def folder(dovecot: Dovecot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with settings, and a database with a ticket of two mails and one set aside."""
    folder = tmp_path_factory.mktemp("vault")
    account = dovecot.account()
    account.deliver(*MAILS)
    data = folder / "data"
    with a_line(f"sqlite:///{data / 'meldpost.sqlite3'}", data, account.mailbox()) as line:
        assert line.poll().outcomes == {"ticket": 1, "quarantined": 1, "follow_up": 1}
    (folder / "meldpost.toml").write_text(f'data_dir = "{data}"\n{PEOPLE}', encoding="utf-8")
    return folder


def test_one_mail_comes_out_as_it_came_in(folder: Path) -> None:
    done = meldpost("vault", "open", "1", "--as", "fem", "--reason", "klacht", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.encode() == MAILS[0]


def test_a_ticket_comes_out_as_files_for_our_eyes(folder: Path) -> None:
    asked = ("vault", "open", "kk-1001", "--as", "fem", "--reason", "klacht")
    done = meldpost(*asked, folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--out FOLDER" in done.stderr
    done = meldpost(*asked, "--out", "ticket", folder=folder)
    assert done.returncode == 0, done.stderr
    files = sorted((folder / "ticket").iterdir())
    assert [file.name for file in files][:2] == ["mail-1.eml", "mail-2.eml"]
    assert files[0].read_bytes() == MAILS[0]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((folder / "ticket").stat().st_mode) == 0o700
    again = meldpost(*asked, "--out", "ticket", folder=folder)
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    assert "cannot be written" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("vault", "open", "1", "--as", "eva", "--reason", "x"), "takes the role compliance"),
        (("quarantine", "show", "1", "--as", "fem"), "--reason says which"),
        (("vault", "open", "99", "--as", "fem", "--reason", "x"), "no mail or ticket 99"),
        (("vault", "open", "KK-9", "--as", "fem", "--reason", "x"), "no mail or ticket KK-9"),
        (("quarantine", "show", "1", "--as", "eva", "--reason", "x"), "compliance or operator"),
        (("quarantine", "show", "9", "--as", "fem", "--reason", "x"), "number 9"),
        (("audit", "verify", "--head", f"1:{'0' * 64}"), ""),
    ],
)
def test_what_is_refused_is_one_line_and_status_1(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = meldpost(*arguments, folder=folder)
    assert done.returncode == 1
    if said:
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert said in done.stderr
    else:
        assert "line 1 is not the line that was written down" in done.stdout


def test_what_is_set_aside_is_shown_to_an_operator(folder: Path) -> None:
    out = folder / "stuk.eml"
    done = meldpost(
        "quarantine", "show", "1", "--as", "olaf", "--reason", "why", "--out", str(out),
        folder=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert out.read_bytes() == MAILS[1]


def test_the_log_is_listed_and_proven(folder: Path) -> None:
    head = meldpost("audit", "head", folder=folder).stdout.strip()
    done = meldpost("audit", "verify", "--head", head, "--json", folder=folder)
    assert done.returncode == 0
    assert json.loads(done.stdout)["line"] == int(head.partition(":")[0])
    done = meldpost("audit", "list", "--json", folder=folder)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["line"] for line in lines] == list(range(1, len(lines) + 1))
    assert {line["did"] for line in lines} >= {"sealed", "took", "granted", "showed", "refused"}
    took = meldpost("audit", "list", "--what", "took", "--since", "2026-01-01", folder=folder)
    assert took.stdout.count("\n") == sum(line["did"] == "took" for line in lines)
    nothing = meldpost("audit", "list", "--since", "2999-01-01", folder=folder)
    assert (nothing.returncode, nothing.stdout) == (0, "")
    wrong = meldpost("audit", "verify", "--head", "12", folder=folder)
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)


def test_what_lies_in_the_vault_is_listed_without_its_key(folder: Path) -> None:
    key = folder / "data.key"
    aside = key.rename(folder / "elsewhere.key")
    try:
        done = meldpost("vault", "list", "--json", folder=folder)
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert {(one["what"], one["id"]) for one in found} >= {("mail", 1), ("quarantine", 1)}
        refused = meldpost("vault", "open", "1", "--as", "fem", "--reason", "x", folder=folder)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "data.key is missing" in refused.stderr
        assert "docs/vault.md" in refused.stderr
        assert not key.exists()
    finally:
        aside.rename(key)


def test_a_new_key_while_all_stays_readable(folder: Path) -> None:
    done = meldpost("vault", "rotate", "--as", "fem", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "not needed any more" in done.stdout
    assert (folder / "data.key").read_text().count("\n") == 2
    shown = meldpost("vault", "open", "1", "--as", "fem", "--reason", "x", folder=folder)
    assert "eerste vraag" in shown.stdout
    check = meldpost("check", folder=folder)
    (told,) = [line for line in check.stdout.splitlines() if "vault: sealed with" in line]
    assert told.endswith("originals")
    assert "keep it elsewhere" in check.stdout
    (folder / "data.key").chmod(0o644)
    assert "chmod 600" in meldpost("check", folder=folder).stdout
    (folder / "data.key").chmod(0o600)


def test_a_fresh_key_is_printed(tmp_path: Path) -> None:
    from models.seal import key_of

    printed = {meldpost("vault", "key", folder=tmp_path).stdout.strip() for _ in range(2)}
    assert len(printed) == 2
    assert all(key_of(one) for one in printed)
