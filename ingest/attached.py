"""The bytes of a part that the standard library has taken apart: attached mails and reports.

Its own generator folds and encodes anew, and fails on odd fields; here fields and bodies come out
as they stood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email.message import Message as Part

from ingest.words import octets


def flat(part: Part) -> bytes:
    """What an attached mail or a report consists of, as it was sent."""
    payload = part.get_payload()
    if not isinstance(payload, list):
        return _bytes(payload)
    if part.get_content_type() == "message/delivery-status":
        return b"\n".join(b"".join(_fields(block)) for block in payload if isinstance(block, Part))
    if part.get_content_maintype() == "message":
        return b"".join(
            piece for inner in payload if isinstance(inner, Part) for piece in _mail(inner)
        )
    return b"".join(_parts(part, payload))


def _mail(part: Part) -> Iterator[bytes]:
    yield from _fields(part)
    yield b"\n"
    payload = part._payload  # type: ignore[attr-defined]  # get_payload() would decode charsets
    if not isinstance(payload, list):
        yield _bytes(payload)
    elif part.get_content_maintype() == "message":
        yield flat(part)
    else:
        yield from _parts(part, payload)


def _parts(part: Part, payload: Sequence[object]) -> Iterator[bytes]:
    boundary = octets(str(part.get_boundary() or ""))
    if part.preamble:
        yield _bytes(part.preamble) + b"\n"
    for inner in payload:
        if isinstance(inner, Part):
            yield b"--" + boundary + b"\n"
            yield from _mail(inner)
            yield b"\n"
    yield b"--" + boundary + b"--\n"
    if part.epilogue:
        yield _bytes(part.epilogue)


def _fields(part: Part) -> Iterator[bytes]:
    for name, value in part.raw_items():
        yield f"{name}: ".encode("utf-8", "surrogateescape") + _bytes(value) + b"\n"


def _bytes(text: object) -> bytes:
    if isinstance(text, bytes):
        return text
    try:
        return octets(str(text or ""))
    except UnicodeEncodeError:
        return str(text).encode("utf-8", "replace")
