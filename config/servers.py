"""`[[mailbox]]` and `[[smtp]]`: the servers we log in to, and how."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, SecretStr, model_validator

from config.section import Name, Section

Security = Literal["tls", "starttls", "plain"]
Port = Annotated[int, Field(ge=1, le=65535)]


class OAuth2(Section):
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


class _Server(Section):
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


class After(Section):
    """What happens to a mail on the server once it is safely stored."""

    action: Literal["seen", "move", "delete", "nothing"] = "seen"
    folder: str | None = None

    @model_validator(mode="after")
    def _target(self) -> Self:
        if (self.action == "move") != (self.folder is not None):
            raise ValueError("move needs a folder, and only move takes one")
        return self


class Dkim(Section):
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


Server = TypeVar("Server", Mailbox, Smtp)


def is_loopback(host: str) -> bool:
    """Whether traffic to `host` stays on this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
