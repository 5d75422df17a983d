"""Who may read an original: a role, a reason, and for how long it holds; every look is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from config.codes import DataKind, Role
from config.errors import ConfigError, MeldpostError, PermanentError
from config.settings import Person, Settings, Vault
from models import audit, finding, mail, raw
from models.db import Database
from models.finding import Found
from models.mail import Identity, Mail
from models.original import Original
from tests.factories import AT
from tests.servers.tables import made
from triage.decision import Finding, Span
from worker.privacy import vault
from worker.privacy.grants import look
from worker.privacy.reason import discreet

PEOPLE = (
    Person(name="fem", roles=(Role.COMPLIANCE,)),
    Person(name="olaf", roles=(Role.OPERATOR, Role.AGENT)),
    Person(name="nobody"),
)
MAIL = Original(1, "mail", 11, "KK-1001", 6, AT, None)
SECOND = Original(2, "mail", 12, "KK-1001", 6, AT, None)
ASIDE = Original(1, "quarantine", 3, None, 6, AT, None)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    made(database_url)
    return Settings(
        data_dir=tmp_path, database=database_url, person=PEOPLE, vault=Vault(minutes=15)
    )


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    with vault.opened(settings) as opened:
        with opened.transaction() as connection:
            raw.put(connection, [(n, raw.pack(b"mail %d" % n)) for n in (1, 2)])
        yield opened


def lines(database: Database) -> list[tuple[str, str, str, int | None, str]]:
    with database.reading() as connection:
        assert list(audit.verify(connection)) == []
        return [
            (line.who, line.did, line.what, line.what_id, line.why)
            for line in audit.lines(connection)
        ][1:]


@pytest.mark.parametrize(
    ("who", "what", "reason", "fails", "said"),
    [
        ("fem", MAIL, "a complaint", None, ""),
        ("fem", ASIDE, "a complaint", None, ""),
        ("olaf", ASIDE, "why it broke", None, ""),
        ("olaf", MAIL, "why it broke", ConfigError, "takes the role compliance"),
        ("nobody", MAIL, "curious", ConfigError, "may not read"),
        ("nobody", ASIDE, "curious", ConfigError, "compliance or operator"),
        ("stranger", MAIL, "curious", ConfigError, "may not read"),
        ("fem", MAIL, None, PermanentError, "--reason"),
        ("fem", MAIL, "  \n ", PermanentError, "--reason"),
    ],
)
def test_role_and_reason(
    settings: Settings,
    database: Database,
    who: str,
    what: Original,
    reason: str | None,
    fails: type[MeldpostError] | None,
    said: str,
) -> None:
    def work() -> list[bytes]:
        person = f"person:{who}"
        return look(database, settings, [what], who=person, reason=reason, clock=lambda: AT)

    told = (reason or "").strip()
    if fails is None:
        assert work() == [b"mail 1"]
        expected = ["granted", "showed"]
    else:
        with pytest.raises(fails, match=said):
            work()
        expected = ["refused"]
    assert lines(database) == [
        (f"person:{who}", did, what.what, what.what_id, told) for did in expected
    ]


@pytest.mark.parametrize(
    ("after", "who", "what", "holds"),
    [
        (timedelta(minutes=14, seconds=59), "fem", MAIL, True),
        (timedelta(minutes=15), "fem", MAIL, False),
        (timedelta(minutes=1), "fem", SECOND, False),
        (timedelta(minutes=1), "eva", MAIL, False),
    ],
)
def test_a_reason_holds_for_a_while_for_one_person_and_one_mail(
    settings: Settings, database: Database, after: timedelta, who: str, what: Original, holds: bool
) -> None:
    eva = Person(name="eva", roles=(Role.COMPLIANCE,))
    settings = settings.model_copy(update={"person": (*PEOPLE, eva)})

    def again(person: str, one: Original, reason: str | None, now: datetime) -> list[bytes]:
        return look(
            database, settings, [one], who=f"person:{person}", reason=reason, clock=lambda: now
        )

    again("fem", MAIL, "a complaint", AT)
    if holds:
        assert again(who, what, None, AT + after) == [b"mail 1"]
        assert lines(database)[-1][1] == "showed"
    else:
        with pytest.raises(PermanentError):
            again(who, what, None, AT + after)
        assert lines(database)[-1][1] == "refused"


def test_who_may_not_see_one_of_several_sees_none(settings: Settings, database: Database) -> None:
    with pytest.raises(ConfigError):
        look(database, settings, [ASIDE, MAIL], who="person:olaf", reason="x", clock=lambda: AT)
    assert [line[1] for line in lines(database)] == ["refused", "refused"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("klacht van de ouder, zie KK-1042", "klacht van de ouder, zie KK-1042"),
        ("factuur 2026-0142 van debiteur 20417", "factuur 2026-0142 van debiteur 20417"),
        ("op 20-11-2026 om 9:15", "op 20-11-2026 om 9:15"),
        ("BSN 123456782 stond erin", "BSN ••• stond erin"),
        ("bsn 1234.56.782", "bsn •••"),
        ("NL91 ABNA 0417 1643 00 klopt", "••• klopt"),
        ("rijksregister 85.07.30-033 28", "rijksregister •••"),
        ("mail van emma@kdv-zon.example", "mail van •••"),
        ("bel 06-12345678", "bel •••"),
        ("twee\nregels\x1b[31m", "twee regels\x1b[31m"),
        ("x" * 600, "x" * 500),
    ],
)
def test_a_reason_for_the_log(typed: str, kept: str) -> None:
    assert discreet(typed) == kept


@pytest.mark.parametrize(
    ("kinds", "opens"),
    [
        ((), True),
        (("phone", "email"), True),  # masked, and no more than that
        (("phone", "bsn"), False),  # one that is locked away is enough
        (("health",), False),
    ],
)
def test_agents_read_what_the_preset_does_not_lock_away(
    settings: Settings, database: Database, kinds: tuple[str, ...], opens: bool
) -> None:
    found = [Finding(DataKind(kind), Span(kind, "body", 0, 1, "x"), "high") for kind in kinds]
    with database.transaction() as connection:
        mail.write(connection, [a_row(MAIL.what_id)])
        finding.write(connection, [Found(MAIL.what_id, found, (), ())])

    def try_it() -> list[bytes]:
        return look(
            database, settings, [MAIL], who="person:olaf", reason="klacht", clock=lambda: AT
        )

    if opens:
        assert try_it() == [b"mail 1"]
    else:
        with pytest.raises(ConfigError, match="takes the role compliance"):
            try_it()


def a_row(mail_id: int) -> Mail:
    """The row of a mail."""
    return Mail(
        id=mail_id, preset="kidskonnect", mailbox="support", identity=Identity("<a@x>", "0"),
        raw_id=1, ticket_id=None, kind="human", kind_reason="", language="nl", sender="s@x.example",
        sender_name="", in_reply_to=None, thread=(), dated=None, arrived_at=AT, recorded_at=AT,
        size=6, subject="", text="", attachments=(), defects=(),
    )  # fmt: skip
