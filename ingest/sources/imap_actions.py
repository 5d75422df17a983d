"""What is done with a mail on the server once it is stored: seen, moved or deleted.

Each can be repeated as often as need be, and reads again what came of it: the result holds the
UIDs for which nothing is left to do.
"""

from __future__ import annotations

from collections.abc import Sequence

from imapclient import DELETED, SEEN

from ingest.sources.imap_answers import ask
from ingest.sources.imap_search import can, present
from ingest.sources.imap_wire import Client


def mark_seen(client: Client, uids: Sequence[int]) -> frozenset[int]:
    """Flag them \\Seen."""
    client.add_flags(uids, [SEEN], silent=True)
    return frozenset(uids) - _without(client, uids, SEEN)


def move(client: Client, uids: Sequence[int], folder: str) -> frozenset[int]:
    """Move them to `folder` (RFC 6851), or copy and delete where the server cannot move."""
    if can(client, "MOVE"):
        client.move(uids, folder)
        return frozenset(uids) - present(client, uids)
    # What is flagged \Deleted was copied by an earlier attempt that broke off after it.
    if uncopied := sorted(_without(client, uids, DELETED)):
        client.copy(uncopied, folder)
    return delete(client, uids)


def delete(client: Client, uids: Sequence[int]) -> frozenset[int]:
    """Delete these mails and no others.

    A plain EXPUNGE would take what other clients flagged too, so a server without UIDPLUS
    (RFC 4315) keeps the mails, flagged \\Deleted, until somebody else expunges them.
    """
    client.add_flags(uids, [DELETED], silent=True)
    if not can(client, "UIDPLUS"):
        return frozenset(uids) - _without(client, uids, DELETED)
    client.uid_expunge(uids)
    return frozenset(uids) - present(client, uids)


def _without(client: Client, uids: Sequence[int], flag: bytes) -> frozenset[int]:
    """Those that are there and do not carry `flag`."""
    name = flag.decode().lower()
    told = ask(client, uids, "FLAGS")
    return frozenset(
        uid
        for uid, said in told.items()
        if name not in {carried.lower() for carried in said.flags or ()}
    )
