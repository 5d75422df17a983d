"""Originals on both databases: sealed, bound to their rows, sealed anew, erased."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pytest
from sqlalchemy import text, update

from config.errors import ConfigError, PermanentError
from models import db, raw, vault
from models.db import Database
from models.seal import Key
from tests.factories import AT, KEY, a_vault, unlocked
from tests.servers.tables import made

NEW = Key(b"a new key of thirty-two bytes ok")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made(database_url)
    opened = db.open(database_url, vault=a_vault(KEY, NEW))
    yield unlocked(opened)
    opened.close()


def put(database: Database, *originals: bytes) -> None:
    with database.transaction() as connection:
        raw.put(connection, [(n, raw.pack(one)) for n, one in enumerate(originals, 1)])


@pytest.mark.parametrize("original", [b"", b"x", b"\x00\xff" * 10_000, bytes(range(256)) * 999])
def test_bytes_come_back_as_they_were(database: Database, original: bytes) -> None:
    put(database, original)
    with database.transaction() as connection:
        assert raw.get(connection, 1) == original
        raw.drop(connection, 1)
        with pytest.raises(PermanentError, match="not stored"):
            raw.get(connection, 1)


def test_what_is_erased_is_gone_with_its_key_and_says_since_when(database: Database) -> None:
    put(database, b"een", b"twee")
    with database.transaction() as connection:
        assert raw.erase(connection, [1, 7], AT) == 1
        assert raw.erase(connection, [1], AT) == 0
        with pytest.raises(PermanentError, match="were erased on 2026-11-20"):
            raw.get(connection, 1)
        assert raw.get(connection, 2) == b"twee"
        row = connection.execute(raw.raw.select().where(raw.raw.c.id == 1)).one()
        assert (row.body, row.data_key, row.key_id, row.size) == (b"", None, None, 3)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE raw SET body = (SELECT body FROM raw WHERE id = 2) WHERE id = 1",
        "UPDATE raw SET data_key = (SELECT data_key FROM raw WHERE id = 2) WHERE id = 1",
        "UPDATE raw SET body = (SELECT body FROM raw WHERE id = 2), "
        "data_key = (SELECT data_key FROM raw WHERE id = 2) WHERE id = 1",
        "UPDATE raw SET size = 2 WHERE id = 1",
    ],
)
def test_what_is_moved_to_another_row_does_not_open(database: Database, change: str) -> None:
    put(database, b"een", b"two")
    with database.transaction() as connection:
        connection.execute(text(change))
        with pytest.raises(PermanentError, match="bytes 1 cannot be read"):
            raw.get(connection, 1)
        assert raw.get(connection, 2) == b"two"


def test_bytes_of_a_way_that_is_not_known_are_told(database: Database) -> None:
    put(database, b"een")
    with database.transaction() as connection:
        connection.execute(update(raw.raw).values(codec="vault-9"))
        with pytest.raises(PermanentError, match="does not know"):
            raw.get(connection, 1)


def test_without_the_keys_originals_are_neither_written_nor_read(
    database: Database, database_url: str
) -> None:
    put(database, b"een")
    without = db.open(database_url)
    for work in (
        lambda connection: raw.get(connection, 1),
        lambda connection: raw.put(connection, [(2, raw.pack(b"x"))]),
    ):
        with pytest.raises(ConfigError, match="without the keys"), without.transaction() as one:
            work(one)
    without.close()
    wrong = db.open(database_url, vault=a_vault(NEW))
    with (
        pytest.raises(ConfigError, match=f"the key {KEY.id}, but {NEW.id} was given"),
        wrong.transaction() as connection,
    ):
        raw.get(connection, 1)
    wrong.close()


def test_sealing_anew_goes_in_steps_and_leaves_what_is_damaged(database: Database) -> None:
    originals = [f"mail {number}".encode() * 50 for number in range(1, 8)]
    put(database, *originals)
    with database.transaction() as connection:
        before: dict[int, bytes] = dict(connection.execute(text("SELECT id, body FROM raw")).all())
        connection.execute(text("UPDATE raw SET body = data_key WHERE id = 3"))
        raw.erase(connection, [5], AT)
        vault.turn(connection, NEW, AT)
    after, steps = 0, 0
    damaged: list[int] = []
    while True:
        with database.transaction() as connection:
            step = raw.reseal(connection, KEY.id, after=after, mails=2, size=10_000)
        if step is None:
            break
        after, steps, damaged = step.last, steps + 1, [*damaged, *step.damaged]
    assert (steps, damaged) == (3, [3])
    with database.transaction() as connection:
        assert raw.by_key(connection) == {NEW.id: 5, KEY.id: 1}
        for number in (1, 2, 4, 6, 7):
            assert raw.get(connection, number) == originals[number - 1]
        anew: dict[int, bytes] = dict(connection.execute(text("SELECT id, body FROM raw")).all())
        assert all(anew[number] != before[number] for number in (1, 2, 4, 6, 7))


def test_a_step_ends_where_its_bytes_are_spent(database: Database) -> None:
    put(database, *[b"x" * 1000] * 5)
    with database.transaction() as connection:
        vault.turn(connection, NEW, AT)
        step = raw.reseal(connection, KEY.id, after=0, mails=5, size=1500)
        assert step is not None
        assert step.last == 2


def test_bytes_of_an_older_version_are_sealed(database: Database) -> None:
    with database.transaction() as connection:
        clear = {"codec": "zlib", "size": 3, "body": zlib.compress(b"een")}
        connection.execute(raw.raw.insert(), [{"id": 1, **clear}])
        assert raw.in_the_clear(connection) == 1
        assert raw.reseal(connection, None, after=0, mails=9, size=99) is not None
        assert raw.reseal(connection, None, after=0, mails=9, size=99) is None
        assert raw.get(connection, 1) == b"een"
        assert raw.in_the_clear(connection) == 0


def test_a_key_that_comes_later_is_found_at_its_source(database_url: str) -> None:
    """A worker follows a rotation that began after it was started."""
    made(database_url)
    given = [KEY]
    database = unlocked(db.open(database_url, vault=vault.Vault(lambda: tuple(given))))
    put(database, b"een")
    with database.transaction() as connection:
        vault.turn(connection, NEW, AT)
    with pytest.raises(ConfigError), database.transaction() as connection:
        raw.put(connection, [(2, raw.pack(b"twee"))])
    given.insert(0, NEW)
    with database.transaction() as connection:
        raw.put(connection, [(2, raw.pack(b"twee"))])
        assert raw.by_key(connection) == {KEY.id: 1, NEW.id: 1}
    database.close()
