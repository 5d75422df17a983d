"""How we trust a server: its certificate and its name are verified, always."""

from __future__ import annotations

import ssl
from pathlib import Path

from config.errors import ConfigError


def client_context(ca_file: Path | None) -> ssl.SSLContext:
    """A context that trusts the system's authorities, or only those of `ca_file` (PEM)."""
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except OSError as error:  # SSLError for a file that holds no certificate is an OSError too
        problem = "holds no certificate" if isinstance(error, ssl.SSLError) else "cannot be read"
        raise ConfigError(
            f"ca_file {problem}", path=ca_file, remedy="name a PEM file with the authority"
        ) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
