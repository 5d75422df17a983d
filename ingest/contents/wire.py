"""A Content as bytes, from the process that reads to the one that asked.

JSON, for the reader has dealt with a stranger's file and is not to be believed: what it says makes
values, and nothing else.
"""

from __future__ import annotations

import json
from typing import Any

from ingest.contents.content import Content, Inner, Mark, Reason, Spot


def pack(content: Content) -> bytes:
    """The bytes that `unpack` makes the same Content of."""
    return json.dumps(
        {
            "examined": content.examined,
            "reason": content.reason,
            "text": content.text,
            "marks": [[mark.start, mark.end, *_flat(mark.spot)] for mark in content.marks],
            "faces": [_flat(spot) for spot in content.faces],
            "gps": content.gps,
            "inner": [[one.name, one.examined, one.reason] for one in content.inner],
        },
        separators=(",", ":"),
    ).encode()


def unpack(data: bytes) -> Content:
    """The Content in these bytes; ValueError for anything else."""
    try:
        said = json.loads(data)
        return Content(
            examined=bool(said["examined"]),
            reason=_reason(said["reason"]),
            text=str(said["text"]),
            marks=tuple(Mark(int(a), int(b), _spot(*rest)) for a, b, *rest in said["marks"]),
            faces=tuple(_spot(*spot) for spot in said["faces"]),
            gps=bool(said["gps"]),
            inner=tuple(Inner(str(n), bool(e), _reason(r)) for n, e, r in said["inner"]),
        )
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("no content") from error


def _flat(spot: Spot) -> list[object]:
    return [spot.page, spot.cell, spot.box, spot.inner]


def _spot(page: Any, cell: Any, box: Any, inner: Any) -> Spot:  # noqa: ANN401  # JSON
    corners = None
    if box is not None:
        x0, y0, x1, y1 = map(float, box)
        corners = (x0, y0, x1, y1)
    return Spot(_number(page), None if cell is None else str(cell), corners, _number(inner))


def _number(value: Any) -> int | None:  # noqa: ANN401  # JSON
    return None if value is None else int(value)


def _reason(value: Any) -> Reason | None:  # noqa: ANN401  # JSON
    return None if value is None else Reason(value)
