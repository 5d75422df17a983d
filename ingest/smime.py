"""S/MIME that hides a signed mail inside its signature (RFC 8551, 3.5.2): the mail, unverified."""

from __future__ import annotations

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_SEQUENCE, _OID, _OCTETS, _FIRST = 0x30, 0x06, 0x04, 0xA0
_MOST = 1_000  # elements; a signature has a few dozen


def signed_content(data: bytes) -> bytes | None:
    """The MIME part that an opaque signature carries; None if there is none to be found."""
    outer = _children(data)
    if not outer or outer[0][0] != _SEQUENCE:
        return None
    info = _children(outer[0][1])
    if len(info) < 2 or info[0] != (_OID, _SIGNED_DATA):
        return None
    for tag, value in _descend(info[1][1]):
        if tag == _SEQUENCE:
            inner = _children(value)
            if len(inner) > 1 and inner[0][0] == _OID and inner[1][0] == _FIRST:
                return _octets(inner[1][1])
    return None


def _descend(value: bytes) -> list[tuple[int, bytes]]:
    """The elements of SignedData, which stands alone in its wrapper."""
    wrapped = _children(value)
    return _children(wrapped[0][1]) if wrapped else []


def _octets(value: bytes) -> bytes:
    """An octet string, whole or in pieces (BER)."""
    out = []
    for tag, content in _children(value):
        if tag == _OCTETS:
            out.append(content)
        elif tag & 0x20:
            out += [piece for kind, piece in _children(content) if kind == _OCTETS]
    return b"".join(out)


def _children(data: bytes) -> list[tuple[int, bytes]]:
    """Tag and content of the elements that stand side by side."""
    out: list[tuple[int, bytes]] = []
    at = 0
    while at + 2 <= len(data) and len(out) < _MOST:
        tag, start, end, after = _element(data, at)
        if tag == 0 or end > len(data):
            break
        out.append((tag, data[start:end]))
        at = after
    return out


def _element(data: bytes, at: int) -> tuple[int, int, int, int]:
    """Tag, start and end of the content, and what follows; indefinite lengths end at two zeros."""
    tag, length = data[at], data[at + 1]
    start = at + 2
    if length == 0x80:
        end = _end_of_indefinite(data, start)
        return tag, start, end, end + 2
    if length > 0x80:
        size = length & 0x7F
        length = int.from_bytes(data[start : start + size], "big") if size <= 8 else len(data)
        start += size
    return tag, start, start + length, start + length


def _end_of_indefinite(data: bytes, at: int) -> int:
    depth, count = 1, 0
    while at + 2 <= len(data) and count < 100 * _MOST:
        count += 1
        if data[at : at + 2] == b"\x00\x00":
            depth -= 1
            if not depth:
                return at
            at += 2
        elif data[at + 1] == 0x80:
            depth += 1
            at += 2
        else:
            at = _element(data, at)[3]
    return len(data)
