"""Every word of an original: headers, text, the HTML beside it, file names, attachments."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser

from ingest.contents.content import Content
from ingest.message import Message
from ingest.parse import parse

Contents = Callable[[Sequence[Message]], Sequence[Sequence[Content]]]
_TAG = re.compile(r"<[^<>]{0,2000}>")
_LOOKED_AT = 1_000_000  # bytes of a mail as they came, for what no part of it claims


@dataclass(frozen=True, slots=True)
class Words:
    """An original, read: `unread` says that some of it could not be."""

    message: Message
    contents: Sequence[Content]
    raw: bytes

    @property
    def unread(self) -> bool:
        return not all(one.examined for one in self.contents)

    def texts(self) -> Iterator[str]:
        """All of it, in stretches."""
        message = self.message
        yield from (message.subject, message.text, *_headers(self.raw))
        if message.html:
            shown = html.unescape(message.html)
            yield from (shown, _TAG.sub("", shown), _TAG.sub(" ", shown))
        yield from (one.filename for one in message.attachments)
        for content in self.contents:
            yield content.text
            yield from (inner.name for inner in content.inner)
        yield self.raw[:_LOOKED_AT].decode("utf-8", "replace")


def read(raw: bytes, contents: Contents) -> Words:
    """An original with everything that can be read of it."""
    message = parse(raw)
    return Words(message, contents([message])[0] if message.attachments else (), raw)


def _headers(raw: bytes) -> Iterator[str]:
    """Every header, decoded; one that nobody can decode as it stands."""
    for _, value in BytesHeaderParser().parsebytes(raw[:_LOOKED_AT]).items():
        try:
            yield str(make_header(decode_header(str(value))))
        except (ValueError, LookupError):  # an unknown charset, or broken base64
            yield str(value)
