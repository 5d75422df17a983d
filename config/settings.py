"""Settings: `meldpost.toml` and, for secrets, the environment. Checked once, at the door.

A secret is never written in the file: `MELDPOST_<SECTION>_<NAME>_<FIELD>` in the environment
carries it, for example `MELDPOST_MAILBOX_SUPPORT_PASSWORD` for the mailbox named `support` and
`MELDPOST_SMTP_MAIN_PASSWORD` for the SMTP server named `main`. `MELDPOST_VAULT_KEY` is the key of
the vault, where `[vault] key` names no other place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from config.agents import Agent, Group, Roster
from config.codes import Role
from config.errors import ConfigError
from config.pace import Pace
from config.retention import Retention
from config.toml import read_checked

Security = Literal["tls", "starttls", "plain"]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
Port = Annotated[int, Field(ge=1, le=65535)]
DEFAULT_FILE = Path("meldpost.toml")
VAULT_KEY = "MELDPOST_VAULT_KEY"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OAuth2(_Section):
    """How to get a token for XOAUTH2; its secret or refresh token comes from the environment.

    `flow`: Microsoft 365 knows `client_credentials` and `device_code`, Google `refresh_token` and
    `service_account` (`key_file` is the JSON key that Google gives out).
    """

    provider: Literal["microsoft", "google"]
    flow: Literal["client_credentials", "device_code", "refresh_token", "service_account"]
    tenant: str | None = None
    client_id: str | None = None
    key_file: Path | None = None
    token_url: str | None = None
    client_secret: SecretStr | None = None
    refresh_token: SecretStr | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        microsoft = self.flow in {"client_credentials", "device_code"}
        if microsoft != (self.provider == "microsoft"):
            raise ValueError(f"{self.provider} does not know the flow {self.flow!r}")
        if microsoft and not (self.tenant and self.client_id):
            raise ValueError("Microsoft 365 needs tenant and client_id")
        if self.flow == "refresh_token" and not self.client_id:
            raise ValueError("the flow refresh_token needs client_id")
        if self.flow == "service_account" and self.key_file is None:
            raise ValueError("the flow service_account needs key_file")
        return self


class _Server(_Section):
    """A server we log in to. Plain text leaves this machine only with `allow_plaintext = true`."""

    host: str
    security: Security = "tls"
    allow_plaintext: bool = False
    ca_file: Path | None = None
    timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 30
    user: str | None = None
    password: SecretStr | None = None
    oauth2: OAuth2 | None = None

    @model_validator(mode="after")
    def _guarded(self) -> Self:
        if self.security == "plain" and not self.allow_plaintext and not is_loopback(self.host):
            raise ValueError(
                f"plain text to {self.host} would show password and mail to the network; use tls "
                "or starttls, or say allow_plaintext = true"
            )
        return self


class After(_Section):
    """What happens to a mail on the server once it is safely stored."""

    action: Literal["seen", "move", "delete", "nothing"] = "seen"
    folder: str | None = None

    @model_validator(mode="after")
    def _target(self) -> Self:
        if (self.action == "move") != (self.folder is not None):
            raise ValueError("move needs a folder, and only move takes one")
        return self


class Dkim(_Section):
    """`[mailbox.dkim]`: the key that signs what a mailbox sends, for which domain, and the name
    under which the DNS has its public half."""

    domain: Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")]
    selector: Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")]
    key_file: Path

    def aligned(self, address: str) -> bool:
        """Whether the signature speaks for this sender (DMARC: RFC 7489, 3.1.1, relaxed)."""
        domain = address.rpartition("@")[2].lower()
        return f".{domain}".endswith(f".{self.domain}") or self.domain.endswith(f".{domain}")


class Mailbox(_Server):
    """One IMAP account that is read for one preset.

    Whether a mail of an agent is really his, its server tells: `authserv_id` is the name by which
    it signs its Authentication-Results (RFC 8601; "" where it signs with none, as Microsoft 365
    does), or `checks_senders` says that it takes mail under such an address from nobody else.
    """

    name: Name
    preset: Name
    address: str
    port: Port = 993
    folders: Annotated[tuple[str, ...], Field(min_length=1)] = ("INBOX",)
    after: After = After()
    sent_folder: str | None = None
    file_sent: bool = True  # false where the server itself keeps a copy of what we send
    authserv_id: str | None = None
    checks_senders: bool = False
    idle: bool = True
    dkim: Dkim | None = None
    poll_seconds: Annotated[int, Field(ge=1, le=86400)] = 60


class Smtp(_Server):
    """A server that takes our mail; the second in the file is tried when the first fails."""

    name: Name = "main"
    port: Port = 587
    security: Security = "starttls"


class Parsing(_Section):
    """How much of one mail is read, `[limits.parse]`; what exceeds it is cut and leaves a defect.

    Sizes in bytes, `text_chars` in characters. The upper bounds keep to what the parser can bear:
    it goes one Python call deeper for each container, and reads parameters in quadratic time.
    """

    header_bytes: Annotated[int, Field(ge=16_384, le=50_000_000)] = 1_000_000
    field_bytes: Annotated[int, Field(ge=1_000, le=1_000_000)] = 64_000
    parameter_bytes: Annotated[int, Field(ge=1_000, le=32_768)] = 8_192  # of one Content-Type
    parts: Annotated[int, Field(ge=10, le=100_000)] = 1_000
    nested: Annotated[int, Field(ge=5, le=150)] = 100  # multiparts and attached mails
    text_chars: Annotated[int, Field(ge=1_000, le=50_000_000)] = 1_000_000
    addresses: Annotated[int, Field(ge=10, le=100_000)] = 2_000  # in one field


class Attachments(_Section):
    """Whether attachments are searched for personal data, and bounds on what one may take.

    Sizes in bytes, unless it says otherwise. `seconds` is for one attachment, `mail_seconds` for
    all of a mail; `memory_bytes` is the whole address space of the process that reads. `languages`
    are those of OCR by Tesseract's names; those that are not installed are left out.
    """

    examine: bool = True
    bytes: Annotated[int, Field(ge=1024)] = 50_000_000
    seconds: Annotated[int, Field(ge=1, le=3600)] = 60
    mail_seconds: Annotated[int, Field(ge=1, le=3600)] = 240
    memory_bytes: Annotated[int, Field(ge=500_000_000)] = 2_000_000_000
    chars: Annotated[int, Field(ge=1000, le=5_000_000)] = 500_000
    pages: Annotated[int, Field(ge=1)] = 300
    ocr_pages: Annotated[int, Field(ge=0)] = 20
    pixels: Annotated[int, Field(ge=10_000)] = 60_000_000
    files: Annotated[int, Field(ge=1)] = 500
    nested: Annotated[int, Field(ge=0, le=20)] = 4
    unpacked_bytes: Annotated[int, Field(ge=1024)] = 200_000_000
    languages: tuple[Annotated[str, Field(pattern=r"^[A-Za-z_]{2,20}$")], ...] = ("nld", "fra")


class Limits(_Section):
    """Bounds on what a stranger can make us do. Sizes in bytes."""

    mail_bytes: Annotated[int, Field(ge=1024)] = 50_000_000
    chunk_mails: Annotated[int, Field(ge=1, le=500)] = 100
    chunk_bytes: Annotated[int, Field(ge=1024)] = 64_000_000
    processes: Annotated[int, Field(ge=0, le=256)] = 0  # 0: as many as there are cores
    attempts_days: Annotated[float, Field(gt=0, le=30)] = 5
    parse: Parsing = Parsing()
    attachments: Attachments = Attachments()


class Log(_Section):
    """How the worker tells what it does; ids and counts only."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "text"] = "text"


class VaultKey(_Section):
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


class Vault(_Section):
    """Originals: where their keys are, who may read them, and for how long one reason holds."""

    key: VaultKey | None = None
    readers: tuple[Role, ...] = (Role.COMPLIANCE,)
    quarantine_readers: tuple[Role, ...] = (Role.COMPLIANCE, Role.OPERATOR)
    minutes: Annotated[int, Field(ge=1, le=1440)] = 15


class Audit(_Section):
    """Where the head of the audit log is mailed once a day; the worker's log has it in any case."""

    head_to: str | None = None


class Report(_Section):
    """Who gets the privacy report of each desk by mail, when a month is over."""

    privacy_to: str | None = None


class Bounces(_Section):
    """When an address that refuses our mail gets no more of it: at once where nobody is there, else
    after `refusals` in `days`."""

    refusals: Annotated[int, Field(ge=2, le=100)] = 4
    days: Annotated[int, Field(ge=1, le=365)] = 14


class Person(_Section):
    """Someone who works here; what they may do follows from their roles."""

    name: str
    roles: tuple[Role, ...] = ()


class Settings(_Section):
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


Server = TypeVar("Server", Mailbox, Smtp)


def load(path: Path | None, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of `path`, or of meldpost.toml if there is one; ConfigError if wrong."""
    if path is None and not DEFAULT_FILE.is_file():
        settings = Settings()
    else:
        settings = read_checked(path or DEFAULT_FILE, Settings)
    update: dict[str, object] = {
        "mailbox": tuple(_with_secrets(box, "mailbox", environment) for box in settings.mailbox),
        "smtp": tuple(_with_secrets(server, "smtp", environment) for server in settings.smtp),
    }
    if url := environment.get("MELDPOST_DATABASE"):
        update["database"] = url
    if environment.get(VAULT_KEY) and settings.vault.key is None:
        update["vault"] = settings.vault.model_copy(update={"key": VaultKey(env=VAULT_KEY)})
    return settings.model_copy(update=update)


def secret_name(section: str, name: str, field: str) -> str:
    """The environment variable that carries a secret."""
    return "_".join(("MELDPOST", section, re.sub(r"\W|-", "_", name), field)).upper()


def require_secret(secret: SecretStr | None, section: str, name: str, field: str) -> str:
    """The secret in clear, or a ConfigError that names its environment variable."""
    if secret is None:
        raise ConfigError(
            f"{section} {name!r} has no {field}",
            remedy=f"set the environment variable {secret_name(section, name, field)}",
        )
    return secret.get_secret_value()


def is_loopback(host: str) -> bool:
    """Whether traffic to `host` stays on this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _with_secrets(server: Server, section: str, environment: Mapping[str, str]) -> Server:
    def secret(field: str) -> SecretStr | None:
        value = environment.get(secret_name(section, server.name, field))
        return SecretStr(value) if value else None

    update: dict[str, object] = {}
    if found := secret("password"):
        update["password"] = found
    if server.oauth2 is not None:
        update["oauth2"] = server.oauth2.model_copy(
            update={
                "client_secret": secret("client_secret") or server.oauth2.client_secret,
                "refresh_token": secret("refresh_token") or server.oauth2.refresh_token,
            }
        )
    return server.model_copy(update=update)
