"""The demo: every sample ends somewhere, what is shown holds no personal data, more mail may come.

The demo runs once for all tests, in this process, on its own real mail server and database.
"""

from __future__ import annotations

import json
import queue
import re
import smtplib
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from desk import rows, terminal
from desk.rows import Other, Ticket
from desk.ticket_shape import shape
from ingest.parse import parse
from models import db, ledger, quarantine
from worker.demo import screen as demo_screen
from worker.demo import show as demo_show
from worker.demo import show_it as demo
from worker.demo import watch as demo_watch
from worker.demo.samples import SAMPLES, Sample, on_the_wire, samples
from worker.demo.show_it import Demo

OUTCOMES = {  # all others become tickets
    "kidskonnect/22-afwezig": "auto_reply",
    "kidskonnect/23-niet-bezorgd": "bounce",
    "kidskonnect/24-nieuwsbrief": "list",
    "kidskonnect/25-incasso-geweigerd-nogmaals": "duplicate",
    "kidskonnect/26-incasso-aanvulling": "follow_up",
    "kampadmin/15-absence": "auto_reply",
    "kampadmin/17-groepsmail": "list",
}
PERSONAL = (
    "283746518",
    "Jurre van Egmond",
    "van Egmond",
    "14-03-2023",
    "Duinroos",
    "Overmars",
    "55017294",
    "Kwikstaartweg",
    "3734 GH",
    "pinda",
    "NL08",
    "0009 2837",
    "17.03.04",
    "Vanhaecke",
    "BE98",
    "7340 9283",
    "0470 55",
    "epilepsie",
    "Depakine",
    "Seppe Hermans",
    "11/09/2015",
    "Populierendreef",
    "0465 55",
)
NEW = """\
From: Sanne de Wit <{who}@kdv-denieuwe.example>
To: support@{desk}.example
Subject: Waar vind ik de bezettingslijst?
Date: Fri, 20 Nov 2026 09:00:00 +0100
Message-ID: <{who}@kdv-denieuwe.example>
Content-Type: text/plain; charset=utf-8

Goedemorgen, waar vind ik de bezettingslijst van volgende week? Groet, Sanne
"""


@dataclass(frozen=True)
class Ran:
    """The demo after its samples, still open."""

    demo: Demo
    folder: Path
    rows: list[Ticket | Other]

    @property
    def tickets(self) -> dict[str, Ticket]:
        named = demo.names(self.rows)
        return {named[row.entry]: row for row in self.rows if isinstance(row, Ticket)}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    folder = tmp_path_factory.mktemp("demo")
    with demo.opened(folder, _silent) as running:
        demo.fill(running, _silent)
        demo.work(running, _silent)
        yield Ran(running, folder, running.rows())


def _silent(_step: str, _done: int, _total: int) -> None:
    pass


def test_there_are_some_forty_samples_of_both_desks() -> None:
    assert len(samples()) >= 40
    assert {sample.desk for sample in samples()} == {"kidskonnect", "kampadmin"}


def test_everybody_in_the_samples_is_invented() -> None:
    address = re.compile(rb"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.(\w+)")
    for path in SAMPLES.rglob("*.eml"):
        found = {match[1] for match in address.finditer(path.read_bytes().replace(b"=\n", b""))}
        assert found <= {b"example", b"AFA3C1E0", b"B0158AD0"}, path.name


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_a_sample_reads_the_same_whatever_its_line_ends(sample: Sample) -> None:
    raw = sample.raw
    assert parse(raw).text == parse(raw.replace(b"\r\n", b"\n")).text


def test_each_sample_ends_in_the_ledger_as_it_should(ran: Ran) -> None:
    named = demo.names(ran.rows)
    found = {
        named[row.entry]: "ticket" if isinstance(row, Ticket) else row.outcome for row in ran.rows
    }
    expected = {
        f"{one.desk}/{one.name}": OUTCOMES.get(f"{one.desk}/{one.name}", "ticket")
        for one in samples()
    }
    assert found == expected


def test_nothing_is_quarantined_and_nothing_waits(ran: Ran) -> None:
    with ran.demo.app.database.reading() as connection:
        assert quarantine.entries(connection) == []
        assert ledger.tally(connection)[ledger.Outcome.TICKET] == len(ran.tickets)
    answers = [row.answer for row in ran.tickets.values() if row.answer]
    assert {answer.state for answer in answers} == {"sent"}
    assert ran.demo.office.sent == len(answers) == len(list((ran.folder / "sent").iterdir()))


def test_only_whom_one_cannot_answer_gets_no_answer(ran: Ran) -> None:
    unanswered = {name: row.unanswered for name, row in ran.tickets.items() if not row.answer}
    assert unanswered == {"kidskonnect/27-rommel": "no address to answer"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("kidskonnect/02-bsn-en-pdf", "bsn"),
        ("kidskonnect/02-bsn-en-pdf", "birth_date"),
        ("kidskonnect/04-wachtwoord-meegestuurd", "credential"),
        ("kidskonnect/09-doorgestuurde-oudermail", "phone"),
        ("kidskonnect/09-doorgestuurde-oudermail", "address"),
        ("kidskonnect/17-rekeningnummer-wijzigen", "iban"),
        ("kampadmin/02-rijksregisternummer", "national_number"),
        ("kampadmin/04-ouder-terugbetaling", "iban"),
        ("kampadmin/07-medische-fiche", "health"),
    ],
)
def test_personal_data_is_named(ran: Ran, name: str, kind: str) -> None:
    assert kind in {data.kind for data in ran.tickets[name].personal_data}


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("kidskonnect/01-incasso-geweigerd", "nl"),
        ("kidskonnect/20-placement-english", "en"),
        ("kampadmin/03-moniteurs-equipe-vide", "fr"),
        ("kampadmin/10-anmeldung-deutsch", "de"),
    ],
)
def test_answers_speak_the_language_of_the_mail(ran: Ran, name: str, language: str) -> None:
    answer = ran.tickets[name].answer
    assert answer is not None
    assert answer.language == language


def test_a_stranger_with_a_ticket_number_gets_a_ticket_of_his_own(ran: Ran) -> None:
    row = ran.tickets["kampadmin/16-vreemde-met-ticketnummer"]
    assert row.suspected
    assert row.number != "KA-1001"


def test_no_personal_data_leaves(ran: Ran, capsys: pytest.CaptureFixture[str]) -> None:
    screen = demo_screen.Screen(as_json=False)
    screen.result(ran.rows, ran.demo.presets, demo.names(ran.rows), 1.0)
    for row in ran.rows:
        screen.mail(row, ran.demo.presets)
    told = demo.most_telling(ran.rows)
    assert told is not None
    answer = ran.demo.answer_to(told)
    assert answer is not None
    screen.say(demo_show.letter(answer.subject, answer.text, told))
    shown = capsys.readouterr().out
    shown += json.dumps([shape(row) for row in ran.tickets.values()], ensure_ascii=False)
    shown += (ran.folder / "worker.log").read_text()
    shown += "".join(_text(path) for path in (ran.folder / "sent").iterdir())
    assert "KK-1001" in shown
    assert [value for value in PERSONAL if value in shown] == []


def _text(path: Path) -> str:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join([str(mail["subject"]), *parts])


def test_the_table_fits_and_says_it_all(ran: Ran, capsys: pytest.CaptureFixture[str]) -> None:
    screen = demo_screen.Screen(as_json=False)
    screen.result(ran.rows, ran.demo.presets, demo.names(ran.rows), 1.0)
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= terminal.WIDTH
    for row in ran.rows:
        assert not isinstance(row, Ticket) or row.number in shown
    for name in OUTCOMES:
        assert name in shown
    assert f"{len(samples())} mails in 1.0 s: {len(ran.tickets)} tickets" in shown


def test_the_picture_needs_nothing_from_the_network(ran: Ran, tmp_path: Path) -> None:
    file = tmp_path / "demo.svg"
    demo_screen.picture(ran.rows, ran.demo.presets, 1.0, file)
    svg = file.read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert set(re.findall(r"https?://[^\s\"')]+", svg)) == {"http://www.w3.org/2000/svg"}


def _drop(running: Demo, mail: str) -> None:
    (running.drop / "nieuw.eml").write_text(mail)


def _send(running: Demo, mail: str) -> None:
    with smtplib.SMTP("127.0.0.1", running.office.smtp_port) as server:
        to = re.search(r"^To: (.*)$", mail, re.MULTILINE)
        assert to is not None
        server.sendmail("sanne@kdv-denieuwe.example", [to[1]], on_the_wire(mail.encode()))


@pytest.mark.parametrize(
    ("deliver", "desk"), [(_drop, "kidskonnect"), (_drop, "kampadmin"), (_send, "kampadmin")]
)
def test_a_mail_that_comes_in_appears(
    ran: Ran, deliver: Callable[[Demo, str], None], desk: str
) -> None:
    told: queue.Queue[Ticket | Other] = queue.Queue()
    stop = threading.Event()
    seen = ran.demo.rows()[-1].entry
    watching = threading.Thread(target=demo_watch.watch, args=(ran.demo, seen, stop, told.put))
    watching.start()
    try:
        deliver(ran.demo, NEW.format(desk=desk, who=f"{deliver.__name__}-{desk}"))
        row = told.get(timeout=20)
    finally:
        stop.set()
        watching.join()
        ran.demo.app.stopping.clear()
        for path in ran.demo.drop.iterdir():
            path.unlink()
    assert isinstance(row, Ticket)
    assert row.preset == desk
    assert row.subject == "Waar vind ik de bezettingslijst?"
    assert row.answer is not None
    assert row.answer.state == "sent"


def test_the_command_prints_a_line_for_each_ticket_and_ends_in_a_pipe(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "worker", "demo", "--json", "--keep", str(tmp_path / "kept")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == len(samples()) - len(OUTCOMES)
    assert len({line["number"] for line in lines}) == len(lines)
    assert {line["preset"] for line in lines} == {"kidskonnect", "kampadmin"}
    assert all(set(line) == set(lines[0]) for line in lines)
    assert [value for value in PERSONAL if value in done.stdout + done.stderr] == []
    assert (tmp_path / "kept" / "meldpost.sqlite3").is_file()
    again = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert again.returncode == 2
    assert "is not empty" in again.stderr


def test_a_ticket_can_be_read_whole(ran: Ran) -> None:
    with (
        db.ready(f"sqlite:///{ran.folder}/meldpost.sqlite3") as database,
        database.reading() as connection,
    ):
        (row,) = rows.named_tickets(connection, ["KK-1010"])
        assert rows.named_tickets(connection, ["KK-9999"]) == []
    assert (row.subject, row.title[:14]) == ("vraag", "Kindplanning: ")
    assert row.facts["question"] == "kunnen jullie haar omzetten?"
    assert row.facts["steps"] is None
