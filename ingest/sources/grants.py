"""What each OAuth2 flow sends to its identity provider, and where.

Microsoft: learn.microsoft.com, "Authenticate an IMAP, POP or SMTP connection using OAuth".
Google: developers.google.com, "Using OAuth 2.0 for Server to Server Applications".
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from config.errors import ConfigError
from config.secrets import require_secret
from config.servers import Mailbox, OAuth2, Smtp

MICROSOFT = "https://login.microsoftonline.com"
GOOGLE_TOKEN_URL = "https://oauth2.googleapis.com/token"  # noqa: S105 (an address)
GOOGLE_SCOPE = "https://mail.google.com/"
APPLICATION_SCOPE = "https://outlook.office365.com/.default"
DELEGATED_SCOPE = (
    "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send "
    "offline_access"
)
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
ASSERTION_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Asker:
    """Who needs a token: a section of the settings with its `oauth2`."""

    section: str
    name: str
    user: str
    oauth2: OAuth2

    @classmethod
    def of(cls, server: Mailbox | Smtp) -> Asker:
        section = "mailbox" if isinstance(server, Mailbox) else "smtp"
        address = server.address if isinstance(server, Mailbox) else ""
        if server.oauth2 is None:
            raise ConfigError(f"{section} {server.name!r} has no oauth2")
        return cls(section, server.name, server.user or address, server.oauth2)

    @property
    def where(self) -> str:
        return f"{self.section} {self.name!r}"

    @property
    def account(self) -> str:
        """What a stored refresh token belongs to; reading and sending share one."""
        return " ".join((self.oauth2.tenant or "", self.oauth2.client_id or "", self.user))


def token_url(oauth2: OAuth2) -> str:
    """Where tokens are given."""
    if oauth2.token_url is not None:
        return oauth2.token_url
    if oauth2.provider == "google":
        return GOOGLE_TOKEN_URL
    return f"{MICROSOFT}/{oauth2.tenant}/oauth2/v2.0/token"


def device_url(oauth2: OAuth2) -> str:
    """Where the device flow starts (RFC 8628, 3.1)."""
    return token_url(oauth2).removesuffix("/token") + "/devicecode"


def client_credentials(asker: Asker) -> dict[str, str]:
    """Microsoft 365, the application itself (RFC 6749, 4.4)."""
    secret = require_secret(asker.oauth2.client_secret, asker.section, asker.name, "client_secret")
    return {
        "grant_type": "client_credentials",
        "client_id": asker.oauth2.client_id or "",
        "client_secret": secret,
        "scope": APPLICATION_SCOPE,
    }


def delegated(asker: Asker, refresh_token: str) -> dict[str, str]:
    """Microsoft 365, in the name of who typed the device code once (RFC 6749, 6)."""
    return {
        "grant_type": "refresh_token",
        "client_id": asker.oauth2.client_id or "",
        "refresh_token": refresh_token,
        "scope": DELEGATED_SCOPE,
    }


def google_refresh(asker: Asker) -> dict[str, str]:
    """Google, in the name of who consented once (RFC 6749, 6)."""
    oauth2 = asker.oauth2
    refresh = require_secret(oauth2.refresh_token, asker.section, asker.name, "refresh_token")
    form = {
        "grant_type": "refresh_token",
        "client_id": oauth2.client_id or "",
        "refresh_token": refresh,
    }
    if oauth2.client_secret is not None:
        form["client_secret"] = oauth2.client_secret.get_secret_value()
    return form


def service_account(asker: Asker, now: datetime) -> dict[str, str]:
    """Google, a service account that acts for the user (RFC 7523, 2.1)."""
    path = asker.oauth2.key_file or Path()
    key = _read_key(path)
    claims = {
        "iss": key["client_email"],
        "sub": asker.user,
        "scope": GOOGLE_SCOPE,
        "aud": token_url(asker.oauth2),
        "iat": int(now.timestamp()),
        "exp": int(now.timestamp()) + ASSERTION_SECONDS,
    }
    return {"grant_type": JWT_GRANT, "assertion": _signed(claims, key, path)}


def _read_key(path: Path) -> Mapping[str, Any]:
    remedy = "download the JSON key of the service account again"
    try:
        key = json.loads(path.read_bytes())
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", path=path, remedy=remedy) from error
    except ValueError as error:
        raise ConfigError("is no JSON", path=path, remedy=remedy) from error
    if not isinstance(key, dict) or not {"client_email", "private_key"} <= key.keys():
        raise ConfigError("has no client_email and private_key", path=path, remedy=remedy)
    return key


def _signed(claims: Mapping[str, object], key: Mapping[str, Any], path: Path) -> str:
    """A JSON Web Token with RS256 (RFC 7515, RFC 7518, 3.3)."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    header = {"alg": "RS256", "typ": "JWT", "kid": key.get("private_key_id", "")}
    signed = f"{_base64(json.dumps(header).encode())}.{_base64(json.dumps(claims).encode())}"
    try:
        private = load_pem_private_key(str(key["private_key"]).encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        private = None
    if not isinstance(private, rsa.RSAPrivateKey):
        raise ConfigError("holds no RSA key", path=path, remedy="download the JSON key again")
    signature = private.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{signed}.{_base64(signature)}"


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
