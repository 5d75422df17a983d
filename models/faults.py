"""Every fault of a database as one of ours. No message quotes a value that was to be stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from config.errors import ConfigError, MeldpostError, PermanentError, TransientError

# What SQLite says, as the beginning or a part of its message (sqlite3.c, sqlite3ErrStr).
_SQLITE: tuple[tuple[str, type[MeldpostError], str, str], ...] = (
    ("locked", TransientError, "the database is locked by another process", ""),
    ("disk is full", TransientError, "the disk of the database is full", ""),
    ("disk i/o error", TransientError, "the disk of the database has a fault, or is full", ""),
    (
        "readonly",
        ConfigError,
        "the database is read-only",
        "let this user write the file and its folder",
    ),
    (
        "unable to open",
        ConfigError,
        "the database file cannot be opened",
        "check its folder and the rights on it",
    ),
    (
        "not a database",
        ConfigError,
        "the database file is no SQLite database",
        "restore a backup, or name another file",
    ),
    ("malformed", ConfigError, "the database file is damaged", "restore a backup"),
    ("append-only", PermanentError, "the audit log takes no changes", ""),
    ("no such table", ConfigError, "the database has no tables", "run: meldpost db upgrade"),
)
# SQLSTATE classes and codes (PostgreSQL, appendix A); the longest that fits counts.
_POSTGRES: dict[str, tuple[type[MeldpostError], str, str]] = {
    "53100": (TransientError, "the disk of the database is full", ""),
    "25006": (ConfigError, "the database is read-only", "connect to the primary server"),
    "28": (ConfigError, "the database refuses the log-in", "check user and password in its URL"),
    "3D": (ConfigError, "the database does not exist", "create it, or correct its URL"),
    "42501": (ConfigError, "the database user lacks a right", "grant it on the tables"),
    "42P01": (ConfigError, "the database has no tables", "run: meldpost db upgrade"),
    "MPA01": (PermanentError, "the audit log takes no changes", ""),
    "22": (PermanentError, "the database refuses a value", ""),
    "23": (PermanentError, "the database refuses a row", ""),
    "54": (PermanentError, "a value is too large for the database", ""),
    "08": (TransientError, "the connection to the database is lost", ""),
    "40": (TransientError, "the database asks to try again", ""),
    "53": (TransientError, "the database is out of resources", ""),
    "55": (TransientError, "the database is locked by another process", ""),
    "57": (TransientError, "the database is shutting down or starting", ""),
}


@contextmanager
def mapped() -> Iterator[None]:
    """Turns what SQLAlchemy raises into one of ours. The cause is cut off: it quotes values."""
    try:
        yield
    except exc.SQLAlchemyError as error:
        raise translated(error) from None


def translated(error: exc.SQLAlchemyError) -> MeldpostError:
    """Our error for one of SQLAlchemy."""
    original = error.orig if isinstance(error, exc.DBAPIError) else None
    state: str | None = getattr(original, "sqlstate", None)
    if state is not None:
        return _by_state(state)
    if type(original).__module__.startswith("sqlite3"):
        return _by_sqlite(original)
    if isinstance(error, exc.OperationalError | exc.InterfaceError | exc.TimeoutError):
        return _unreachable(original)
    if isinstance(error, exc.ArgumentError | exc.NoSuchModuleError):
        return ConfigError(
            "the database URL is not understood",
            remedy="sqlite:///file or postgresql://user@host/name",
        )
    return PermanentError(f"the database refuses this: {type(error).__name__}")


def _by_state(state: str) -> MeldpostError:
    for length in (5, 2):
        if (known := _POSTGRES.get(state[:length])) is not None:
            kind, problem, remedy = known
            return _made(kind, f"{problem} (SQLSTATE {state})", remedy)
    return PermanentError(f"the database refuses this (SQLSTATE {state})")


def _by_sqlite(original: BaseException | None) -> MeldpostError:
    said = str(original).lower()
    for part, kind, problem, remedy in _SQLITE:
        if part in said:
            return _made(kind, problem, remedy)
    return PermanentError(f"the database refuses this: {type(original).__name__}")


def _unreachable(original: BaseException | None) -> MeldpostError:
    said = str(original)
    if "password authentication failed" in said or "no password supplied" in said:
        return _by_state("28P01")
    if '" does not exist' in said:
        return _by_state("3D000" if "database" in said else "28000")
    return TransientError("the database cannot be reached")


def _made(kind: type[MeldpostError], problem: str, remedy: str) -> MeldpostError:
    return ConfigError(problem, remedy=remedy) if kind is ConfigError else kind(problem)
