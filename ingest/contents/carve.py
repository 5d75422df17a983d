"""Pictures inside old office files: they lie there as whole PNG and JPEG files."""

from __future__ import annotations

import re

from ingest.contents.paper import Paper

_BEGINS = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff[\xe0\xe1\xdb\xee]")
_PNG_END = b"IEND\xaeB`\x82"


def read_pictures(data: bytes, paper: Paper) -> None:
    """Each picture in these bytes for itself."""
    at, number = 0, 0
    while begun := _BEGINS.search(data, at):
        start = begun.start()
        is_png = data[start] == 0x89
        following = _BEGINS.search(data, begun.end())
        end = following.start() if following and not is_png else len(data)
        if is_png and (closed := data.find(_PNG_END, start)) >= 0:
            end = closed + len(_PNG_END)
        number += 1
        paper.inside(f"{number}.{'png' if is_png else 'jpg'}", data[start:end], named=False)
        at = end


def has_picture(data: bytes) -> bool:
    """Whether a picture begins somewhere in these bytes."""
    return _BEGINS.search(data) is not None
