"""Secrets: never written in a file, but carried by the environment.

`MELDPOST_<SECTION>_<NAME>_<FIELD>` has one, for example `MELDPOST_MAILBOX_SUPPORT_PASSWORD` for the
mailbox named `support` and `MELDPOST_SMTP_MAIN_PASSWORD` for the SMTP server named `main`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import SecretStr

from config.errors import ConfigError
from config.servers import Server


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


def with_secrets(server: Server, section: str, environment: Mapping[str, str]) -> Server:
    """The server with what the environment has for it."""

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
