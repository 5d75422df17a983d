"""What is not in the vault is not on the disk in the clear.

Mails with known secrets go through the whole line: subject, body, quoted mail, HTML, attachments
and their names, the parent whose mail is forwarded, a mail that breaks, one that is too large.
Everything is used: tickets, quarantine, vault, delivery, logs at debug level. Then every byte of
the data folder, the database (SQLite with its WAL; the files and a dump of PostgreSQL), temporary
folders and logs is searched for each secret, in every dress.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from sqlalchemy import make_url

from config.codes import Role
from config.limits import Limits
from config.preset import Preset
from config.servers import After
from config.settings import Log, Person, Settings
from ingest.message import Message
from models import audit, original
from tests.conftest import need
from tests.factories import a_mail
from tests.promises import spy
from tests.servers import process
from tests.servers.imap_account import ImapAccount
from tests.servers.postgres import Postgres
from tests.servers.smtp_sink import Mode, SmtpSink
from tests.worker.line import Line, a_line
from triage.decision import Triage
from worker import log
from worker.intake import quarantine
from worker.learning import names, weights
from worker.learning.decide import Decide, decider
from worker.post.deliver import deliver
from worker.privacy import grants

ROOT = Path(__file__).parents[2]
# Numbers that pass their checks and belong to nobody; names that stand nowhere in Meldpost.
BSN, SECOND_BSN = "123456782", "111222333"
IBAN = "NL91 ABNA 0417 1643 00"
BORN = "14-03-2019"
PASSWORD = "Zeester!88-kwal"
PARENT, CHILD = "Hadewych Vlasblom", "Jorrit Vlasblom"
ADDRESS = "hadewych.vlasblom@ouderpost.example"
PHONE = "06-51827364"
STREET = "Kwikstaartplein 117"
SECRETS = (
    *(BSN, SECOND_BSN, IBAN, IBAN.replace(" ", ""), BORN, PASSWORD, PARENT, CHILD),
    *("Hadewych", "Vlasblom", ADDRESS, PHONE, STREET),
)
FORWARDED = f"""Kunnen jullie dit oplossen?

-----Oorspronkelijk bericht-----
Van: {PARENT} <{ADDRESS}>
Verzonden: donderdag 19 november 2026 20:11
Aan: info@kdv-zon.example
Onderwerp: Factuur van {CHILD}

Beste,

De factuur van mijn zoon {CHILD}, geboren op {BORN}, klopt niet. Zijn BSN is {BSN}.
Ik woon op {STREET}, mijn nummer is {PHONE}, de rekening is {IBAN}.

Groet,
{PARENT}
"""
PLAIN = f"""Hallo,

De factuur van {CHILD} klopt niet. Het BSN van het kind is {BSN}, geboortedatum {BORN}.
De moeder heet {PARENT}, e-mail {ADDRESS}, telefoon {PHONE}.
IBAN: {IBAN}
Inloggen met wachtwoord: {PASSWORD}

Groet,
Sanne
"""


def written(
    name: str,
    subject: str,
    text: str,
    *,
    html: str | None = None,
    files: Sequence[tuple[str, bytes]] = (),
    **headers: str,
) -> bytes:
    """A mail of Sanne, who may be answered, with what she should not have sent."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Sanne de Boer <sanne@kdv-zon.example>"
    mail["To"] = "support@desk.example"
    mail["Subject"] = subject
    mail["Date"] = "Fri, 20 Nov 2026 09:15:00 +0100"
    mail["Message-ID"] = f"<{name}@kdv-zon.example>"
    for key, value in headers.items():
        mail[key.replace("_", "-")] = value
    mail.set_content(text, cte="quoted-printable")
    if html is not None:
        mail.add_alternative(html, subtype="html", cte="base64")
    for filename, content in files:
        mail.add_attachment(content, maintype="text", subtype="plain", filename=filename)
    return mail.as_bytes()


MAILS = (
    written("tekst", f"Factuur van {CHILD}, BSN {BSN}", PLAIN),
    written("doorgestuurd", f"FW: Factuur van {CHILD}", FORWARDED),
    written("html", "Vraag", PLAIN, html=f"<p>{PLAIN}</p><p hidden>BSN {SECOND_BSN}</p>"),
    written(
        "bijlagen",
        "Bijlagen",
        f"Zie de bijlagen van {CHILD}.",
        files=[(f"{CHILD} BSN {BSN}.txt", PLAIN.encode()), ("lijst.csv", PLAIN.encode("utf-16"))],
    ),
    written("in bijlage", "Doorgestuurd", "Zie bijlage.", files=[("mail.eml", FORWARDED.encode())]),
    written("breekt", f"BREAK {CHILD} {BSN}", PLAIN, files=[(f"{PARENT}.txt", PLAIN.encode())]),
    written("te groot", f"{CHILD} {BSN}", PLAIN, files=[(f"{CHILD}.txt", b"x" * 300_000)]),
    written("weg", f"Afwezig: {CHILD}", PLAIN, Auto_Submitted="auto-replied"),
    written("lijst", f"Nieuwsbrief {CHILD}", PLAIN, List_Id=f"{CHILD} <l.zon.example>"),
    a_mail(subject=f"BSN {BSN}", body="", message_id="<leeg@kdv-zon.example>"),
)


def breaking(decide: Decide) -> Decide:
    """A triage that stumbles over one mail, and quotes it."""

    def work(
        messages: Sequence[Message], preset: Preset, arrivals: Sequence[datetime], **_: object
    ) -> Sequence[Triage]:
        for message in messages:
            if "BREAK" in message.subject:
                raise ValueError(f"cannot stand {message.subject!r} {message.text!r}")
        return decide(messages, preset, arrivals)

    return work


@pytest.mark.parametrize("dress", spy.examples("x"))
def test_the_spy_sees_every_dress(dress: str) -> None:
    for secret in (*SECRETS, "Zoë Brûlée"):
        assert spy.betrayed(spy.examples(secret)[dress], [secret]) == [secret], secret
    assert spy.betrayed(spy.examples("Sanne")[dress], SECRETS) == []


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, sqlite_url: str) -> Iterator[tuple[str, Postgres | None]]:
    """A database, and its cluster if it has one: a fresh one, which knows of no other test."""
    if request.param == "sqlite":
        yield sqlite_url, None
        return
    server = need(Postgres)
    yield server.new_database(), server
    server.close()


@pytest.mark.server
def test_no_secret_lies_anywhere_in_the_clear(
    store: tuple[str, Postgres | None],
    tmp_path: Path,
    account: ImapAccount,
    smtp_sink: SmtpSink,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data, temporary, said = tmp_path / "data", tmp_path / "tmp", io.StringIO()
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    account.deliver(*MAILS)
    with ExitStack() as stack:
        log.set_up(Log(level="debug"), said)
        stack.callback(log.set_up, Log())
        line = stack.enter_context(_worker(store[0], data, account, smtp_sink))
        _everything(line, smtp_sink)
        said.write(_commands(line.app.settings, tmp_path))
        open_ = _places(*store, data, temporary)
        if line.app.database.is_sqlite:
            assert (tmp_path / "meldpost.sqlite3-wal").stat().st_size > 0
    places = _places(*store, data, temporary)
    places |= {f"open:{name}": held for name, held in open_.items()}
    places["log"] = said.getvalue().encode()
    assert b"recorded" in places["log"]
    kept = "sanne@kdv-zon.example"  # whom we answer; so the spy looks where something is
    assert any(spy.betrayed(held, [kept]) for held in places.values())
    assert spy.leaks(places, SECRETS) == []


def _worker(
    url: str, data: Path, account: ImapAccount, sink: SmtpSink
) -> AbstractContextManager[Line]:
    settings = Settings(data_dir=data)
    decide = breaking(decider(weights.load(settings), names.load(settings)))
    box = account.mailbox(after=After(action="delete"))
    limits = Limits(processes=2, mail_bytes=200_000)
    return a_line(url, data, box, smtp=[sink.smtp()], limits=limits, decide=decide)


def _everything(line: Line, sink: SmtpSink) -> None:
    """Read, answer, fail to answer, show, retry, drop, open."""
    sink.next_modes.extend([Mode.TEMPORARY, Mode.REJECT_RECIPIENT])
    assert line.poll().outcomes.total() == len(MAILS)
    deliver(line.app)
    fem = Person(name="fem", roles=(Role.COMPLIANCE,))
    settings = line.app.settings.model_copy(update={"person": (fem,)})
    (entry,) = quarantine.listed(line.app.database)
    assert quarantine.retry(line.app, entry.id, "person:fem") is not None
    with line.app.database.reading() as connection:
        kept = original.newest(connection, 99)
    assert {one.what for one in kept} == {"mail", "outbox", "quarantine"}
    now = line.app.clock
    bodies = grants.look(
        line.app.database, settings, kept, who="person:fem", reason=f"BSN {BSN}", clock=now
    )
    assert any(BSN.encode() in body for body in bodies)
    with line.app.database.reading() as connection:
        assert list(audit.verify(connection)) == []


def _commands(settings: Settings, folder: Path) -> str:
    """What the commands that show nothing secret say, on both their outputs."""
    (folder / "meldpost.toml").write_text(
        f'data_dir = "{settings.data_dir}"\ndatabase = "{settings.database_url}"\n'
        '[log]\nlevel = "debug"\n[[person]]\nname = "olaf"\nroles = ["agent"]\n'
    )
    told = ""
    for command in (
        ("tickets",),
        ("tickets", "--json"),
        ("quarantine", "list"),
        ("quarantine", "list", "--json"),
        ("quarantine", "show", "1", "--as", "olaf", "--reason", "let me see"),
        ("vault", "list"),
        ("vault", "open", "1", "--as", "olaf", "--reason", "let me see"),
        ("audit", "list"),
        ("audit", "list", "--json"),
        ("audit", "verify"),
        ("check",),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "worker", *command],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        told += f"{command}\n{done.stdout}{done.stderr}"
    assert "may not read originals" in told
    return told


def _places(url: str, server: Postgres | None, data: Path, temporary: Path) -> dict[str, bytes]:
    """All that lies on the disk by now."""
    held = spy.files(data, temporary)
    if server is None:
        file = Path(url.removeprefix("sqlite:///"))
        return held | {str(path): path.read_bytes() for path in file.parent.glob(f"{file.name}*")}
    address = make_url(url)
    pg_dump = process.program(
        "pg_dump", "postgresql", also_in=sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    )
    dump = subprocess.run(
        [str(pg_dump), address.set(drivername="postgresql").render_as_string()],
        capture_output=True,
        check=True,
    )
    return held | {"dump": dump.stdout} | spy.files(server.folder)
