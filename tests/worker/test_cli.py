"""The command line as scripts use it (docs/interface.md): real processes, exit status, one line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import a_mail
from tests.worker.command import ROOT, meldpost
from worker.cli import COMMANDS


def test_every_command_has_a_file_and_every_file_a_command() -> None:
    folder = ROOT / "worker" / "commands"
    parts = {"__init__", "contacts_import", "ticket_split"}
    shared = {"on_list", "on_ticket", "options", "reading", "reveal", "whom"}
    assert {path.stem for path in folder.glob("*.py")} - parts - shared == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(tmp_path: Path, command: str) -> None:
    done = meldpost(command, "--help", folder=tmp_path)
    assert done.returncode == 0
    assert f"meldpost {command}" in done.stdout


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    """Start-up matters; a library that creeps in is named here rather than timed."""
    code = (
        "import sys; import worker.cli; "
        "heavy = {'numpy','sklearn','scipy','spacy','sqlalchemy','imapclient','pydantic','rich'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True, text=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("nonsense",), "No such command 'nonsense'"),
        (("parse",), "Missing argument 'FILE...'"),
        (("sla", "--type", "bug"), "Missing option"),
        (("sla", "--type", "bug", "--priority", "low", "--at", "gisteren"), "ISO 8601"),
        (("sla", "--type", "bug", "--priority", "low", "--at", "9999-12-31"), "too far"),
        (("triage", "--preset", "kidsconnect", "x.eml"), "choose one of kampadmin, kidskonnect"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    tmp_path: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    done = meldpost(*arguments, folder=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert complaint in done.stderr


@pytest.mark.parametrize("arguments", [("parse", "-"), ("check",), ("run", "--once")])
def test_wrong_settings_are_one_line_and_status_1(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "meldpost.toml").write_text("[limits]\nmail_byte = 1\n", encoding="utf-8")
    done = meldpost(*arguments, folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "meldpost.toml:2: unknown key 'limits.mail_byte'" in done.stderr


def test_sla_json(tmp_path: Path) -> None:
    done = meldpost(
        "sla", "--type", "bug", "--priority", "critical", "--at", "2026-11-20T09:15",
        "--preset", "kampadmin", "--json", folder=tmp_path,
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert list(found) == ["starts_at", "respond_by", "solve_by", "reason"]
    assert found["starts_at"] == "2026-11-20T09:15:00+01:00"
    assert found["respond_by"] == "2026-11-23T09:15:00+01:00"
    assert found["solve_by"] == "2026-11-24T09:15:00+01:00"


PARSED = [
    "source",
    "index",
    "message_id",
    "in_reply_to",
    "references",
    "subject",
    "date",
    "from",
    "reply_to",
    "to",
    "cc",
    "kind",
    "language",
    "text",
    "reply",
    "quoted",
    "signature",
    "attachments",
    "defects",
]


def test_parse_json_from_standard_input(tmp_path: Path) -> None:
    done = meldpost("parse", "--json", "-", folder=tmp_path, given=a_mail())
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert list(found)[: len(PARSED)] == PARSED
    assert found["subject"] == "Factuur klopt niet"
    assert found["date"] == "2026-11-20T08:15:00+00:00"
    assert found["from"] == {"name": "Sanne de Boer", "address": "sanne@kdv-zon.example"}


@pytest.mark.parametrize("command", ["parse", "triage"])
def test_limits_of_the_file_hold_for_the_command(tmp_path: Path, command: str) -> None:
    (tmp_path / "kort.toml").write_text("[limits.parse]\ntext_chars = 1_000\n", encoding="utf-8")
    mail = a_mail(body="Hoi " * 300)
    done = meldpost(command, "--json", "--config", "kort.toml", "-", folder=tmp_path, given=mail)
    found = json.loads(done.stdout)
    message = found.get("message", found)
    assert len(message["text"]) == 1_000
    assert message["defects"] == ["text_cut"]


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "een.eml").write_bytes(a_mail())
    done = meldpost("parse", "--json", "weg.eml", "een.eml", folder=tmp_path)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [line["source"] for line in lines] == ["weg.eml", "een.eml"]
    assert "No such file" in lines[0]["error"]
    assert lines[1]["kind"] == "human"


TRIAGED = [
    "source",
    "index",
    "message",
    "preset",
    "sender",
    "module",
    "type",
    "priority",
    "needs_review",
    "identifiers",
    "personal_data",
    "checks",
    "redacted",
    "sla",
    "reply",
    "facts",
    "title",
    "parts",
    "claimed",
]
MAIL = a_mail(
    body="Factuur 2026-0142 van deb.nr. 20417 klopt niet. De moeder is Emma van Dijk, "
    "BSN 123456782.\n\nGroet,\nSanne"
)


@pytest.fixture(scope="module")
def triaged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """One mail, triaged with and without --reveal."""
    folder = tmp_path_factory.mktemp("triage")
    found = {}
    for name, options in (("hidden", ()), ("revealed", ("--reveal",))):
        done = meldpost(
            "triage", "--json", "--now", "2026-11-20T09:15:00+01:00", *options, "-",
            folder=folder, given=MAIL,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found[name] = json.loads(done.stdout)
    return found


def test_triage_json_is_that_of_the_interface(triaged: dict[str, dict[str, object]]) -> None:
    found = triaged["hidden"]
    assert list(found) == TRIAGED
    assert {"kind", "confidence"} <= set(found["sender"])  # type: ignore[call-overload]
    for head in ("module", "type", "priority"):
        assert {"value", "confidence"} <= set(found[head])  # type: ignore[call-overload]
    assert "reasons" in found["priority"]  # type: ignore[operator]


def test_offsets_point_at_the_values(triaged: dict[str, dict[str, object]]) -> None:
    found = triaged["revealed"]
    text = found["message"]["text"]  # type: ignore[index]
    values = {(one["kind"], one["value"]) for one in found["identifiers"]}  # type: ignore[attr-defined]
    assert {("invoice_number", "2026-0142"), ("debtor_number", "20417")} <= values
    for one in found["identifiers"]:  # type: ignore[attr-defined]
        assert text[one["start"] : one["end"]] == one["value"]
    for one in found["personal_data"]:  # type: ignore[attr-defined]
        assert text[one["start"] : one["end"]] == one["text"]


def test_personal_data_is_masked_unless_revealed(triaged: dict[str, dict[str, object]]) -> None:
    masked = {one["text"] for one in triaged["hidden"]["personal_data"]}  # type: ignore[attr-defined]
    shown = {one["text"] for one in triaged["revealed"]["personal_data"]}  # type: ignore[attr-defined]
    assert shown == {"Emma van Dijk", "123456782"}
    assert all(set(text) == {"•"} for text in masked)
    for one in (triaged["hidden"]["redacted"], triaged["hidden"]["reply"]):
        assert "123456782" not in json.dumps(one)
        assert "Emma van Dijk" not in json.dumps(one)


def test_what_no_person_wrote_has_null_for_every_decision(tmp_path: Path) -> None:
    absent = a_mail(Auto_Submitted="auto-replied", subject="Automatisch antwoord: afwezig")
    done = meldpost("triage", "--json", "-", folder=tmp_path, given=absent)
    found = json.loads(done.stdout)
    assert found["message"]["kind"] == "auto_reply"
    assert all(found[name] is None for name in TRIAGED if name not in TRIAGED[:4])


def test_a_mail_cannot_steer_the_terminal(tmp_path: Path) -> None:
    evil = a_mail(subject="rood \x1b[31m", body="\x1b]0;titel\x07 tekst")
    for command in ("parse", "triage"):
        done = meldpost(command, "-", folder=tmp_path, given=evil)
        assert "\x1b" not in done.stdout
        assert "\x07" not in done.stdout
