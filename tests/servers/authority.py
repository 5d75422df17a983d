"""A throw-away certificate authority that nobody else trusts."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from pathlib import Path

import trustme

LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Authority:
    """Signs certificates into `folder`; `ca_file` is what a client must trust."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ca_file = folder / "authority.pem"
        self._authority = trustme.CA()
        self._authority.cert_pem.write_to_path(self.ca_file)

    def certificate(self, *hosts: str, expired: bool = False) -> Path:
        """A file with key and certificate for `hosts` (default: this machine)."""
        if expired:
            until = datetime(2020, 1, 1, tzinfo=UTC)
            issued = self._authority.issue_cert(
                *(hosts or LOOPBACK), not_before=datetime(2019, 1, 1, tzinfo=UTC), not_after=until
            )
        else:
            issued = self._authority.issue_cert(*(hosts or LOOPBACK))
        path = self.folder / f"certificate-{len(list(self.folder.glob('certificate-*')))}.pem"
        issued.private_key_and_cert_chain_pem.write_to_path(path)
        return path

    def server_context(self, *hosts: str, expired: bool = False) -> ssl.SSLContext:
        """A context for a server that shows such a certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate(*hosts, expired=expired))
        return context
