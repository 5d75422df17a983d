"""Presentations (.pptx): the text of each slide and its notes, with the pictures in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.contents.content import Spot
from ingest.contents.package import Package
from ingest.contents.paper import Paper
from ingest.contents.word import read_media
from ingest.contents.xml import Handlers, read_xml

_SLIDE = re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide|comments/\w*?)(\d+)\.xml")


def read(data: bytes, paper: Paper) -> None:
    """Slide by slide, in the order of their numbers."""
    package = Package(data, paper)
    found = filter(None, map(_SLIDE.fullmatch, package.names("ppt/")))
    numbered = [(int(slide[1]), slide[0]) for slide in found]
    for number, name in sorted(numbered):
        read_drawing(package.read(name), paper, Spot(page=number))
    read_media(package, paper, "ppt/media/", "ppt/embeddings/")


def read_drawing(data: bytes, paper: Paper, spot: Spot) -> None:
    """The paragraphs of a drawing (ECMA-376 part 1, 21.1.2); cells of tables end with a tab."""
    shown = False

    def start(tag: str, _: Mapping[str, str]) -> None:
        nonlocal shown
        shown = tag in {"t", "text"}
        if tag == "br":
            paper.put("\n")

    def end(tag: str) -> None:
        nonlocal shown
        shown = False
        if tag == "tc":
            paper.put("\t")
        elif tag in {"p", "comment", "text"}:
            paper.put("\n")

    def text(words: str) -> None:
        if shown:
            paper.put(words, spot)

    read_xml(data, Handlers(start, end, text))
    paper.line()
