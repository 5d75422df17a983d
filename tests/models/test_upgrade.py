"""Each step of the migrations, upwards on a filled database."""

from __future__ import annotations

import zlib

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from models import audit, db
from models.db import Database

ACT = (
    "INSERT INTO audit (id, at, who, did, what, what_id, why, detail) VALUES "
    "(:id, '2026-11-20 08:15:00.000001', 'machine', 'took', 'mail', :id, 'een', '{\"n\": [1, 2]}')"
)


@pytest.fixture
def first(database_url: str) -> Database:
    """A database of the version before the vault."""
    config = Config()
    config.set_main_option("script_location", f"{db.__file__.rpartition('/')[0]}/migrations")
    database = db.open(database_url)
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
    return database


def test_the_lines_of_the_log_are_chained_without_gaps(first: Database, database_url: str) -> None:
    with first.engine.begin() as connection:
        for number in (2, 3, 9, *range(20, 2500)):
            connection.execute(text(ACT), {"id": number})
    db.upgrade(database_url)
    with first.transaction() as connection:
        assert list(audit.verify(connection)) == []
        assert audit.head(connection).line == 2483
        assert [line.what_id for line in audit.lines(connection)][:4] == [2, 3, 9, 20]
    first.close()


def test_originals_stay_until_there_is_a_key(first: Database, database_url: str) -> None:
    with first.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO raw (id, codec, size, body) VALUES (1, 'zlib', 3, :body)"),
            {"body": zlib.compress(b"een")},
        )
    db.upgrade(database_url)
    with first.reading() as connection:
        row = connection.execute(text("SELECT codec, key_id FROM raw")).one()
        assert tuple(row) == ("zlib", None)
    first.close()
