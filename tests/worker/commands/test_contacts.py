"""`meldpost contacts` and `organisations`, and what `meldpost tickets` then shows, as a person
would use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.factories import a_mail
from tests.servers.imap_account import ImapAccount
from tests.servers.tables import made
from tests.worker.command import run
from tests.worker.line import a_line

LIST = """Organisatie;Klantnummer;Domein;E-mail;Naam;Rol;Telefoon
Kamp Zon;0042;zon.example kamp-zon.example;ann@zon.example;Ann de Vries;superadmin;06
Kamp Zon;0042;;Cleo.Zon@gmail.com;;medewerker;
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings, an empty database and a list."""
    made(f"sqlite:///{tmp_path / 'meldpost.sqlite3'}")
    (tmp_path / "meldpost.toml").write_text('data_dir = "."\npreset = "kampadmin"\n', "utf-8")
    (tmp_path / "lijst.csv").write_bytes(LIST.encode("cp1252"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(*arguments: str) -> list[dict[str, object]]:
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_dry_run_shows_and_does_nothing(folder: Path) -> None:
    done = run("contacts", "import", "lijst.csv", "--dry-run")
    assert done.exit_code == 0, done.output
    assert (
        "+ contact ann@zon.example  Kamp Zon  (name Ann de Vries, role superadmin)" in done.output
    )
    assert "columns that are not kept: Telefoon" in done.output
    assert "1 organisation added, 2 domains added, 2 contacts added" in done.output
    assert "nothing was done" in done.output
    assert lines("contacts", "list") == []
    shown = lines("contacts", "import", "lijst.csv", "--dry-run")
    assert [one["what"] for one in shown].count("contact") == 2


def test_import_list_show(folder: Path) -> None:
    assert run("contacts", "import", "-", given=LIST).exit_code == 0
    assert "nothing changes" in run("contacts", "import", "lijst.csv").output
    found = lines("contacts", "list", "--organisation", "kamp zon")
    assert [(one["address"], one["role"], one["source"]) for one in found] == [
        ("ann@zon.example", "superadmin", "file"),
        ("cleo.zon@gmail.com", "staff", "file"),
    ]
    (one,) = lines("organisations", "list")
    assert (one["number"], one["contacts"]) == ("0042", 2)
    assert one["domains"] == ["zon.example", "kamp-zon.example"]
    for address, known, role in (
        ("CLEO.zon@GMAIL.com", "contact", "staff"),
        ("x@noord.zon.example", "organisation", None),
        ("x@gmail.com", "stranger", None),
    ):
        (shown,) = lines("contacts", "show", address)
        assert (shown["known"], shown["role"]) == (known, role)
    assert lines("contacts", "list", "--preset", "kidskonnect") == []


def test_faults_are_all_named_and_nothing_is_taken_in(folder: Path) -> None:
    wrong = LIST + "Maan;;gmail.com;x;;baas;\n"
    done = run("contacts", "import", "-", given=wrong)
    assert done.exit_code == 1
    assert done.stderr.count("line 4:") == 3
    assert "nothing was taken in: 3 faults" in done.stderr
    assert done.stdout == ""
    assert lines("organisations", "list") == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("contacts", "set-role", "x@zon.example", "staff"), "no contact with this address"),
        (("contacts", "remove", "ann@zon.example", "x@zon.example"), "no contact with this"),
        (("contacts", "add", "ann@zon.example", "--organisation", "0042"), "already"),
        (("contacts", "add", "b@zon.example", "--organisation", "Maan"), "no such organisation"),
        (("contacts", "add", "zon", "--organisation", "0042"), "no address"),
        (("organisations", "add", "kamp  ZON"), "another organisation has this name"),
        (("organisations", "add", "Maan", "--number", "0042"), "has this number"),
        (("organisations", "add", "Maan", "--domain", "zon.example"), "another organisation"),
        (("organisations", "set", "0042", "--domain", "gmail.com"), "private mail"),
        (("organisations", "set", "0042", "--no-domain", "maan.example"), "no domain of this"),
        (("contacts", "import", "bestand.xlsx"), "save it as CSV"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    folder: Path, arguments: tuple[str, ...], says: str
) -> None:
    run("contacts", "import", "lijst.csv")
    (folder / "bestand.xlsx").write_bytes(b"PK\x03\x04\x14\x00\x06\x00\x08\x00")
    before = lines("contacts", "list"), lines("organisations", "list")
    done = run(*arguments)
    assert done.exit_code == 1
    assert says in str(done.exception)
    assert (lines("contacts", "list"), lines("organisations", "list")) == before


def test_by_hand(folder: Path) -> None:
    run("contacts", "import", "lijst.csv")
    for arguments in (
        ("contacts", "add", "bram@zon.example", "--organisation", "0042", "--name", "Bram"),
        ("contacts", "set-role", "bram@zon.example", "key_user", "--why", "nieuw"),
        ("contacts", "remove", "cleo.zon@gmail.com"),
        ("organisations", "set", "0042", "--name", "Zon & Co", "--no-domain", "kamp-zon.example"),
        ("organisations", "add", "Maan", "--domain", "maan.example"),
    ):
        done = run(*arguments)
        assert done.exit_code == 0, done.exception
    shown = run("organisations", "show", "0042").output
    assert "Zon & Co" in shown
    assert "bram@zon.example  key_user  Bram" in shown
    assert "kamp-zon" not in shown
    assert (
        run("organisations", "remove", "Zon & Co", "--yes").output == "removed, with 2 contacts\n"
    )
    assert [one["name"] for one in lines("organisations", "list")] == ["Maan"]
    told = run("audit", "list").output
    assert all(word in told for word in ("listed", "added", "set_role", "removed", "nieuw"))
    assert "zon" not in told.lower()
    assert "bram" not in told.lower()


@pytest.mark.server
def test_tickets_tell_who_wrote(folder: Path, account: ImapAccount) -> None:
    run("contacts", "import", "lijst.csv")
    for number, sender in enumerate(("ann@zon.example", "cleo.zon@gmail.com", "x@maan.example")):
        account.deliver(a_mail(sender=sender, message_id=f"<{number}@x.example>"))
    url = f"sqlite:///{folder / 'meldpost.sqlite3'}"
    with a_line(url, folder, account.mailbox(preset="kampadmin")) as line:
        line.poll()
    found = [(one["writer"], one["consent"]) for one in lines("tickets")]
    assert found == [
        ({"known": "contact", "organisation": "Kamp Zon", "role": "superadmin"}, None),
        ({"known": "contact", "organisation": "Kamp Zon", "role": "staff"}, "wanted"),
        ({"known": "stranger", "organisation": "maan.example", "role": None}, None),
    ]
    assert "Kamp Zon, superadmin" in run("tickets", "KA-1001").output
    assert "consent?" in run("tickets", "KA-1002").output
    assert "nobody we know" in run("tickets", "KA-1003").output
    assert run("organisations", "remove", "0042", "--yes").exit_code == 0
    (first, *_) = lines("tickets")
    assert first["writer"] == {
        "known": "contact",
        "organisation": "zon.example",
        "role": "superadmin",
    }
