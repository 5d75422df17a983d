"""Getting mails, many with one command, without losing one when the server stumbles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from ingest.sources.batches import batches
from ingest.sources.imap_answers import Told, ask
from ingest.sources.imap_faults import PASSING, code_of
from ingest.sources.imap_search import UIDS_A_COMMAND, present
from ingest.sources.imap_wire import Client

HEAD_BYTES = 65_536
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
        told = ask(client, batch, "RFC822.SIZE")
        found |= {uid: said.size for uid, said in told.items() if said.size is not None}
        if untold := [uid for uid in batch if uid not in found]:
            found = dict.fromkeys(present(client, untold), 0) | found
    return {uid: found[uid] for uid in sorted(found)}


def flags(client: Client, uids: Iterable[int]) -> dict[int, frozenset[str]]:
    """The flags of each mail."""
    found: dict[int, frozenset[str]] = {}
    for batch in batches(uids, UIDS_A_COMMAND):
        told = ask(client, batch, "FLAGS")
        found |= {uid: said.flags for uid, said in told.items() if said.flags is not None}
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
    told = ask(client, [uid], f"INTERNALDATE BODY.PEEK[]<0.{HEAD_BYTES}>")
    return _fetched(uid, told[uid]) if uid in told else None


def _several(client: Client, expected: Mapping[int, int]) -> dict[int, Fetched]:
    try:
        told = _ask(client, expected)
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        if code_of(error) in _WAIT:
            raise
        return {}
    return {uid: _fetched(uid, said) for uid, said in told.items() if said.body is not None}


def _alone(client: Client, uid: int, size: int) -> Fetched:
    try:
        told = _ask(client, {uid: size})
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        code = code_of(error)
        if code in _WAIT:
            raise
        return Fetched(uid, None, error="the server refuses to give it" + f" ({code})" * bool(code))
    said = told.get(uid, Told())
    if size == 0 and said.nil:
        return Fetched(uid, b"", said.received_at)  # NIL is how some servers spell nothing
    return _fetched(uid, said)


def _ask(client: Client, expected: Mapping[int, int]) -> dict[int, Told]:
    client.wire.allowance.expect(sum(expected.values()))
    return ask(client, expected, "INTERNALDATE BODY.PEEK[]")


def _fetched(uid: int, said: Told) -> Fetched:
    error = "the server gives no bytes of it" if said.body is None else None
    return Fetched(uid, said.body, said.received_at, error)
