"""OpenDocument texts and presentations (.odt, .odp): content.xml, and the pictures beside it."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.contents.content import Reason
from ingest.contents.package import Package
from ingest.contents.paper import Paper, Unreadable
from ingest.contents.word import read_media
from ingest.contents.xml import Handlers, read_xml

_PARTS = ("content.xml", "styles.xml")  # page headers and footers stand among the styles
_SPELLED = {"tab": "\t", "line-break": "\n", "s": " "}
_BLOCKS = frozenset({"p", "h"})


def read(data: bytes, paper: Paper) -> None:
    """The paragraphs in order; an encrypted document has no readable content.xml."""
    package = Package(data, paper)
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Unreadable(Reason.ENCRYPTED)
    for name in package.names(*_PARTS):
        story = _Story(paper)
        read_xml(package.read(name), Handlers(story.start, story.end, story.text))
        paper.line()
    read_media(package, paper, "Pictures/", "media/")


class _Story:
    """What stands in paragraphs; those in a cell share its line."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._blocks = 0
        self._cells = 0

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        self._blocks += tag in _BLOCKS
        self._cells += tag == "table-cell"
        if tag in _SPELLED and self._blocks:
            self._paper.put(_SPELLED[tag])

    def end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._blocks -= 1
            self._paper.put(" " if self._cells else "\n")
        elif tag == "table-cell":
            self._cells -= 1
            self._paper.put("\t")
        elif tag == "table-row":
            self._paper.line()

    def text(self, text: str) -> None:
        if self._blocks:
            self._paper.put(text)
