"""The door to the database: versions, faults in our words, two writers at once."""

# ruff: noqa: PT012  # a transaction has to be opened inside of what raises
from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from config.errors import ConfigError, MeldpostError, PermanentError, TransientError
from models import counter, db
from models.audit import Act
from models.audit import write as write_audit
from models.db import Database
from models.tables import METADATA
from tests.factories import AT


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    db.upgrade(database_url)
    opened = db.open(database_url)
    yield opened
    opened.close()


def test_an_upgraded_database_has_exactly_the_tables_of_the_code(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.transaction() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert set(inspect(connection).get_table_names()) == {
            *METADATA.tables,
            "alembic_version",
        }


def test_the_known_versions_are_those_of_the_migrations() -> None:
    from alembic.script import ScriptDirectory

    steps = ScriptDirectory(str(Path(db.__file__).parent / "migrations")).walk_revisions()
    assert tuple(step.revision for step in steps)[::-1] == db.VERSIONS


def test_upgrading_twice_changes_nothing(database: Database, database_url: str) -> None:
    with database.transaction() as connection:
        write_audit(connection, [Act(AT, "machine", "took", "mail", 1, "why")])
    db.upgrade(database_url)
    db.check_version(database)
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM audit")) == 1


@pytest.mark.parametrize(
    ("version", "said"),
    [("9999", "newer Meldpost"), (None, "has no tables")],
)
def test_another_version_is_refused(database_url: str, version: str | None, said: str) -> None:
    database = db.open(database_url)
    if version:
        db.upgrade(database_url)
        with database.transaction() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(ConfigError, match="newer"):
            db.upgrade(database_url)  # nothing is downgraded, nothing written over
    with pytest.raises(ConfigError, match=said):
        db.check_version(database)
    database.close()


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:
        write_audit(connection, [Act(AT, "machine", "took", "mail", 1, "why")])
        raise ZeroDivisionError
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM audit")) == 0


def test_a_savepoint_undoes_its_own_part_alone(database: Database) -> None:
    act = Act(AT, "machine", "took", "mail", 1, "why")
    with database.transaction() as connection:
        write_audit(connection, [act])
        with pytest.raises(PermanentError), db.savepoint(connection):
            write_audit(connection, [act])
            connection.execute(text("INSERT INTO counter (name) VALUES ('half')"))
        write_audit(connection, [act])
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM audit")) == 2


def test_no_error_quotes_what_was_to_be_stored(database: Database) -> None:
    with pytest.raises(PermanentError) as caught, database.transaction() as connection:
        connection.execute(
            text("INSERT INTO counter (name, next) VALUES (:name, 1), (:name, 2)"),
            {"name": "zeepsop"},
        )
    assert "zeepsop" not in repr(caught.value)
    assert caught.value.__cause__ is None


def test_a_locked_sqlite_file_is_worth_another_try(sqlite_url: str) -> None:
    db.upgrade(sqlite_url)
    database = db.open(sqlite_url, busy_seconds=0.1)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TransientError, match="locked by another"), database.transaction():
        pass
    with database.reading() as connection:  # whoever only looks is not kept waiting
        assert connection.scalar(text("SELECT count(*) FROM audit")) == 0
    other.execute("ROLLBACK")
    other.close()
    with database.transaction():
        pass
    database.close()


def test_a_full_disk_is_worth_another_try(sqlite_url: str) -> None:
    db.upgrade(sqlite_url)
    database = db.open(sqlite_url)
    with pytest.raises(TransientError, match="full"), database.transaction() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        write_audit(connection, [Act(AT, "m", "x" * 32, "mail", i, "w" * 5000) for i in range(99)])
    database.close()


def test_a_disk_that_fills_up_ends_the_transaction_and_not_only_the_savepoint(
    sqlite_url: str,
) -> None:
    """SQLite then drops the transaction: whatever came after it would be committed by itself."""
    db.upgrade(sqlite_url)
    database = db.open(sqlite_url)
    act = Act(AT, "machine", "took", "mail", 1, "w" * 5000)
    with pytest.raises(TransientError, match="full"), database.transaction() as connection:
        write_audit(connection, [act])
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.execute(text(f"PRAGMA max_page_count = {pages + 5}"))
        with db.savepoint(connection):
            for name in range(999):
                counter.reserve(connection, f"{name} {'w' * 5000}", 1)
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM audit")) == 0
    database.close()


def test_a_read_only_sqlite_file_is_told_with_the_remedy(sqlite_url: str, tmp_path: Path) -> None:
    db.upgrade(sqlite_url)
    path = sqlite_url.removeprefix("sqlite:///")
    database = db.open(f"sqlite:///file:{path}?mode=ro&uri=true")
    with pytest.raises(ConfigError, match="read-only"), database.transaction() as connection:
        write_audit(connection, [Act(AT, "machine", "took", "mail", 1, "why")])
    database.close()


@pytest.mark.server
@pytest.mark.parametrize(
    ("state", "kind", "said"),
    [
        ("53100", TransientError, "full"),
        ("25006", ConfigError, "read-only"),
        ("55P03", TransientError, "locked"),
        ("40001", TransientError, "try again"),
        ("40P01", TransientError, "try again"),
        ("57P01", TransientError, "shutting down"),
        ("22021", PermanentError, "refuses a value"),
        ("23505", PermanentError, "refuses a row"),
        ("54000", PermanentError, "too large"),
        ("42501", ConfigError, "lacks a right"),
        ("XX000", PermanentError, "XX000"),
    ],
)
def test_what_postgres_reports_is_told_in_our_words(
    postgres_url: str, state: str, kind: type[MeldpostError], said: str
) -> None:
    database = db.open(postgres_url)
    with pytest.raises(kind, match=said), database.transaction() as connection:
        connection.execute(
            text(f"DO $$ BEGIN RAISE EXCEPTION 'zeepsop' USING ERRCODE = '{state}'; END $$")
        )
    database.close()


@pytest.mark.server
def test_a_read_only_postgres_is_told(postgres_url: str) -> None:
    db.upgrade(postgres_url)
    database = db.open(postgres_url)
    with pytest.raises(ConfigError, match="read-only"), database.transaction() as connection:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        write_audit(connection, [Act(AT, "machine", "took", "mail", 1, "why")])
    database.close()


@pytest.mark.parametrize(
    ("url", "kind", "said"),
    [
        ("postgresql://desk@127.0.0.1:1/meldpost", TransientError, "cannot be reached"),
        ("mysql://desk@127.0.0.1/meldpost", ConfigError, "not understood"),
        ("no url at all", ConfigError, "not understood"),
        ("sqlite:////proc/nowhere/x.sqlite3", ConfigError, "folder"),
    ],
)
def test_a_database_that_is_not_there(url: str, kind: type[MeldpostError], said: str) -> None:
    with pytest.raises(kind, match=said):
        db.check_version(db.open(url))


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite3").write_bytes(b"Geachte heer, " * 1000)
    with pytest.raises(ConfigError, match="no SQLite database"):
        db.check_version(db.open(f"sqlite:///{tmp_path / 'x.sqlite3'}"))


def test_two_writers_queue_up(database: Database) -> None:
    from models.counter import reserve

    seen: list[int] = []

    def take() -> None:
        for _ in range(20):
            with database.transaction() as connection:
                numbers = reserve(connection, "ticket", 3)
            seen.extend(numbers)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == list(range(1, 241))
