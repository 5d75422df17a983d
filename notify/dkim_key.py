"""Signing what leaves with the key of our domain (DKIM: RFC 6376, RFC 8463), where one is set.

The key is a PEM file without a password, RSA or Ed25519. From and what readers see is signed once
more than it stands there, so that nobody can add a second one.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from config.errors import ConfigError
from config.servers import Dkim

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

_SHORTEST = 1024  # bits; RFC 8301 forbids less, and wants 2048
WANTED_BITS = 2048
_OVERSIGNED = (b"from", b"to", b"subject", b"date", b"message-id")
_SIGNED = (
    *_OVERSIGNED, b"reply-to", b"in-reply-to", b"references", b"mime-version", b"content-type",
    b"auto-submitted", b"list-unsubscribe",
)  # fmt: skip
_REMEDY = "openssl genpkey -algorithm rsa -pkeyopt rsa_keygen_bits:2048 -out KEY_FILE makes one"


@dataclass(frozen=True, slots=True)
class DkimKey:
    """A key that signs for `domain`; `bits` is its length, `public` as the DNS needs it."""

    domain: str
    selector: str
    sort: Literal["rsa", "ed25519"]
    bits: int
    public: str
    private: bytes = field(repr=False)  # as dkimpy wants it: PEM of PKCS #1, or base64

    @classmethod
    def of(cls, dkim: Dkim) -> DkimKey:
        """The key that the settings name; ConfigError if it cannot be read or used."""
        from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

        key = _read(dkim.key_file)
        if isinstance(key, rsa.RSAPrivateKey):
            return cls._rsa(dkim, key)
        if isinstance(key, ed25519.Ed25519PrivateKey):
            return cls._ed25519(dkim, key)
        raise _wrong(dkim.key_file, "is neither an RSA nor an Ed25519 key")

    @property
    def name(self) -> str:
        """Where receivers look the key up."""
        return f"{self.selector}._domainkey.{self.domain}"

    @property
    def text(self) -> str:
        """What they find there, in a TXT record (RFC 6376, 3.6.1)."""
        return f"v=DKIM1; k={self.sort}; p={self.public}"

    @property
    def record(self) -> str:
        """The record as a zone file has it: no string longer than 255 characters."""
        pieces = (self.text[start : start + 255] for start in range(0, len(self.text), 255))
        return f"{self.name}. IN TXT " + " ".join(f'"{piece}"' for piece in pieces)

    def signed(self, raw: bytes) -> bytes:
        """The mail with our signature above it."""
        import dkim  # with dnspython, which takes its time

        present = {line.partition(b":")[0].lower() for line in _head(raw)}
        names = [name for name in _SIGNED if name in present] + list(_OVERSIGNED)
        signature: bytes = dkim.sign(
            raw,
            self.selector.encode("ascii"),
            self.domain.encode("ascii"),
            self.private,
            canonicalize=(b"relaxed", b"relaxed"),
            signature_algorithm=f"{self.sort}-sha256".encode(),
            include_headers=names,
        )
        return signature + raw

    @classmethod
    def _rsa(cls, dkim: Dkim, key: RSAPrivateKey) -> DkimKey:
        from cryptography.hazmat.primitives import serialization as forms

        if key.key_size < _SHORTEST:
            raise _wrong(dkim.key_file, f"has {key.key_size} bits, which receivers do not accept")
        public = key.public_key().public_bytes(
            forms.Encoding.DER, forms.PublicFormat.SubjectPublicKeyInfo
        )
        private = key.private_bytes(
            forms.Encoding.PEM, forms.PrivateFormat.TraditionalOpenSSL, forms.NoEncryption()
        )
        return cls(dkim.domain, dkim.selector, "rsa", key.key_size, _base64(public), private)

    @classmethod
    def _ed25519(cls, dkim: Dkim, key: Ed25519PrivateKey) -> DkimKey:
        public = _base64(key.public_key().public_bytes_raw())
        private = b64encode(key.private_bytes_raw())
        return cls(dkim.domain, dkim.selector, "ed25519", 256, public, private)


def _read(path: Path) -> PrivateKeyTypes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        return load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise _wrong(path, f"cannot be read: {error.strerror}") from None
    except TypeError:
        raise _wrong(path, "asks for a password, and a worker knows none") from None
    except (ValueError, UnsupportedAlgorithm):
        raise _wrong(path, "is no private key in PEM") from None


def _wrong(path: Path, problem: str) -> ConfigError:
    return ConfigError(f"the DKIM key {path} {problem}", remedy=_REMEDY)


def _head(raw: bytes) -> list[bytes]:
    return raw.partition(b"\r\n\r\n")[0].split(b"\r\n")


def _base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")
