"""What a server says about mails (FETCH responses, RFC 3501, 7.4.2), read fast.

imapclient's parser reads any answer, a letter at a time; that takes longer than all else of a
fetch. What servers say in practice to what we ask is a handful of fields, which one expression
reads; whatever does not fit it goes to imapclient's parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from imapclient.exceptions import IMAPClientError, ProtocolError
from imapclient.response_parser import parse_fetch_response

from ingest.sources.imap_wire import Client

Said = Sequence[bytes | tuple[bytes, bytes]]  # as imaplib gives it: literals stand in tuples

_BEGIN = re.compile(rb"\d+ \(")
_FIELD = re.compile(
    rb" ?(?:UID (\d{1,10})|RFC822\.SIZE (\d{1,18})|FLAGS \(([^()]*)\)"
    rb'|INTERNALDATE "([^"\\]{1,60})"|BODY\[\](?:<0>)? (\{)\d+\}|MODSEQ \(\d+\))',
    re.IGNORECASE,
)
_DATE = re.compile(rb"( \d|\d\d)-([A-Z][a-z]{2})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
_MONTHS = tuple(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())


@dataclass(slots=True)
class Told:
    """What was said of one mail; None where nothing was. `nil`: the server has no bytes of it."""

    size: int | None = None
    flags: frozenset[str] | None = None
    received_at: datetime | None = None
    body: bytes | None = None
    nil: bool = False


def ask(client: Client, uids: Iterable[int], items: str) -> dict[int, Told]:
    """UID FETCH of `items` for `uids`; what was said of these, and nothing of others."""
    wanted = list(uids)
    if not wanted:
        return {}
    status, said = client.wire.uid("FETCH", ",".join(map(str, wanted)), f"({items})")
    if status != "OK":
        raise IMAPClientError(f"fetch failed: {said[0]!r}")
    told = read([] if said == [None] else said)
    return {uid: told[uid] for uid in wanted if uid in told}


def read(said: Said) -> dict[int, Told]:
    """What FETCH responses say, by UID. Those without a UID are about no mail that we asked for."""
    found: dict[int, Told] = {}
    for response in _responses(said):
        if not _fast(response, found):
            _slow(response, found)
    return found


def _responses(said: Said) -> Iterator[list[bytes | tuple[bytes, bytes]]]:
    """One list for each response: its literals in tuples, and the rest of its last line."""
    response: list[bytes | tuple[bytes, bytes]] = []
    for part in said:
        response.append(part)
        if isinstance(part, bytes):
            yield response
            response = []
    if response:
        raise ProtocolError("a response without an end")


def _fast(response: list[bytes | tuple[bytes, bytes]], found: dict[int, Told]) -> bool:
    """Read a response that holds only fields that we know and at most one literal."""
    line, body = response[0], None
    if isinstance(line, tuple):
        (line, body), end = line, response[-1]
        if len(response) != 2 or not isinstance(end, bytes):
            return False
        line += end
    begin = _BEGIN.match(line)
    position = begin.end() if begin else len(line)
    uid, told = None, Told()
    while field := _FIELD.match(line, position):
        position = field.end()
        if field.lastindex == 1:
            uid = int(field[1])
        elif field.lastindex == 5:
            told.body = body
        else:
            _note(field, told)
    if line[position:] != b")" or (body is not None and told.body is None):
        return False
    if uid is not None:
        _merge(found, uid, told)
    return True


def _note(field: re.Match[bytes], told: Told) -> None:
    match field.lastindex:
        case 2:
            told.size = int(field[2])
        case 3:
            told.flags = _flags(field[3])
        case 4:
            told.received_at = internal_date(field[4])


def _slow(response: Said, found: dict[int, Told]) -> None:
    """Read any response; ProtocolError if it is none."""
    for items in parse_fetch_response(
        list(response), normalise_times=False, uid_is_key=False
    ).values():
        uid = items.get(b"UID")
        if not isinstance(uid, int):
            continue
        size, flags, at = (items.get(key) for key in (b"RFC822.SIZE", b"FLAGS", b"INTERNALDATE"))
        body = items.get(b"BODY[]", items.get(b"BODY[]<0>", 0))
        told = Told(
            size if isinstance(size, int) else None,
            _flags(b" ".join(map(bytes, flags))) if isinstance(flags, tuple) else None,
            _aware(at) if isinstance(at, datetime) else None,
            body if isinstance(body, bytes) else None,
            nil=body is None,
        )
        _merge(found, uid, told)


def _merge(found: dict[int, Told], uid: int, told: Told) -> None:
    """A server may speak of a mail more than once, with flags that changed meanwhile."""
    before = found.setdefault(uid, told)
    if before is told:
        return
    for name in ("size", "flags", "received_at", "body"):
        if (value := getattr(told, name)) is not None:
            setattr(before, name, value)
    before.nil = before.nil or told.nil


@lru_cache(maxsize=256)
def _flags(text: bytes) -> frozenset[str]:
    return frozenset(text.decode("ascii", "replace").split())


def internal_date(text: bytes) -> datetime | None:
    """An INTERNALDATE (RFC 3501, date-time) in UTC; None for what is no date."""
    found = _DATE.fullmatch(text)
    if found is None or found[2] not in _MONTHS:
        return None
    day, year, hour, minute, second = (int(found[group]) for group in (1, 3, 4, 5, 6))
    month = _MONTHS.index(found[2]) + 1
    offset = timedelta(hours=int(found[8]), minutes=int(found[9]))
    try:
        zone = timezone(offset if found[7] == b"+" else -offset)
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _aware(moment: datetime) -> datetime | None:
    """In UTC; a server that names no zone is taken to mean that."""
    try:
        zoned = moment.replace(tzinfo=UTC) if moment.utcoffset() is None else moment
        return zoned.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
