"""Properties of Outlook inside a TNEF stream ([MS-OXTNEF], 2.1.3.4), read once from front to back.

A count is only believed as far as there are bytes: whatever a stream claims, the work grows with
its length.
"""

from __future__ import annotations

from collections.abc import Iterator

_MULTIPLE = 0x1000
_NAMED = 0x8000
_STRING8, _UNICODE = 0x1E, 0x1F
_SIZES = {2: 4, 3: 4, 4: 4, 0x0A: 4, 0x0B: 4, 5: 8, 6: 8, 7: 8, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE = frozenset({_STRING8, _UNICODE, 0x0D, 0x102})


def properties(data: bytes, codec: str) -> dict[int, bytes | str]:
    """The first value of each property by its id: text as str, numbers and objects as bytes."""
    found: dict[int, bytes | str] = {}
    for kind, name, value in _values(data):
        if kind == _UNICODE:
            found.setdefault(name, value.decode("utf-16-le", "replace").rstrip("\x00"))
        elif kind == _STRING8:
            found.setdefault(name, value.decode(codec, "replace").rstrip("\x00"))
        else:
            found.setdefault(name, value)
    return found


def _values(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Type, id and bytes of each value; ends where the bytes end or a type is unknown."""
    at = 4
    for _ in range(min(_number(data, 0), len(data) // 4)):
        kind, name = _number(data, at, 2), _number(data, at + 2, 2)
        at += 4
        if name >= _NAMED:
            at = _behind_name(data, at)
        count = 1
        is_variable = kind & ~_MULTIPLE in _VARIABLE
        if kind & _MULTIPLE or is_variable:
            count = min(_number(data, at), len(data) // 4)
            at += 4
        kind &= ~_MULTIPLE
        if not is_variable and kind not in _SIZES:
            return
        for _ in range(count):
            size = _SIZES.get(kind, 0)
            if is_variable:
                size = _number(data, at)
                at += 4
            if at + size > len(data):
                return
            yield kind, name, data[at : at + size]
            at += -(-size // 4) * 4


def _behind_name(data: bytes, at: int) -> int:
    """Behind the set and the number or name by which a named property is known."""
    at += 16
    if _number(data, at) == 0:
        return at + 8
    return at + 8 + -(-_number(data, at + 4) // 4) * 4


def _number(data: bytes, at: int, size: int = 4) -> int:
    return int.from_bytes(data[at : at + size], "little")
