"""What can go wrong, and who has to act.

    MeldpostError
    ├── ConfigError     a person must mend a setting; says where it stands and how to mend it
    ├── TransientError  the world is not ready (server down, disk full); later it may work
    └── PermanentError  this one thing will never work; set it aside and go on

A door (IMAP, SMTP, database, files) maps the errors of its library to one of these. Messages
never hold a subject, an address or text of a mail.
"""

from __future__ import annotations

from pathlib import Path


class MeldpostError(Exception):
    """Whatever Meldpost raises on purpose."""


class ConfigError(MeldpostError):
    """A setting, a preset or a file that was installed is wrong."""

    def __init__(
        self,
        problem: str,
        *,
        remedy: str = "",
        path: Path | None = None,
        line: int | None = None,
    ) -> None:
        place = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(f"{place}{problem}" + (f" ({remedy})" if remedy else ""))
        self.problem = problem
        self.remedy = remedy
        self.path = path
        self.line = line


class TransientError(MeldpostError):
    """Try again later: the server is away, the disk is full, the database is locked."""


class PermanentError(MeldpostError):
    """Trying again is of no use: the address does not exist, the bytes are no mail."""
