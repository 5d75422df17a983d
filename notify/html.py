"""The text of a mail as HTML: paragraphs, lists, line breaks and links, nothing else.

One text makes both parts, so that they can never say different things. Everything is escaped.
"""

from __future__ import annotations

import re
from html import escape

_BLANK = re.compile(r"\n[ \t]*\n+")
_LINK = re.compile(r"https?://[^\s<>\"]{1,2000}[^\s<>\".,;:!?)]")


def body_html(text: str) -> str:
    """The blocks of `text` as HTML; a block whose lines start with "- " is a list."""
    return "\n".join(_block(block) for block in _BLANK.split(text.strip()))


def _block(block: str) -> str:
    lines = block.split("\n")
    if all(line.startswith("- ") for line in lines):
        items = "".join(f"<li>{_inline(line[2:])}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"


def _inline(line: str) -> str:
    pieces, end = [], 0
    for link in _LINK.finditer(line):
        address = escape(link[0], quote=True)
        pieces += [escape(line[end : link.start()]), f'<a href="{address}">{address}</a>']
        end = link.end()
    return "".join([*pieces, escape(line[end:])])
