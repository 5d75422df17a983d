"""A throw-away PostgreSQL cluster that gives fresh databases; durability is off for speed."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import psycopg

from tests.servers import process

_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "listen_addresses": "127.0.0.1",
    "timezone": "UTC",
}


class Postgres:
    """A running cluster; `new_database()` gives the URL of an empty database."""

    def __init__(self) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        self._programs = {
            name: process.program(name, "postgresql", also_in=found)
            for name in ("initdb", "postgres")
        }
        self.port = process.free_port()
        self._owner = process.account("postgres", "nobody")
        self.folder = Path(tempfile.mkdtemp(prefix="mp-postgres-"))
        self._numbers = itertools.count(1)
        if os.geteuid() == 0:
            os.chown(self.folder, self._owner.pw_uid, self._owner.pw_gid)
        self._process: subprocess.Popen[bytes] | None = None
        self._initialise()
        self.start()

    def start(self) -> None:
        """Start it (again), on the same port and data."""
        data, log = self.folder / "data", self.folder / "postgres.log"
        command: list[str | Path] = [self._programs["postgres"], "-D", data]
        command += ["-k", self.folder, "-p", str(self.port)]
        for name, value in _SETTINGS.items():
            command += ["-c", f"{name}={value}"]
        self._process = process.start(command, log=log, run_as=self._owner)
        process.wait_until(self._answers, self._process, log, seconds=30)

    def stop(self) -> None:
        """Stop it at once; its data stays."""
        if self._process is not None:
            process.stop(self._process, signal.SIGINT)  # "fast": does not wait for clients
            self._process = None

    def close(self) -> None:
        """Stop it and remove everything."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_database(self) -> str:
        """Create an empty database; gives its SQLAlchemy URL."""
        name = f"test{next(self._numbers)}"
        self._execute(f'CREATE DATABASE "{name}"')
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def drop_database(self, url: str) -> None:
        """Drop it, whoever is still connected."""
        self._execute(f'DROP DATABASE IF EXISTS "{url.rpartition("/")[2]}" WITH (FORCE)')

    def _initialise(self) -> None:
        data = self.folder / "data"
        command: list[str | Path] = [self._programs["initdb"], "-D", data, "-U", "postgres"]
        command += ["--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
        log = self.folder / "initdb.log"
        if process.start(command, log=log, run_as=self._owner).wait(60) != 0:
            raise RuntimeError(f"initdb failed:\n{log.read_text()}")

    def _answers(self) -> bool:
        try:
            self._execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _execute(self, statement: str) -> None:
        where = f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statement.encode())
