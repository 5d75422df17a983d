"""HTML as the text that people see, with the stretches that its structure marks as older mail.

selectolax builds the tree (docs/adr/0012); one loop without recursion walks it, so deep nesting
costs no stack. Tables stay readable (cells of a short row on one line), links keep their address,
hidden text (preheaders, display:none) is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.html_depth import shallow
from ingest.html_marks import (
    Attributes,
    Mark,
    attributes_of,
    begins_history,
    emoji_of,
    is_block,
    is_hidden,
    is_tight,
    mark_of,
)
from ingest.html_tables import has_left_neighbour, is_data_row
from ingest.html_writer import Writer
from ingest.links import address_of
from ingest.message import Picture
from ingest.patterns import markup
from ingest.pictures import MARK, picture

Span = tuple[int, int]


class _Open(NamedTuple):
    """An element whose end is still to come; `begun` counts pieces written, `start` characters."""

    node: LexborNode
    tag: str
    attributes: Attributes
    begun: int
    start: int
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Page:
    """Text, and the character offsets of what its markup calls quoted mail or signature.

    `pictures` are those that came with the mail, where they are marked in the text."""

    text: str
    quoted: tuple[Span, ...] = ()
    signature: tuple[Span, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(slots=True)
class _Walk:
    writer: Writer = field(default_factory=Writer)
    quoted: list[Span] = field(default_factory=list)
    signature: list[Span] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    rest_from: int | None = None
    pictures: list[Picture] | None = None

    def enter(self, node: LexborNode, tag: str, attributes: Attributes) -> bool:
        """What an element begins with; False if all that is in it is to be left out."""
        if tag in markup.SKIPPED or (attributes and is_hidden(attributes)):
            return False
        if attributes and self.rest_from is None and begins_history(tag, attributes):
            self.rest_from = self.writer.at
        if tag == "p" and attributes and is_tight(attributes):
            self.writer.line()
        elif tag in markup.BLOCKS:
            self.writer.line(markup.BLOCKS[tag])
        elif tag == "span" and attributes and is_block(attributes):
            self.writer.line()
        elif tag == "br":
            self.writer.br()
        elif tag in _ENTER:
            _ENTER[tag](self, node)
        return True

    def leave(self, element: _Open) -> None:
        """What an element ends with; an empty paragraph of Word's is its blank line."""
        tag = element.tag
        if tag == "p" and element.attributes and is_tight(element.attributes):
            self.writer.line()
            if self.writer.at == element.start:
                self.writer.br()
        elif tag in markup.BLOCKS:
            self.writer.line(markup.BLOCKS[tag])
        elif tag == "span" and element.attributes and is_block(element.attributes):
            self.writer.line()
        elif tag in _LEAVE:
            _LEAVE[tag](self, element.node, element.begun)

    # The tags that need more than a line end.
    def pre(self, _: LexborNode) -> None:
        self.writer.line(2)
        self.writer.pre += 1

    def end_pre(self, _: LexborNode, __: int) -> None:
        self.writer.pre -= 1
        self.writer.line(2)

    def row(self, node: LexborNode) -> None:
        if self.writer.flat or is_data_row(node):
            self.writer.line()
            self.writer.flat += 1
        else:
            self.writer.line()

    def end_row(self, _: LexborNode, __: int) -> None:
        if self.writer.flat:
            self.writer.flat -= 1
        self.writer.line()

    def cell(self, node: LexborNode) -> None:
        if self.writer.flat and not self.writer.newlines and has_left_neighbour(node):
            self.writer.space = True
            self.writer.put("|")
            self.writer.space = True
        elif not self.writer.flat:
            self.writer.line()

    def item(self, _: LexborNode) -> None:
        self.writer.marked = False
        self.writer.line()
        if self.lists and self.lists[-1] > 0:
            self.writer.text(f"{self.lists[-1]}. ")
            self.lists[-1] += 1
        else:
            self.writer.text("- ")
        self.writer.marked = True

    def numbered(self, node: LexborNode) -> None:
        start = node.attributes.get("start") or "1"
        self.lists.append(int(start) if start.isdecimal() and len(start) < 6 else 1)
        self.writer.line()

    def bulleted(self, _: LexborNode) -> None:
        self.lists.append(0)
        self.writer.line()

    def end_list(self, _: LexborNode, __: int) -> None:
        self.writer.marked = False
        if self.lists:
            self.lists.pop()
        self.writer.line()

    def end_link(self, node: LexborNode, begun: int) -> None:
        href = node.attributes.get("href")
        if not href:
            return
        label = "".join(self.writer.out[begun:]).replace(MARK, "").strip()
        address = address_of(href, label)
        if address and label:
            self.writer.space = False
            self.writer.put(f" <{address}>")

    def rule(self, _: LexborNode) -> None:
        self.writer.line()

    def image(self, node: LexborNode) -> None:
        if emoji := emoji_of(node.attributes):
            self.writer.text(emoji)
            return
        if self.pictures is None or (found := picture(node.attributes, 0)) is None:
            return
        self.writer.put(MARK)
        self.pictures.append(replace(found, at=self.writer.at - 1))


_ENTER = {
    "pre": _Walk.pre,
    "tr": _Walk.row,
    "td": _Walk.cell,
    "th": _Walk.cell,
    "li": _Walk.item,
    "ol": _Walk.numbered,
    "ul": _Walk.bulleted,
    "hr": _Walk.rule,
    "img": _Walk.image,
}
_LEAVE = {
    "pre": _Walk.end_pre,
    "tr": _Walk.end_row,
    "ol": _Walk.end_list,
    "ul": _Walk.end_list,
    "a": _Walk.end_link,
}


@lru_cache(maxsize=8)  # the choice between two versions of a body and the choice's result meet here
def to_text(source: str, *, pictures: bool = False) -> Page:
    """The visible text of a page, in which its `pictures` are marked if that is asked."""
    walk = _Walk(pictures=[] if pictures else None)
    _run(walk, LexborHTMLParser(shallow(source)).root)
    text = "".join(walk.writer.out)
    quoted = list(walk.quoted)
    if walk.rest_from is not None:
        quoted.append((walk.rest_from, len(text)))
    spans = tuple(_tidy(quoted)), tuple(_tidy(walk.signature))
    return Page(text, *spans, tuple(walk.pictures or ()))


def _run(walk: _Walk, root: LexborNode | None) -> None:
    node = root
    stack: list[_Open] = []
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            walk.writer.text(node.text_content or "")
        elif walk.enter(node, tag, attributes := attributes_of(node, tag)):
            child = node.child
            mark = mark_of(node, tag, attributes)
            stack.append(_Open(node, tag, attributes, len(walk.writer.out), walk.writer.at, mark))
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


def _close(walk: _Walk, element: _Open) -> None:
    walk.leave(element)
    if element.mark is not None and walk.writer.at > element.start:
        spans = walk.quoted if element.mark is Mark.QUOTED else walk.signature
        spans.append((element.start, walk.writer.at))


def _tidy(spans: list[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
