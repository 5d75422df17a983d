"""The tables of this version in a fresh database: made once, then copied, which costs no second.

Tests of what makes and changes tables call `db.upgrade` themselves.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

from models import db

_TEMPLATE = "made"


def made(url: str) -> str:
    """Put the tables into a database that has none yet; gives its URL again."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        file = Path(str(address.database))
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(_file(), file)
    elif not _has_tables(address):
        _template(address.set(database=_TEMPLATE))
        name = address.database
        _execute(address, f'DROP DATABASE "{name}"', f'CREATE DATABASE "{name}" TEMPLATE made')
    return url


@cache
def _file() -> Path:
    folder, maker = Path(tempfile.mkdtemp(prefix="mp-tables-")), os.getpid()

    def take_away() -> None:
        if os.getpid() == maker:  # a process that was forked has it from its parent
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(take_away)
    db.upgrade(f"sqlite:///{folder / 'made.sqlite3'}")
    return folder / "made.sqlite3"


@cache
def _template(address: URL) -> None:
    """The database that is copied, once in each cluster."""
    _execute(address, f'CREATE DATABASE "{_TEMPLATE}"')
    db.upgrade(address.render_as_string())


def _has_tables(address: URL) -> bool:
    where = f"host={address.host} port={address.port} user=postgres dbname={address.database}"
    with psycopg.connect(where) as connection:
        found = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
    return found is not None and found[0] is not None


def _execute(address: URL, *statements: str) -> None:
    where = f"host={address.host} port={address.port} user=postgres dbname=postgres"
    with psycopg.connect(where, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())
