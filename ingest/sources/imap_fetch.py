"""Getting mails, many with one command, without losing one when the server stumbles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from ingest.sources.batches import batches
from ingest.sources.imap_faults import PASSING, code_of
from ingest.sources.imap_search import UIDS_A_COMMAND, present
from ingest.sources.imap_wire import Client

HEAD_BYTES = 65_536
_WHOLE, _HEAD = b"BODY[]", b"BODY[]<0>"
# A server that stumbles over one mail says SERVERBUG each time; the others do pass.
_WAIT = PASSING - {"SERVERBUG"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail: its bytes, or why there are none.

    `received_at` is the server's internal date, with its zone; None if it gave none.
    """

    uid: int
    raw: bytes | None
    received_at: datetime | None = None
    error: str | None = None


def sizes(client: Client, uids: Iterable[int]) -> dict[int, int]:
    """Bytes of each mail as the server counts them; 0 if it does not say."""
    found: dict[int, int] = {}
    for batch in batches(uids, UIDS_A_COMMAND):
        said = client.fetch(batch, ["RFC822.SIZE"])
        told = {uid: items.get(b"RFC822.SIZE") for uid, items in said.items()}
        found |= {uid: size for uid, size in told.items() if isinstance(size, int)}
        if untold := [uid for uid in batch if uid not in found]:
            found = dict.fromkeys(present(client, untold), 0) | found
    return {uid: found[uid] for uid in sorted(found)}


def flags(client: Client, uids: Iterable[int]) -> dict[int, frozenset[str]]:
    """The flags of each mail."""
    found: dict[int, frozenset[str]] = {}
    for batch in batches(uids, UIDS_A_COMMAND):
        for uid, items in client.fetch(batch, ["FLAGS"]).items():
            carried = items.get(b"FLAGS", ())
            found[uid] = frozenset(flag.decode("ascii", "replace") for flag in carried)
    return found


def whole(client: Client, expected: Mapping[int, int]) -> dict[int, Fetched]:
    """Each mail of `expected` (UID → bytes) that is still there."""
    found = _several(client, expected)
    missing = [uid for uid in expected if uid not in found]
    # The whole batch is refused for one bad mail at some servers, and some leave mails out.
    for uid in sorted(present(client, missing)) if missing else ():
        found[uid] = _alone(client, uid, expected[uid])
    return found


def head(client: Client, uid: int) -> Fetched | None:
    """The first 64 kB of a mail, cut anywhere; None if the mail is gone."""
    client.wire.allowance.expect(HEAD_BYTES)
    said = client.fetch([uid], ["INTERNALDATE", f"BODY.PEEK[]<0.{HEAD_BYTES}>"])
    return _fetched(uid, said[uid], _HEAD) if uid in said else None


def _several(client: Client, expected: Mapping[int, int]) -> dict[int, Fetched]:
    try:
        said = _ask(client, expected)
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        if code_of(error) in _WAIT:
            raise
        return {}
    return {uid: _fetched(uid, items) for uid, items in said.items() if _has_bytes(items)}


def _alone(client: Client, uid: int, size: int) -> Fetched:
    try:
        said = _ask(client, {uid: size})
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        code = code_of(error)
        if code in _WAIT:
            raise
        return Fetched(uid, None, error="the server refuses to give it" + f" ({code})" * bool(code))
    items = said.get(uid, {})
    if size == 0 and items.get(_WHOLE, b"") is None:
        items = {**items, _WHOLE: b""}  # NIL is how some servers spell nothing
    return _fetched(uid, items)


def _ask(client: Client, expected: Mapping[int, int]) -> dict[int, dict[bytes, Any]]:
    client.wire.allowance.expect(sum(expected.values()))
    said: dict[int, dict[bytes, Any]] = client.fetch(
        list(expected), ["INTERNALDATE", "BODY.PEEK[]"]
    )
    return said


def _has_bytes(items: Mapping[bytes, Any], key: bytes = _WHOLE) -> bool:
    return isinstance(items.get(key), bytes)


def _fetched(uid: int, items: Mapping[bytes, Any], key: bytes = _WHOLE) -> Fetched:
    at = items.get(b"INTERNALDATE")
    received_at = _aware(at) if isinstance(at, datetime) else None
    if not _has_bytes(items, key):
        return Fetched(uid, None, received_at, "the server gives no bytes of it")
    return Fetched(uid, items[key], received_at)


def _aware(moment: datetime) -> datetime:
    """In UTC; a server that names no zone is taken to mean that."""
    offset = moment.utcoffset()
    if offset is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # the year 1, at the other side of the world
        return moment.replace(tzinfo=UTC)
