"""Pictures in the text of a mail: where they stand, and so whose they are.

A page shows a picture by the Content-ID of a part (RFC 2392). Where somebody asks for them, each
is marked in the text by one character, which no word is: those in the reply its writer put there,
those in the signature are logos, those in older mail are not his.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from ingest.message import Message, Part, Picture, Region

MARK = "\ufffc"  # OBJECT REPLACEMENT CHARACTER
_WIDTH = re.compile(r"(?i)(?:^|[;\s])width:\s*(\d{1,5})(?:\.\d+)?px")
_SHOWN = re.compile(r"(?i)<img\b[^>]{0,4000}?\bsrc\s*=\s*[\"']?(?:cid|data):")


def shows_pictures(page: str) -> bool:
    """Whether HTML has a picture that came with its mail."""
    return _SHOWN.search(page) is not None


def picture(attributes: Mapping[str, str | None], at: int) -> Picture | None:
    """The picture of an `<img>` that came with the mail; None where it lies on a server."""
    source = (attributes.get("src") or "").strip()
    kind, _, name = source.partition(":")
    if kind.lower() == "data":
        return Picture(at, None, _width(attributes))
    return Picture(at, unquote(name), _width(attributes)) if kind.lower() == "cid" else None


def placed(
    text: str,
    pictures: Sequence[Picture],
    apart: Sequence[tuple[int, int]],
    regions: Sequence[Region],
) -> tuple[str, tuple[Region, ...]]:
    """The text without the marks of what stands in `apart` (stretches that the markup calls older
    mail or signature), and its regions: what is shown above all words is a reply."""
    taken = {one.at for one in pictures if any(start <= one.at < end for start, end in apart)}
    kept = "".join(" " if at in taken else sign for at, sign in enumerate(text)) if taken else text
    first = next((at for at, sign in enumerate(kept) if sign != MARK and not sign.isspace()), None)
    above = MARK in kept[:first]
    if first is None or not above or not regions or regions[0].part is Part.REPLY:
        return kept, tuple(regions)
    head = regions[0]
    line = kept.rfind("\n", 0, first) + 1
    return kept, (
        Region(Part.REPLY, 0, line),
        Region(head.part, line, head.end),
        *regions[1:],
    )


def own(message: Message) -> tuple[Picture, ...]:
    """The pictures that its writer put into the words of now, in order."""
    end = len(message.text) if message.forward_start is None else message.forward_start
    replies = [one for one in message.regions if one.part is Part.REPLY]
    return tuple(
        one
        for one in message.pictures
        if one.at < end
        and message.text[one.at] == MARK
        and any(region.start <= one.at < region.end for region in replies)
    )


def _width(attributes: Mapping[str, str | None]) -> int | None:
    """How wide it is shown, in pixels, where the page says so."""
    said = (attributes.get("width") or "").strip().removesuffix("px")
    if said.isdecimal() and len(said) <= 5:
        return int(said)
    found = _WIDTH.search(attributes.get("style") or "")
    return int(found[1]) if found else None
