"""`meldpost ticket`, `preview --ticket` and `correct` on a database with one real ticket in it."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select

from config.preset import BUILT_IN
from config.settings import load
from models import outbox, raw
from tests.documents.pdfs import pdf
from tests.factories import a_mail
from tests.servers.imap_account import ImapAccount
from tests.worker.command import a_filled_folder, run
from worker.privacy import vault

pytestmark = pytest.mark.server


@pytest.fixture
def folder(tmp_path: Path, account: ImapAccount, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings and a database in which Sanne's ticket KK-1001 stands."""
    data = a_filled_folder(tmp_path, account, a_mail())
    monkeypatch.chdir(data)
    return data


def sent(folder: Path) -> list[tuple[str, str | None]]:
    """(template, words) of the mails that the commands caused."""
    with vault.opened(load(None)) as database, database.reading() as connection:
        table = outbox.outbox
        query = select(table.c.template, table.c.words).where(table.c.mail_id.is_(None))
        return [(template, words) for template, words in connection.execute(query)]


def test_ask_and_close(folder: Path) -> None:
    done = run("ticket", "ask", "kk-1001", "--text", "Welke factuur is het?")
    assert done.exit_code == 0, done.output
    assert "action required by organisation" in done.output
    assert "the customer gets the mail question (nl)" in done.output
    done = run("ticket", "close", "KK-1001", "--file", "-", given="Opgelost met een nieuwe run.\n")
    assert done.exit_code == 0, done.output
    assert sent(folder) == [
        ("question", "Welke factuur is het?"),
        ("closed", "Opgelost met een nieuwe run."),
    ]


def test_quiet(folder: Path) -> None:
    done = run("ticket", "close", "KK-1001", "--quiet")
    assert "no mail to the customer: it is not to be told" in done.output
    assert sent(folder) == []


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--text", "a", "--file", "-"), "not both"),
        (("--text", "BSN 123456782", "--anyway"), "--anyway needs --why"),
        (("--text", "BSN 123456782"), "personal data: bsn (line 1)"),
        ((), "say it"),
    ],
)
def test_refused(folder: Path, options: tuple[str, ...], complaint: str) -> None:
    done = run("ticket", "answer", "KK-1001", *options, given="")
    assert done.exit_code != 0
    assert complaint in f"{done.output}{done.exception}"
    assert sent(folder) == []


def test_correct_tells(folder: Path) -> None:
    done = run("correct", "KK-1001", "--priority", "high")
    assert done.exit_code == 0, done.output
    assert "the customer gets the mail relabelled (nl)" in done.output
    done = run("correct", "KK-1001", "--module", "account")
    assert "mail" not in done.output
    assert [template for template, _ in sent(folder)] == ["relabelled"]


@pytest.mark.parametrize("mail", ["closed", "incomplete", "triaged", "acknowledgement", "status"])
def test_preview_of_a_real_ticket(folder: Path, mail: str) -> None:
    done = run("preview", mail, "--ticket", "kk-1001")
    assert done.exit_code == 0, done.output
    assert "[KK-1001]" in done.output
    assert "Factuur klopt niet" in done.output
    assert sent(folder) == []


def test_preview_in_another_language(folder: Path) -> None:
    done = run("preview", "closed", "--ticket", "KK-1001", "--language", "fr", "--text")
    assert done.output.startswith("Bonjour Sanne de Boer,")


def test_preview_writes_html(folder: Path) -> None:
    assert run("preview", "price", "--html", "price.html").exit_code == 0
    assert (folder / "price.html").read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("preview",), "name a MAIL"),
        (("preview", "clozed"), "there is no mail 'clozed'"),
        (("preview", "--all"), "--all needs --out"),
        (("preview", "closed", "--ticket", "KK-9"), "there is no ticket KK-9"),
    ],
)
def test_preview_of_what_there_is_not(
    folder: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    done = run(*arguments)
    assert done.exit_code != 0
    assert complaint in f"{done.output}{done.exception}"


def test_files_go_along_from_the_disk(folder: Path) -> None:
    manual = pdf("Handleiding facturen")
    (folder / "handleiding één.pdf").write_bytes(manual)
    (folder / "uren.csv").write_text("dag;uren\nma;8\n", "utf-8")
    files = ("--attach", "handleiding één.pdf", "--attach", "uren.csv")
    done = run("ticket", "answer", "KK-1001", "--text", "Zie de handleiding.", *files)
    assert done.exit_code == 0, done.output
    with vault.opened(load(None)) as database, database.reading() as connection:
        (row,) = connection.execute(
            select(outbox.outbox).where(outbox.outbox.c.template == "answer")
        ).mappings()
        mail = message_from_bytes(raw.get(connection, row["raw_id"]), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    sent = [(one.get_filename(), one.get_content_type()) for one in mail.iter_attachments()]
    assert sent == [("handleiding één.pdf", "application/pdf"), ("uren.csv", "text/csv")]
    assert next(mail.iter_attachments()).get_payload(decode=True) == manual
    page = run("tickets", "KK-1001").output
    assert "+ pdf, 1 kB" in page
    assert "+ csv, 1 kB" in page
    assert "handleiding één" not in page
    told = json.loads(run("tickets", "KK-1001", "--json").output)["discussion"][-1]
    assert told["attachments"][0] == {"content_type": "application/pdf", "size": len(manual)}


@pytest.mark.parametrize(
    ("name", "body", "complaint"),
    [
        ("export.csv", b"bsn\n123456782\n", "holds personal data (bsn); send it --anyway"),
        ("setup.exe", b"MZ", "is a program, or holds one"),
        ("film.bin", bytes(100), "could not be searched for personal data (unknown_type)"),
        ("groot.bin", bytes(10_000_001), "more than 10 MB together"),
    ],
)
def test_what_may_not_go_from_the_disk(
    folder: Path, name: str, body: bytes, complaint: str
) -> None:
    (folder / name).write_bytes(body)
    answer = ("ticket", "answer", "KK-1001", "--text", "Zie de bijlage.", "--attach", name)
    done = run(*answer)
    assert done.exit_code == 1
    assert complaint in f"{done.output}{done.exception}"
    assert sent(folder) == []
    done = run(*answer, "--anyway", "--why", "zo gevraagd")
    assert done.exit_code == (0 if "--anyway" in complaint or "unknown" in complaint else 1)


def test_a_file_goes_with_a_text(folder: Path) -> None:
    (folder / "a.txt").write_text("x", "utf-8")
    done = run("ticket", "close", "KK-1001", "--attach", "a.txt")
    assert done.exit_code == 2
    assert "--attach goes with --text or --file" in done.output
    assert run("ticket", "answer", "KK-1001", "--attach", "b.txt").exit_code == 2


AGENTS = """
[[agent]]
name = "Nel"
address = "nel@desk.example"
groups = ["geld"]
[[agent]]
name = "Tom"
address = "tom@desk.example"
groups = ["desk"]
"""


def with_agents(folder: Path) -> None:
    """Nel has the invoices, Tom all the rest."""
    ours = folder / "presets" / "kidskonnect"
    ours.mkdir(parents=True)
    preset = (BUILT_IN / "kidskonnect" / "preset.toml").read_text("utf-8")
    grouped = preset.replace("[modules.facturatie]", '[modules.facturatie]\ngroup = "geld"')
    (ours / "preset.toml").write_text(grouped, "utf-8")
    path = folder / "meldpost.toml"
    path.write_text('preset_dirs = ["presets"]\n' + path.read_text("utf-8") + AGENTS, "utf-8")


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
def test_a_corrected_module_is_mailed_to_its_group(folder: Path, quiet: tuple[str, ...]) -> None:
    with_agents(folder)
    done = run("correct", "KK-1001", "--module", "kvs", "--priority", "high", *quiet)
    assert done.exit_code == 0, done.output
    assert "KK-1001: module is kvs, was facturatie" in done.output
    assert "mailed to tom@desk.example" in done.output
    assert [template for template, _ in sent(folder)] == ["relabelled"] * (not quiet) + ["triaged"]
    for module in ("facturatie", "kvs"):  # Tom knows of it
        assert "tom@" not in run("correct", "KK-1001", "--module", module, *quiet).output
    assert run("correct", "KK-1001", "--module", "kvs").output == "KK-1001: right as it was\n"


def test_who_is_handed_a_ticket_gets_it_by_mail(folder: Path) -> None:
    with_agents(folder)
    done = run("ticket", "hand-over", "KK-1001", "--to", "Tom")
    assert done.output == "KK-1001: Tom has it\nmailed to tom@desk.example\n"
    assert (
        "mailed" not in run("ticket", "hand-over", "KK-1001", "--to", "Tom", "--as", "Tom").output
    )
    assert "mailed" not in run("ticket", "hand-over", "KK-1001", "--to", "Wie").output
    assert "mailed to nel@" in run("ticket", "hand-over", "KK-1001", "--to", "geld").output
    assert sent(folder) == [("triaged", None)] * 2


def test_the_ticket_whole(folder: Path) -> None:
    run("ticket", "ask", "kk-1001", "--text", "Welke factuur is het?")
    run("correct", "kk-1001", "--priority", "high", "--why", "meer klanten")
    run("ticket", "pause", "kk-1001")
    run("ticket", "undo", "kk-1001")
    page = run("tickets", "kk-1001").output
    for words in (
        "State  open, action required by organisation",
        "De factuur 2026-0142",
        "desk question (waiting)",
        "Welke factuur is het?",
        "asked: the clock stops (waits for the customer: a question of the desk).",
        "corrected: from bug, medium to bug, high.",
        "No deadlines: waits for the customer",
        "meer klanten",
    ):
        assert words in page, words
    assert "paused: the clock stops" not in page
    whole = json.loads(run("tickets", "kk-1001", "--json").output)
    assert whole["status"] == "open"
    said = [(one["side"], one["what"]) for one in whole["discussion"]]
    assert said[0] == ("customer", "human")
    assert ("desk", "question") in said
    assert [one["event"] for one in whole["history"] if one["undone"]] == ["paused"]
    assert whole["sla"]["steps"][-1].startswith("No deadlines")
