"""Asking an identity provider for a token (RFC 6749, 5): one POST, and what can go wrong with it.

No error quotes the answer, which may hold secrets and addresses; its error code is quoted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests

from config.errors import ConfigError, TransientError
from config.servers import is_loopback

TIMEOUT_SECONDS = 15.0
ANSWER_BYTES = 65_536
DEFAULT_LIFE_SECONDS = 3600
_CODE = re.compile(r"[a-z_]{1,40}")
_MICROSOFT = re.compile(r"AADSTS\d{1,9}")
_PASSING = frozenset({"temporarily_unavailable", "server_error"})
_REMEDIES = {
    "invalid_client": "check client_id and the client secret; a secret may have expired",
    "invalid_grant": "authorise the account again: its refresh token or key is no longer valid",
    "unauthorized_client": "allow this application to use the flow and the mailbox",
    "invalid_scope": "give the application the right to IMAP and SMTP",
}


class TokenRefused(ConfigError):
    """The identity provider gives no token until a person acts; `code` is its reason."""

    def __init__(self, problem: str, *, code: str, remedy: str) -> None:
        super().__init__(problem, remedy=remedy)
        self.code = code


@dataclass(frozen=True, slots=True)
class Grant:
    """A token and how many seconds it is good for; a new refresh token if the provider rotates."""

    access_token: str = field(repr=False)
    seconds: float
    refresh_token: str | None = field(default=None, repr=False)


def grant(url: str, form: Mapping[str, str], *, where: str) -> Grant:
    """The token for `form`. TokenRefused, TransientError, or ConfigError for an unfit URL."""
    answer = post(url, form, where=where)
    token = answer.get("access_token")
    if not isinstance(token, str) or not token:
        raise TransientError(f"{where}: the identity provider sends no token")
    refresh = answer.get("refresh_token")
    return Grant(token, _seconds(answer), refresh if isinstance(refresh, str) else None)


def post(url: str, form: Mapping[str, str], *, where: str) -> dict[str, Any]:
    """The answer to one request, a JSON object."""
    _guard(url, where)
    try:
        # no redirects: they would carry the secret to wherever the answer points
        with requests.post(
            url, data=form, timeout=TIMEOUT_SECONDS, allow_redirects=False, stream=True
        ) as response:
            body = response.raw.read(ANSWER_BYTES, decode_content=True)
            status = response.status_code
    except requests.exceptions.SSLError:
        raise ConfigError(
            f"{where}: the identity provider's certificate is not trusted",
            remedy="check token_url, the clock, and the authorities of this machine",
        ) from None
    except (requests.RequestException, OSError) as error:
        raise TransientError(
            f"{where}: the identity provider cannot be reached ({type(error).__name__})"
        ) from None
    return _answer(status, body, where)


def _guard(url: str, where: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" and not (
        parts.scheme == "http" and is_loopback(parts.hostname or "")
    ):
        raise ConfigError(f"{where}: token_url must be https", remedy="secrets go there")


def _answer(status: int, body: bytes, where: str) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise TransientError(f"{where}: the identity provider answers {status} and no JSON")
    if status == 200:
        return answer
    code = _code(answer)
    if status == 429 or status >= 500 or code in _PASSING:
        raise TransientError(f"{where}: the identity provider is not ready ({status} {code})")
    raise TokenRefused(
        f"{where}: the identity provider gives no token ({_detailed(code, answer)})",
        code=code,
        remedy=_REMEDIES.get(code, "check the section oauth2, and the application's rights"),
    )


def _code(answer: Mapping[str, Any]) -> str:
    code = answer.get("error")
    return code if isinstance(code, str) and _CODE.fullmatch(code) else "unknown_error"


def _detailed(code: str, answer: Mapping[str, Any]) -> str:
    """The code, with Microsoft's own number where there is one: it can be looked up."""
    found = _MICROSOFT.search(str(answer.get("error_description", ""))[:500])
    return f"{code}, {found[0]}" if found else code


def _seconds(answer: Mapping[str, Any]) -> float:
    try:
        return max(0.0, min(float(answer["expires_in"]), 86_400.0))
    except (KeyError, TypeError, ValueError):
        return DEFAULT_LIFE_SECONDS
