"""HTML of a mail: made harmless, and without any value that was found, however it is marked up.

A value may stand in several elements (`<b>Emma</b> Jansen`), so what is searched is the text of the
page as one; what was found is then taken out of each piece of it.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote_plus

import nh3

from triage.redact import Masks, Stretch

_TAGS = {
    "a", "b", "blockquote", "br", "caption", "code", "div", "em", "h1", "h2", "h3", "h4", "hr", "i",
    "li", "ol", "p", "pre", "s", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_INLINE = {"a", "b", "code", "em", "i", "s", "span", "strong", "sub", "sup", "u"}
_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}


def redacted_html(page: str, masks: Masks) -> str:
    """The page with harmless elements only, no pictures, and every found value as its token."""
    pieces = _Pieces(masks)
    clean = nh3.clean(
        page,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    pieces.feed(clean)
    pieces.close()
    return pieces.redacted()


class _Pieces(HTMLParser):
    """The tags and texts of a page in order; texts with their place in the text of the page."""

    def __init__(self, masks: Masks) -> None:
        super().__init__(convert_charrefs=True)
        self._masks = masks
        self._out: list[str | tuple[int, str]] = []
        self._text: list[str] = []
        self._length = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = (f' {name}="{escape(self._discreet(value or ""))}"' for name, value in attrs)
        self._tag(tag, f"<{tag}{''.join(said)}>")

    def handle_endtag(self, tag: str) -> None:
        self._tag(tag, f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._out.append((self._length, data))
        self._add(data)

    def redacted(self) -> str:
        """The page again."""
        stretches = self._masks.stretches("".join(self._text), "html")
        return "".join(
            piece if isinstance(piece, str) else escape(_without(*piece, stretches), quote=False)
            for piece in self._out
        )

    def _discreet(self, value: str) -> str:
        """An attribute, redacted if it holds a value as it is or in the spelling of a link."""
        read = unquote_plus(value)
        redacted = self._masks.apply(read, "html")
        return value if redacted == read else redacted

    def _tag(self, tag: str, written: str) -> None:
        self._out.append(written)
        if tag not in _INLINE:
            self._add("\n")

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)


def _without(at: int, text: str, stretches: list[Stretch]) -> str:
    """A piece that begins `at`; where a stretch begins in it stands its token."""
    end = at + len(text)
    touching = [one for one in stretches if one.start < end and at < one.end]
    edges = [at, *(edge for one in touching for edge in (one.start, one.end)), end]
    kept = [text[max(low, at) - at : max(high, at) - at] for low, high in pairwise(edges)]
    said: list[str] = []
    for number, piece in enumerate(kept):
        if number % 2 == 0:
            said.append(piece)
        elif touching[number // 2].start >= at:
            said.append(touching[number // 2].token)
    return "".join(said)
