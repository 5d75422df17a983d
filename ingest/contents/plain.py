"""Plain text, HTML, RTF, XML: text that is nearly there."""

from __future__ import annotations

import re
from binascii import unhexlify

from ingest import html, rtf
from ingest.charset import decode
from ingest.contents.paper import Paper

_LEAF = re.compile(r"<([\w:.-]{1,60})(?:\s[^<>]{0,2000})?>([^<>]{1,2000})</")
_TAG = re.compile(r"<[^<>]{0,4000}>")
_ENTITY = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_PICTURE = re.compile(
    rb"\\(png|jpeg)blip(?:\\[a-z]+-?\d*|\s|\{[^{}]*\})*((?:[0-9a-f]{2}|\s)+)", re.I
)
_BREAK = re.compile(r"\n{3,}")


def read(data: bytes, paper: Paper) -> None:
    """The text in the charset that its bytes speak of."""
    paper.put(decode(data, None, []))


def read_html(data: bytes, paper: Paper) -> None:
    """What a reader of this page sees."""
    paper.put(html.to_text(decode(data, None, [], is_html=True)).text)


def read_rtf(data: bytes, paper: Paper) -> None:
    """What a reader of this document sees, with its pictures."""
    paper.put(rtf.to_text(data))
    for number, found in enumerate(_PICTURE.finditer(data), 1):
        digits = b"".join(found[2].split())
        picture = unhexlify(digits[: len(digits) // 2 * 2])
        paper.unpack(len(picture))
        paper.inside(f"{number}.{found[1].decode().lower()}", picture, named=False)


def read_xml(data: bytes, paper: Paper) -> None:
    """Each leaf as `name: text` on a line of its own; entities of its own are left as they are."""
    text = _LEAF.sub(
        lambda leaf: f"\n{leaf[1].rpartition(':')[2]}: {leaf[2]}\n<", decode(data, None, [])
    )
    text = _TAG.sub("\n", text)
    for entity, sign in _ENTITY.items():
        text = text.replace(entity, sign)
    paper.put(_BREAK.sub("\n\n", text))
