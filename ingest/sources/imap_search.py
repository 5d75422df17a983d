"""Asking which mails are there."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.sources.batches import batches
from ingest.sources.imap_wire import Client

UIDS_A_COMMAND = 500  # keeps a command below the 8,000 bytes of RFC 2683, 3.2.1.5


def search(client: Client, criteria: str) -> list[int]:
    """The UIDs of the selected folder that meet `criteria`, ascending."""
    return sorted(set(client.search(criteria)))


def present(client: Client, uids: Iterable[int]) -> frozenset[int]:
    """Those of `uids` that are in the selected folder."""
    found: set[int] = set()
    for batch in batches(uids, UIDS_A_COMMAND):
        found.update(client.search(f"UID {','.join(map(str, batch))}"))
    return frozenset(found)


def can(client: Client, extension: str) -> bool:
    """Whether the server has MOVE, UIDPLUS or IDLE; IMAP4rev2 has them all (RFC 9051, E)."""
    return bool(client.has_capability(extension) or client.has_capability("IMAP4REV2"))
