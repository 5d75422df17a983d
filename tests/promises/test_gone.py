"""What was forgotten or has expired is on no byte of the disk: conversations drawn at random.

Each has its own person, in whatever writing, in own mails, forwarded ones, quotes, subjects and
attachments. The files of SQLite with its WAL, a dump of PostgreSQL, and the data folder are
searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from config.limits import Attachments
from config.retention import Retention
from config.servers import After
from models import ticket
from tests.conftest import need
from tests.promises import spy
from tests.servers.imap_account import ImapAccount
from tests.servers.postgres import Postgres
from tests.servers.smtp_sink import SmtpSink
from tests.worker.line import Line, a_line
from triage.person import Person
from worker.intake.examine import Examiner
from worker.privacy import forget, retention, traces

pytestmark = pytest.mark.server

digits = st.integers(0, 9).map(str)
syllables = st.sampled_from(
    ["kwel", "vrondo", "zwaluw", "brijn", "stoef", "glim", "twiks", "ploeg"]
)
words = st.builds(lambda one, other: (one + other).capitalize(), syllables, syllables)


@st.composite
def people(draw: st.DrawFn) -> dict[str, str]:
    """A person whom nobody knows: name, address, number, telephone, date of birth."""
    given_name, family = draw(words), draw(words) + draw(st.sampled_from(["", "sma", "stra"]))
    number = "".join(draw(st.lists(digits, min_size=7, max_size=7)))
    return {
        "name": f"{given_name} {family}",
        "address": f"{given_name}.{family}@ouderpost.example".lower(),
        "bsn": "9" + number + draw(digits),
        "phone": f"06-5{number}",
        "born": draw(st.dates(date(1970, 10, 10), date(2022, 10, 28))).strftime("%d-%m-%Y"),
    }


PLACES = ("subject", "body", "quoted", "forwarded", "attached", "own")
DRESSES: tuple[Callable[[str], str], ...] = (str, str.upper, lambda text: text.replace(" ", "  "))
conversations = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.sets(st.sampled_from(["name", "address", "bsn", "phone"]), min_size=1),
        st.sampled_from(DRESSES),
        st.booleans(),  # an answer to the mail before
    ),
    min_size=1,
    max_size=5,
)
_number = count()


@pytest.fixture(params=["sqlite", "postgres"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Gives the URL of a database that nobody used."""
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{tmp_path / f'm{next(_number)}' / 'meldpost.sqlite3'}"
        return
    server = need(Postgres)
    yield server.new_database
    server.close()


def mails(person: dict[str, str], conversation: list[tuple]) -> list[bytes]:  # type: ignore[type-arg]
    """The conversation as it lies on the server."""
    series = next(_number)
    return [
        _mail(person, f"{series}.{number}", *turn, before=f"{series}.{number - 1}")
        for number, turn in enumerate(conversation)
    ]


def _mail(
    person: dict[str, str],
    number: str,
    place: str,
    kinds: set[str],
    dress: Callable[[str], str],
    answers: bool,
    *,
    before: str,
) -> bytes:
    said = ", ".join(dress(person[kind]) for kind in sorted(kinds))
    made = EmailMessage(policy=SMTP)
    own = place == "own"
    made["From"] = f"{person['name']} <{person['address']}>" if own else "Sanne <sanne@kdv.example>"
    made["To"] = "support@desk.example"
    made["Subject"] = f"Over {said}" if place == "subject" else "Debiteur 20417"
    made["Message-ID"] = f"<{number}@kdv.example>"
    if answers:
        made["In-Reply-To"] = f"<{before}@kdv.example>"
    quoted = "\n".join(f"> {line}" for line in (f"Beste, {said}", "Groet"))
    head = f"Van: {person['name']} <{person['address']}>\nOnderwerp: {said}\n\n{person['born']}"
    made.set_content(
        {
            "quoted": f"Zie onder.\n\nOp ma 2 nov. 2026 schreef X:\n{quoted}\n",
            "forwarded": f"Zie onder.\n\n-----Oorspronkelijk bericht-----\n{head}\n",
            "body": f"Het gaat om {said}.\n",
            "own": f"Ik ben van {person['born']}. {said}\n",
        }.get(place, "Zie bijlage.\n")
    )
    if place == "attached":
        made.add_attachment(said.encode(), maintype="text", subtype="csv", filename=f"{said}.csv")
    return made.as_bytes()


def known(person: dict[str, str]) -> list[str]:
    """What would betray this person, without separators too."""
    return [*person.values(), person["phone"].replace("-", ""), person["name"].replace(" ", "  ")]


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(person=people(), conversation=conversations)
def test_no_byte_of_whoever_was_forgotten(
    fresh: Callable[[], str],
    tmp_path: Path,
    account: ImapAccount,
    smtp_sink: SmtpSink,
    person: dict[str, str],
    conversation: list[tuple],  # type: ignore[type-arg]
) -> None:
    url, data = fresh(), tmp_path / f"data{next(_number)}"
    _read(
        url,
        data,
        account,
        smtp_sink,
        mails(person, conversation),
        lambda line: _forget(line, person),
    )
    assert spy.leaks(spy.held(url, data), known(person)) == []


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(person=people(), conversation=conversations)
def test_no_byte_of_what_has_expired(
    fresh: Callable[[], str],
    tmp_path: Path,
    account: ImapAccount,
    smtp_sink: SmtpSink,
    person: dict[str, str],
    conversation: list[tuple],  # type: ignore[type-arg]
) -> None:
    url, data = fresh(), tmp_path / f"data{next(_number)}"
    _read(url, data, account, smtp_sink, mails(person, conversation), _expire)
    assert spy.leaks(spy.held(url, data), known(person)) == []


def _read(
    url: str,
    data: Path,
    account: ImapAccount,
    sink: SmtpSink,
    raws: list[bytes],
    then: Callable[[Line], None],
) -> None:
    """Read these mails, answer them, and do something about it; what it says is closed behind."""
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir()
    account.deliver(*raws)
    box = account.mailbox(after=After(action="delete"), file_sent=False)
    with a_line(url, data, box, smtp=[sink.smtp()]) as line:
        assert line.poll().outcomes.total() == len(raws)
        line.deliver()
        then(line)


def _forget(line: Line, person: dict[str, str]) -> None:
    whom = Person.of(person.values())
    examiner = Examiner(Attachments(languages=()), going=lambda: None)
    try:
        found = traces.trace(line.app.database, whom, examiner.contents)
        assert found.found
        outcome = forget.forget(
            line.app.database, whom, found, examiner.contents,
            who="person:fem", why="AVG art. 17", clock=line.app.clock,
        )  # fmt: skip
    finally:
        examiner.close()
    assert not forget.is_left(outcome)


def _expire(line: Line) -> None:
    """Close every ticket, and let ten years go by."""
    now = line.app.clock()
    with line.app.database.transaction() as connection:
        connection.execute(update(ticket.ticket).values(status="closed", closed_at=now))
    rules = Retention.model_validate({"tickets": "1 days", "originals": "1 days", "sent": "1 days"})
    kept = line.app.settings.model_copy(update={"retention": rules})
    later = now + timedelta(days=3650)
    assert retention.apply(line.app.database, kept, who="person:fem", clock=lambda: later)
