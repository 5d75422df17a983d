"""Sealing bytes: AES-256-GCM (NIST SP 800-38D), each body under a data key of its own. Pure.

    body      = AES-GCM(data key, original)              where there is time, in any process
    data key  = AES-GCM(vault key, data key, bound=row)  when its row is known, in microseconds

A body is thus bound to its row: moved to another one, its data key does not open. Data keys are
fresh for every body and nonces are random, so that no pair of key and nonce comes twice (a vault
key wraps far fewer than the 2**32 keys that random nonces allow).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from config.errors import PermanentError

KEY_BYTES = 32
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the vault. `id` is its fingerprint and tells nothing of it."""

    secret: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """16 hexadecimal digits."""
        return hmac.digest(self.secret, b"meldpost vault key", hashlib.sha256).hex()[:16]

    @property
    def text(self) -> str:
        """As it stands in a file or a variable."""
        return base64.b64encode(self.secret).decode()

    @classmethod
    def fresh(cls) -> Key:
        """A key that nobody has."""
        return cls(secrets.token_bytes(KEY_BYTES))


def key_of(text: str) -> Key | None:
    """The key that 32 bytes in base64 (either alphabet) or hexadecimal digits say, or None."""
    try:
        if re.fullmatch(r"[0-9A-Fa-f]{64}", text):
            return Key(bytes.fromhex(text))
        urlsafe = text.rstrip("=").replace("+", "-").replace("/", "_")
        found = base64.b64decode(urlsafe + "=" * (-len(urlsafe) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return Key(found) if len(found) == KEY_BYTES else None


def seal(original: bytes) -> tuple[bytes, bytes]:
    """A fresh data key, and `original` sealed with it."""
    data_key = secrets.token_bytes(KEY_BYTES)
    return data_key, _sealed(data_key, original, b"")


def wrap(key: Key, data_key: bytes, bound: bytes) -> bytes:
    """`data_key` sealed with a key of the vault, for the row that `bound` names."""
    return _sealed(key.secret, data_key, bound)


def unseal(key: Key, wrapped: bytes, bound: bytes, body: bytes) -> bytes:
    """What `seal` was given; PermanentError if anything of it was changed or moved."""
    try:
        data_key = _unsealed(key.secret, wrapped, bound)
        return _unsealed(data_key, body, b"")
    except (InvalidTag, ValueError):
        raise PermanentError("what is sealed was changed, or belongs to another row") from None


def _sealed(secret: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(secret).encrypt(nonce, plain, bound)


def _unsealed(secret: bytes, sealed: bytes, bound: bytes) -> bytes:
    nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    return AESGCM(secret).decrypt(nonce, body, bound)
