"""The door to the database: SQLite (WAL) or PostgreSQL (psycopg 3), chosen by one URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from config.errors import ConfigError, TransientError
from models import audit
from models import vault as vaults
from models.faults import mapped
from models.vault import Vault

# The migrations that this version of Meldpost knows, oldest first.
VERSIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
)
BUSY_SECONDS = 30.0
_UPGRADE = "run: meldpost db upgrade"


@dataclass(frozen=True, slots=True)
class Database:
    """An open database; safe to use from several threads."""

    engine: Engine

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All that is done with the connection holds together, or not at all.

        On SQLite it holds the right to write from the start, so that two workers queue up instead
        of failing half-way. TransientError, PermanentError or ConfigError when the database fails.
        """
        with mapped(), self.engine.begin() as connection, audit.gathered(connection):
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to look with: it waits for nobody, and what it writes is undone."""
        with mapped(), self.engine.connect() as connection:
            yield connection.execution_options(meldpost_reading=True)

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


@contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """What fails in here is undone without harm to the rest of the transaction.

    SQLite gives up the whole transaction when the disk is full, savepoints and all; then nothing
    may be written after it, and a TransientError ends the transaction too.
    """
    nested = connection.begin_nested()
    try:
        with mapped(), audit.undone_together(connection):
            yield
    except BaseException as error:
        if isinstance(error, TransientError) and not _stands(connection):
            raise
        try:
            nested.rollback()
        except SQLAlchemyError:
            raise TransientError("the database gave up the transaction") from None
        raise
    with mapped():
        nested.commit()


def _stands(connection: Connection) -> bool:
    """Whether the driver still has a transaction open."""
    return bool(getattr(connection.connection, "in_transaction", True))


def open(url: str, *, vault: Vault | None = None, busy_seconds: float = BUSY_SECONDS) -> Database:
    """Open the database at `url`; nothing is created but the folder of an SQLite file.

    Originals can be written and read with `vault` only. `busy_seconds` is how long a writer waits
    for another one on SQLite.
    """
    with mapped():
        address = _address(url)
        options = {"hide_parameters": True, "execution_options": {vaults.OPTION: vault}}
        if address.get_backend_name() == "sqlite":
            return Database(_sqlite(address, busy_seconds, options))
        return Database(create_engine(address, pool_pre_ping=True, **options))


@contextmanager
def ready(url: str, *, vault: Vault | None = None) -> Iterator[Database]:
    """The database at `url`, of exactly this version; closed at the end."""
    database = open(url, vault=vault)
    try:
        check_version(database)
        yield database
    finally:
        database.close()


def upgrade(url: str) -> None:
    """Bring the database to this version; creates it if it is empty."""
    from alembic import command
    from alembic.config import Config

    database = open(url)
    try:
        _refuse_newer(_version(database))
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with database.transaction() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        database.close()


def compact(database: Database, *tables: str) -> None:
    """Write tables anew, so that nothing of their earlier rows is left on the disk."""
    with mapped(), database.engine.connect() as connection:
        plain = connection.execution_options(isolation_level="AUTOCOMMIT")
        if database.is_sqlite:
            driver: Any = plain.connection.dbapi_connection
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for table in tables:
            plain.exec_driver_sql(f"VACUUM FULL {table}")


def check_version(database: Database) -> None:
    """ConfigError unless the tables are exactly those of this version."""
    found = _version(database)
    _refuse_newer(found)
    if found is None:
        raise ConfigError("the database has no tables", remedy=_UPGRADE)
    if found != VERSIONS[-1]:
        raise ConfigError(f"the database is of an older version ({found})", remedy=_UPGRADE)


def _refuse_newer(found: str | None) -> None:
    if found is not None and found not in VERSIONS:
        raise ConfigError(
            f"the database was written by a newer Meldpost ({found}, not {VERSIONS[-1]})",
            remedy="install that version, or restore a backup made before the upgrade",
        )


def _version(database: Database) -> str | None:
    with database.reading() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def _address(url: str) -> URL:
    address = make_url(url)
    if address.get_backend_name() in {"postgresql", "postgres"}:
        return address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() != "sqlite":
        raise ConfigError(
            "the database URL is not understood",
            remedy="sqlite:///file or postgresql://user@host/name",
        )
    return address


def _sqlite(address: URL, busy_seconds: float, options: dict[str, Any]) -> Engine:
    if address.database and not address.database.startswith((":", "file:")):
        folder = Path(address.database).parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(
                f"the folder of the database cannot be made: {error.strerror}", path=folder
            ) from None
    engine = create_engine(
        address,
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
        **options,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  # a driver's connection
    connection.isolation_level = None  # we say BEGIN ourselves: the driver would do so too late
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # the mailbox is touched on the strength of a commit
        "foreign_keys = ON",
        "temp_store = MEMORY",  # no text of a mail in temporary files
        "secure_delete = ON",  # what is erased is overwritten
        "cache_size = -32000",  # KiB
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("meldpost_reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
