"""HTML as the text that people see, with the stretches that its structure marks as older mail.

selectolax builds the tree (docs/adr/0012); one loop without recursion walks it, so deep nesting
costs no stack. Tables stay readable (cells of a short row on one line), links keep their address,
hidden text (preheaders, display:none) is dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.html_writer import Writer
from ingest.links import address_of
from ingest.patterns import markup

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})[^<>]{0,2000}>?")
_MANY_TAGS = 3_000
_DEEPEST = 300
_MAX_ROW = 400  # characters; a longer row is a layout, not a table of data


Attributes = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Page:
    """Text, and the character offsets of what its markup calls quoted mail or signature."""

    text: str
    quoted: tuple[tuple[int, int], ...] = ()
    signature: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Walk:
    writer: Writer = field(default_factory=Writer)
    quoted: list[tuple[int, int]] = field(default_factory=list)
    signature: list[tuple[int, int]] = field(default_factory=list)
    open_quotes: list[int] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    rest_from: int | None = None

    def enter(self, node: LexborNode, tag: str, attributes: Attributes) -> bool:
        """What an element begins with; False if all that is in it is to be left out."""
        if tag in markup.SKIPPED or (attributes and _is_hidden(attributes)):
            return False
        if attributes and self.rest_from is None and _begins_history(tag, attributes):
            self.rest_from = self.writer.at
        if tag in markup.BLOCKS:
            self.writer.line(markup.BLOCKS[tag])
        elif tag == "br":
            self.writer.br()
        elif tag in _ENTER:
            _ENTER[tag](self, node)
        return True

    def leave(self, node: LexborNode, tag: str, begun: int) -> None:
        """What an element ends with."""
        if tag in markup.BLOCKS:
            self.writer.line(markup.BLOCKS[tag])
        elif tag in _LEAVE:
            _LEAVE[tag](self, node, begun)

    # The tags that need more than a line end.
    def pre(self, _: LexborNode) -> None:
        self.writer.line(2)
        self.writer.pre += 1

    def end_pre(self, _: LexborNode, __: int) -> None:
        self.writer.pre -= 1
        self.writer.line(2)

    def row(self, node: LexborNode) -> None:
        if self.writer.flat or _is_data_row(node):
            self.writer.line()
            self.writer.flat += 1
        else:
            self.writer.line()

    def end_row(self, _: LexborNode, __: int) -> None:
        if self.writer.flat:
            self.writer.flat -= 1
        self.writer.line()

    def cell(self, node: LexborNode) -> None:
        if self.writer.flat and not self.writer.newlines and _has_left_neighbour(node):
            self.writer.space = True
            self.writer.put("|")
            self.writer.space = True
        elif not self.writer.flat:
            self.writer.line()

    def item(self, _: LexborNode) -> None:
        self.writer.line()
        if self.lists and self.lists[-1] > 0:
            self.writer.text(f"{self.lists[-1]}. ")
            self.lists[-1] += 1
        else:
            self.writer.text("- ")

    def numbered(self, node: LexborNode) -> None:
        start = node.attributes.get("start") or "1"
        self.lists.append(int(start) if start.isdecimal() and len(start) < 6 else 1)
        self.writer.line()

    def bulleted(self, _: LexborNode) -> None:
        self.lists.append(0)
        self.writer.line()

    def end_list(self, _: LexborNode, __: int) -> None:
        if self.lists:
            self.lists.pop()
        self.writer.line()

    def end_link(self, node: LexborNode, begun: int) -> None:
        href = node.attributes.get("href")
        if not href:
            return
        label = "".join(self.writer.out[begun:]).strip()
        address = address_of(href, label)
        if address and label:
            self.writer.space = False
            self.writer.put(f" <{address}>")

    def rule(self, _: LexborNode) -> None:
        self.writer.line()


_ENTER = {
    "pre": _Walk.pre,
    "tr": _Walk.row,
    "td": _Walk.cell,
    "th": _Walk.cell,
    "li": _Walk.item,
    "ol": _Walk.numbered,
    "ul": _Walk.bulleted,
    "hr": _Walk.rule,
}
_LEAVE = {
    "pre": _Walk.end_pre,
    "tr": _Walk.end_row,
    "ol": _Walk.end_list,
    "ul": _Walk.end_list,
    "a": _Walk.end_link,
}


def _shallow(source: str) -> str:
    """`source` without tags that open deeper than any page does.

    HTML's own rules make a parser look through all open elements at every tag (4.2.4.2, "has an
    element in scope"), so its time is the product of tags and depth."""
    if source.count("<") < _MANY_TAGS:
        return source
    out: list[str] = []
    done = depth = 0
    for tag in _TAG.finditer(source):
        name = tag[2].lower()
        if name in markup.NEVER_DEEP:
            continue
        if tag[1]:
            depth = max(depth - 1, 0)
        elif depth < _DEEPEST:
            depth += 1
        else:
            out.append(source[done : tag.start()])
            done = tag.end()
    return "".join((*out, source[done:]))


@lru_cache(maxsize=8)  # the choice between two versions of a body and the choice's result meet here
def to_text(source: str) -> Page:
    """The visible text of a page."""
    walk = _Walk()
    _run(walk, LexborHTMLParser(_shallow(source)).root)
    text = "".join(walk.writer.out)
    quoted = list(walk.quoted)
    if walk.rest_from is not None:
        quoted.append((walk.rest_from, len(text)))
    return Page(text, tuple(_tidy(quoted)), tuple(_tidy(walk.signature)))


def _run(walk: _Walk, root: LexborNode | None) -> None:
    node = root
    stack: list[tuple[LexborNode, str, int, int, list[tuple[int, int]] | None]] = []
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            walk.writer.text(node.text_content or "")
        elif walk.enter(node, tag, attributes := _attributes(node, tag)):
            child = node.child
            into = _region_of(walk, node, tag, attributes)
            stack.append((node, tag, len(walk.writer.out), walk.writer.at, into))
            if child is not None:
                node = child
                continue
            _close(walk, stack.pop())
        while node is not None and node.next is None:
            if not stack:
                return
            _close(walk, stack[-1])
            node = stack.pop()[0]
        if node is not None:
            node = node.next


def _close(
    walk: _Walk, entry: tuple[LexborNode, str, int, int, list[tuple[int, int]] | None]
) -> None:
    node, tag, begun, start, into = entry
    walk.leave(node, tag, begun)
    if into is not None and walk.writer.at > start:
        into.append((start, walk.writer.at))


def _attributes(node: LexborNode, tag: str) -> Attributes:
    """The attributes of the elements whose attributes may tell something."""
    return node.attributes if tag in markup.TELLING else {}


def _names(attributes: Attributes) -> str:
    return f" {attributes.get('id') or ''} {attributes.get('class') or ''} "


def _region_of(
    walk: _Walk, node: LexborNode, tag: str, attributes: Attributes
) -> list[tuple[int, int]] | None:
    """The list that this element's stretch belongs to."""
    if not attributes and tag != "blockquote":
        return None
    names = _names(attributes)
    if attributes.get("data-smartmail") == "gmail_signature" or markup.SIGNATURE.search(names):
        return walk.signature
    if tag == "blockquote":
        return None if markup.INDENT.search(names) else walk.quoted
    if markup.QUOTE.search(names):
        return walk.quoted if not _is_interleaved(node) else None
    if markup.ATTRIBUTION.search(names):
        return walk.quoted
    return None


def _is_interleaved(node: LexborNode) -> bool:
    """Gmail's wrapper round attribution and blockquotes: answers may stand between them."""
    child = node.first_child
    while child is not None:
        if child.tag == "blockquote":
            return True
        child = child.next
    return False


def _begins_history(tag: str, attributes: Attributes) -> bool:
    """Whether all that follows this element is older mail, as Outlook marks it."""
    if markup.REST.search(_names(attributes)):
        return True
    style = attributes.get("style")
    return tag == "div" and bool(style) and markup.OUTLOOK_RULE.search(style or "") is not None


def _is_hidden(attributes: Attributes) -> bool:
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style) and markup.HIDDEN.search(style or "") is not None


def _is_data_row(row: LexborNode) -> bool:
    """A row of two or more short cells with no table inside."""
    cells = 0
    cell = row.first_child
    while cell is not None:
        cells += cell.tag in {"td", "th"}
        cell = cell.next
    if cells < 2 or row.css_first("table") is not None or row.css_first("li, br + br") is not None:
        return False
    return len(row.text(deep=True)) <= _MAX_ROW


def _has_left_neighbour(cell: LexborNode) -> bool:
    node = cell.prev
    while node is not None:
        if node.tag in {"td", "th"} and node.text(deep=True).strip():
            return True
        node = node.prev
    return False


def _tidy(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch or overlap as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
