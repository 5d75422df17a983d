"""The audit log: appended together, refused to be changed, and whole or told where it is not."""

# ruff: noqa: PT012  # a transaction has to be opened inside of what raises
from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from config.errors import PermanentError
from models import audit, db
from models.audit import Act
from models.chain import Fault, Head
from models.db import Database
from tests.factories import AT
from tests.servers.tables import made

GUARDS = {
    "sqlite": ("DROP TRIGGER audit_unchanged", "DROP TRIGGER audit_kept"),
    "postgresql": ("ALTER TABLE audit DISABLE TRIGGER ALL",),
}


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made(database_url)
    opened = db.open(database_url)
    yield opened
    opened.close()


def an_act(number: int, why: str = "as it should") -> Act:
    return Act(AT + timedelta(seconds=number), "machine", "took", "mail", number, why)


def filled(database: Database, count: int = 10) -> None:
    for first in range(0, count, 5):
        with database.transaction() as connection:
            audit.write(connection, [an_act(number) for number in range(first, first + 5)])


def faults(database: Database, *known: Head) -> list[Fault]:
    with database.reading() as connection:
        return list(audit.verify(connection, known))


def head(database: Database) -> Head:
    with database.reading() as connection:
        return audit.head(connection)


def tampered(database: Database, *statements: str) -> None:
    """What somebody does who owns the database."""
    with database.transaction() as connection:
        for statement in (*GUARDS[connection.dialect.name], *statements):
            connection.execute(text(statement))


def test_a_log_is_whole_whatever_its_lines_hold(database: Database) -> None:
    assert faults(database) == []
    assert head(database).line == 0
    told: list[Act] = [
        Act(AT.astimezone(ZoneInfo("Europe/Amsterdam")), "fem", "showed", "mail", 1, "é\x00\ud800"),
        Act(AT.replace(microsecond=1), "w" * 300, "x", "y", None, "", {"list": (1, 2.5, None)}),
        Act(AT, "machine", "x", "y", 2**40, "'; DROP TABLE audit", {"b": {"z": 1, "a": "\x00"}}),
    ]  # fmt: skip
    for acts in (told, [], told[:1]):
        with database.transaction() as connection:
            audit.write(connection, acts)
    assert faults(database) == []
    assert head(database).line == 4
    with database.reading() as connection:
        assert [line.id for line in audit.lines(connection, audit.audit.c.did == "showed")] == [
            1,
            4,
        ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET why = 'other' WHERE id = 3",
        "UPDATE audit SET id = 77 WHERE id = 3",
        "DELETE FROM audit WHERE id = 3",
        "DELETE FROM audit",
    ],
)
def test_the_database_refuses_to_change_a_line(database: Database, statement: str) -> None:
    filled(database)
    with pytest.raises(PermanentError, match="takes no changes"), database.transaction() as one:
        one.execute(text(statement))
    assert faults(database) == []


@pytest.mark.server
def test_postgres_refuses_to_empty_the_log(postgres_url: str) -> None:
    db.upgrade(postgres_url)
    database = db.open(postgres_url)
    with pytest.raises(PermanentError, match="takes no changes"), database.transaction() as one:
        one.execute(text("TRUNCATE audit"))
    database.close()


@pytest.mark.parametrize(
    ("statements", "lines", "said"),
    [
        (["UPDATE audit SET why = 'other' WHERE id = 4"], [4], "was changed"),
        (["UPDATE audit SET who = 'agent:x' WHERE id = 10"], [10], "was changed"),
        (["UPDATE audit SET what_id = NULL WHERE id = 1"], [1], "was changed"),
        (["DELETE FROM audit WHERE id = 4"], [4], "is missing"),
        (["DELETE FROM audit WHERE id IN (4, 5)"], [4], "of 2 in a row"),
        (["DELETE FROM audit WHERE id = 1"], [1], "is missing"),
        (["DELETE FROM audit WHERE id > 7"], [8], "up to line 10"),
        (
            [
                "UPDATE audit SET id = 99 WHERE id = 4",
                "UPDATE audit SET id = 4 WHERE id = 5",
                "UPDATE audit SET id = 5 WHERE id = 99",
            ],
            [4, 4, 5, 5, 6],
            "does not follow",
        ),
        (
            [
                "INSERT INTO audit (id, at, who, did, what, why, detail, previous, hash) SELECT "
                "11, at, who, did, what, why, detail, previous, hash FROM audit WHERE id = 10"
            ],
            [11, 11, 11],
            "not the end",
        ),
    ],
)
def test_every_change_is_found_and_named(
    database: Database, statements: list[str], lines: list[int], said: str
) -> None:
    filled(database)
    tampered(database, *statements)
    found = faults(database)
    assert [fault.line for fault in found] == lines
    assert any(said in fault.says for fault in found)


def test_a_log_that_was_redone_is_found_by_a_head_written_down_earlier(database: Database) -> None:
    filled(database, 5)
    written = head(database)
    assert str(written) == f"5:{written.hash}"
    filled(database, 5)
    assert faults(database, written) == []
    tampered(
        database,
        "DELETE FROM audit WHERE id >= 4",
        "UPDATE audit_head SET line = 3, hash = (SELECT hash FROM audit WHERE id = 3)",
    )
    assert faults(database) == []  # the end was cut off cleanly: only what is elsewhere tells
    assert faults(database, written) == [Fault(5, "was written down, and is missing")]
    filled(database, 5)
    assert faults(database) == []
    assert faults(database, written) == [Fault(5, "is not the line that was written down")]


def test_the_oldest_lines_can_be_cut_off_and_the_rest_stays_whole(database: Database) -> None:
    filled(database)
    early = head(database)
    with database.transaction() as connection:
        assert audit.cut(connection, 6, who="machine", why="two years", now=AT) == 6
    assert faults(database, early) == []
    with database.reading() as connection:
        (cut,) = audit.lines(connection, audit.audit.c.did == "cut")
        assert (cut.id, cut.what_id) == (11, 6)
        assert [line.id for line in audit.lines(connection)][:1] == [7]
    with pytest.raises(PermanentError), database.transaction() as connection:
        connection.execute(text("DELETE FROM audit WHERE id = 7"))
    with database.transaction() as connection:
        assert audit.cut(connection, 6, who="machine", why="again", now=AT) == 0
        assert audit.cut(connection, 999, who="machine", why="all", now=AT) == 5
    assert faults(database) == []


def test_what_is_undone_leaves_no_line(database: Database) -> None:
    filled(database, 5)
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:
        audit.write(connection, [an_act(6)])
        raise ZeroDivisionError
    with database.transaction() as connection:
        with pytest.raises(ZeroDivisionError), db.savepoint(connection):
            audit.write(connection, [an_act(7)])
            raise ZeroDivisionError
        audit.write(connection, [an_act(8)])
    with database.reading() as connection:
        assert [line.what_id for line in audit.lines(connection)][5:] == [8]
        with pytest.raises(ValueError, match="outside"):
            audit.write(connection, [an_act(9)])
    assert faults(database) == []


def test_many_append_at_the_same_time(database: Database) -> None:
    def work(worker: int) -> None:
        for number in range(15):
            with database.transaction() as connection:
                audit.write(connection, [an_act(number), an_act(worker)])

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert head(database).line == 4 * 15 * 2
    assert faults(database) == []
