"""The text of a mail as HTML: paragraphs, headings, lists, quotes, line breaks and links.

One text makes both parts, so that they can never say different things. Everything is escaped. A
block is a heading if it begins with "## ", a list if each of its lines begins with "- ", and a
quote if each begins with ">".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby

_BLANK = re.compile(r"\n[ \t]*\n+")
_LINK = re.compile(r"https?://[^\s<>\"]{1,2000}[^\s<>\".,;:!?)]")
_NUMBER = re.compile(r"\b[A-Z]{1,6}-\d{1,12}\b")  # of a ticket, which a line should not cut
_DEEPEST = 5  # quotes in quotes


def body_html(text: str) -> str:
    """The blocks of `text` as HTML."""
    return _blocks(text, 0)


def _blocks(text: str, depth: int) -> str:
    return "\n".join(
        made
        for block in _BLANK.split(text.strip())
        for kind, lines in groupby(block.split("\n"), _kind)
        for made in _MAKERS[kind](list(lines), depth)
    )


def _kind(line: str) -> str:
    if line.startswith("## "):
        return "heading"
    if line.startswith("- "):
        return "item"
    return "quote" if line.startswith(">") else "text"


def _headings(lines: list[str], depth: int) -> Iterator[str]:
    return (f"<h2>{_inline(line[3:])}</h2>" for line in lines)


def _list(lines: list[str], depth: int) -> Iterator[str]:
    yield f"<ul>{''.join(f'<li>{_inline(line[2:])}</li>' for line in lines)}</ul>"


def _quote(lines: list[str], depth: int) -> Iterator[str]:
    inner = "\n".join(line[1:].removeprefix(" ") for line in lines)
    if depth == _DEEPEST:
        yield from _paragraph(lines, depth)
    else:
        yield f"<blockquote>{_blocks(inner, depth + 1)}</blockquote>"


def _paragraph(lines: list[str], depth: int) -> Iterator[str]:
    yield f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"


_MAKERS: dict[str, Callable[[list[str], int], Iterator[str]]] = {
    "heading": _headings,
    "item": _list,
    "quote": _quote,
    "text": _paragraph,
}


def _inline(line: str) -> str:
    pieces, end = [], 0
    for link in _LINK.finditer(line):
        address = escape(link[0], quote=True)
        pieces += [_words(line[end : link.start()]), f'<a href="{address}">{address}</a>']
        end = link.end()
    return "".join([*pieces, _words(line[end:])])


def _words(text: str) -> str:
    return _NUMBER.sub(r'<span class="number">\g<0></span>', escape(text))
