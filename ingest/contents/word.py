"""Word documents (.docx): the XML in the zip (ECMA-376 part 1, 17), with the pictures in it.

Deleted words of tracked changes are in the file all the same, so they are read; so are headers,
footnotes, comments and text boxes. Cells of a table are separated by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.contents.content import Reason
from ingest.contents.package import Package
from ingest.contents.paper import Paper, Unreadable
from ingest.contents.xml import Handlers, read_xml

_PARTS = re.compile(r"word/(?:document\d*|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_SPELLED = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TEXT = frozenset({"t", "delText"})


def read(data: bytes, paper: Paper) -> None:
    """The text of all parts, the document itself first, then pictures and embedded files."""
    package = Package(data, paper)
    parts = [name for name in package.names("word/") if _PARTS.fullmatch(name)]
    if not parts:
        raise Unreadable(Reason.BROKEN)
    for name in sorted(parts, key=lambda name: (not name.startswith("word/document"), name)):
        story = _Story(paper)
        read_xml(package.read(name), Handlers(story.start, story.end, story.text))
        paper.line()
    read_media(package, paper, "word/media/", "word/embeddings/")


def read_media(package: Package, paper: Paper, *folders: str) -> None:
    """The pictures and files inside an office document, each for itself."""
    for name in package.names(*folders):
        try:
            content = package.read(name)
        except Unreadable as missing:
            if missing.reason is Reason.BOMB:
                raise
            paper.unread(name, missing.reason)
            continue
        paper.inside(name.rpartition("/")[2], content, named=False)


class _Story:
    """One part of a document, from its first element to its last."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._cells = 0  # table cells that we are in
        self._hidden = 0  # fallbacks say once more what stands before them
        self._shown = False

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        if tag == "Fallback":
            self._hidden += 1
        elif tag == "tc":
            self._cells += 1
        self._shown = tag in _TEXT and not self._hidden
        if tag in _SPELLED and not self._hidden:
            self._paper.put(_SPELLED[tag])

    def end(self, tag: str) -> None:
        self._shown = False
        if tag == "Fallback":
            self._hidden -= 1
        elif tag == "tc":
            self._cells -= 1
            self._paper.put("\t")
        elif tag == "p":
            self._paper.put(" " if self._cells else "\n")
        elif tag == "tr":
            self._paper.put("\n" if not self._cells else " ")

    def text(self, text: str) -> None:
        if self._shown:
            self._paper.put(text)
