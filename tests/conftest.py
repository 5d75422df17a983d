"""The fixtures that every test may use, and what they give.

| fixture | scope | gives |
| --- | --- | --- |
| `authority` | session | `Authority`: a throw-away certificate authority |
| `dovecot` | session | `Dovecot`: a real server; `.account()` is a fresh mailbox |
| `pymap` | session | `Pymap`: an IMAP server in this process; `.account()` likewise |
| `account` | test | `ImapAccount` on Dovecot: `.deliver(*mails)`, `.mailbox(**changes)` |
| `imap_account` | test | the same, once on Dovecot and once on pymap |
| `smtp_sink` | test | `SmtpSink` in plain text: `.mails`, `.mode`, `.next_modes`, `.smtp()` |
| `start_smtp_sink` | test | starts more of them: `(security=…, login=…)` |
| `postgres` | session | `Postgres`: a throw-away cluster |
| `postgres_url` | test | the SQLAlchemy URL of an empty PostgreSQL database |
| `sqlite_url` | test | the same of an empty SQLite file |
| `database_url` | test | each test twice: on SQLite and on PostgreSQL |

A server that is not installed skips its tests with the reason; with `MELDPOST_STRICT=1` it fails
them. Nothing but loopback can be reached from a test (pytest-socket, in pyproject.toml).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from tests.servers.authority import Authority
from tests.servers.dovecot import Dovecot
from tests.servers.imap_account import ImapAccount
from tests.servers.postgres import Postgres
from tests.servers.process import ServerMissing
from tests.servers.pymap import Pymap
from tests.servers.smtp_sink import SmtpSink

Server = TypeVar("Server")


def need(start: Callable[[], Server]) -> Server:
    """The server, or a skipped test; in strict mode a failed one."""
    try:
        return start()
    except ServerMissing as missing:
        if os.environ.get("MELDPOST_STRICT") == "1":
            pytest.fail(f"strict mode: {missing}", pytrace=False)
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def dovecot(authority: Authority) -> Iterator[Dovecot]:
    server = need(lambda: Dovecot(authority))
    yield server
    server.close()


@pytest.fixture(scope="session")
def pymap(authority: Authority) -> Iterator[Pymap]:
    server = Pymap(authority)
    yield server
    server.close()


@pytest.fixture
def account(dovecot: Dovecot) -> ImapAccount:
    return dovecot.account()


@pytest.fixture(params=[pytest.param("dovecot", marks=pytest.mark.server), "pymap"])
def imap_account(request: pytest.FixtureRequest) -> ImapAccount:
    server: Dovecot | Pymap = request.getfixturevalue(request.param)
    return server.account()


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    sink = SmtpSink()
    yield sink
    sink.stop()


@pytest.fixture
def start_smtp_sink(authority: Authority) -> Iterator[Callable[..., SmtpSink]]:
    started: list[SmtpSink] = []

    def start(*, security: str = "plain", login: tuple[str, str] | None = None) -> SmtpSink:
        sink = SmtpSink(authority=authority, security=security, login=login)
        started.append(sink)
        return sink

    yield start
    for sink in started:
        sink.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = need(Postgres)
    yield server
    server.close()


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    url = postgres.new_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'meldpost.sqlite3'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.server)])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
