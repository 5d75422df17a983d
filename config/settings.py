"""Settings: `meldpost.toml` and, for secrets, the environment. Checked once, at the door.

Mailboxes and servers stand in `servers.py`, bounds in `limits.py`, how much goes out in `pace.py`,
how long things are kept in `retention.py`, who answers by mail in `agents.py`, and how a secret is
given in `secrets.py`. `MELDPOST_VAULT_KEY` is the key of the vault, where `[vault] key` names no
other place.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from config.agents import Agent, Group, Roster
from config.codes import Role
from config.limits import Limits
from config.pace import Pace
from config.retention import Retention
from config.secrets import with_secrets
from config.section import Name, Section
from config.servers import Mailbox, Smtp
from config.toml import read_checked

DEFAULT_FILE = Path("meldpost.toml")
VAULT_KEY = "MELDPOST_VAULT_KEY"


class Log(Section):
    """How the worker tells what it does; ids and counts only."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "text"] = "text"


class VaultKey(Section):
    """Where the keys of the vault are: a variable, a file, or what a command prints (no shell).

    Each holds one key or more, the newest first; older ones are needed until a rotation is done.
    `made` says that the file may be made where there is none yet.
    """

    env: str | None = None
    file: Path | None = None
    command: str | None = None
    made: bool = False

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(given is not None for given in (self.env, self.file, self.command)) != 1:
            raise ValueError("say one of env, file, command")
        return self


class Vault(Section):
    """Originals: where their keys are, who may read them, and for how long one reason holds."""

    key: VaultKey | None = None
    readers: tuple[Role, ...] = (Role.COMPLIANCE,)
    quarantine_readers: tuple[Role, ...] = (Role.COMPLIANCE, Role.OPERATOR)
    minutes: Annotated[int, Field(ge=1, le=1440)] = 15


class Audit(Section):
    """Where the head of the audit log is mailed once a day; the worker's log has it in any case."""

    head_to: str | None = None


class Report(Section):
    """Who gets the privacy report of each desk by mail, when a month is over."""

    privacy_to: str | None = None


class Bounces(Section):
    """When an address that refuses our mail gets no more of it: at once where nobody is there, else
    after `refusals` in `days`."""

    refusals: Annotated[int, Field(ge=2, le=100)] = 4
    days: Annotated[int, Field(ge=1, le=365)] = 14


class Person(Section):
    """Someone who works here; what they may do follows from their roles."""

    name: str
    roles: tuple[Role, ...] = ()


class Settings(Section):
    """Everything an operator decides. Without a file the defaults hold and no mailbox is read."""

    data_dir: Path = Path("meldpost-data")
    database: str | None = None  # default: SQLite in data_dir
    preset: Name = "kidskonnect"
    preset_dirs: tuple[Path, ...] = ()
    names_model: Path | None = None  # folder of a spaCy pipeline that names persons
    alarm_address: str | None = None
    mailbox: tuple[Mailbox, ...] = ()
    smtp: tuple[Smtp, ...] = ()
    limits: Limits = Limits()
    log: Log = Log()
    vault: Vault = Vault()
    retention: Retention = Retention()
    audit: Audit = Audit()
    report: Report = Report()
    bounces: Bounces = Bounces()
    pace: Pace = Pace()
    person: tuple[Person, ...] = ()
    agent: tuple[Agent, ...] = ()
    group: tuple[Group, ...] = ()

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        for what, section in (
            ("mailbox", self.mailbox),
            ("smtp", self.smtp),
            ("person", self.person),
            ("agent", self.agent),
            ("group", self.group),
        ):
            given = [entry.name.casefold() for entry in section]
            if len(given) != len(set(given)):
                raise ValueError(f"each {what} needs a name of its own")
        return self

    @model_validator(mode="after")
    def _agents_elsewhere(self) -> Self:
        """Mail to agents must not come back in at the desk."""
        own = {box.address.lower() for box in self.mailbox}
        addresses = [one.address.lower() for one in self.agent]
        if own & {*addresses, *(one.address.lower() for one in self.group)}:
            raise ValueError("an agent or a group has the address of a mailbox of the desk")
        if len(addresses) != len(set(addresses)):
            raise ValueError("each agent needs an address of his own")
        return self

    @property
    def roster(self) -> Roster:
        """Who gets and answers tickets by mail."""
        return Roster(self.agent, self.group)

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.data_dir / 'meldpost.sqlite3'}"

    @property
    def vault_key(self) -> VaultKey:
        """Where the keys are: as the settings say, else a file beside the data folder."""
        folder = self.data_dir.absolute()
        return self.vault.key or VaultKey(file=folder.with_name(f"{folder.name}.key"), made=True)


def load(path: Path | None, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of `path`, or of meldpost.toml if there is one; ConfigError if wrong."""
    if path is None and not DEFAULT_FILE.is_file():
        settings = Settings()
    else:
        settings = read_checked(path or DEFAULT_FILE, Settings)
    update: dict[str, object] = {
        "mailbox": tuple(with_secrets(box, "mailbox", environment) for box in settings.mailbox),
        "smtp": tuple(with_secrets(server, "smtp", environment) for server in settings.smtp),
    }
    if url := environment.get("MELDPOST_DATABASE"):
        update["database"] = url
    if environment.get(VAULT_KEY) and settings.vault.key is None:
        update["vault"] = settings.vault.model_copy(update={"key": VaultKey(env=VAULT_KEY)})
    return settings.model_copy(update=update)
