"""The XML of office documents, read as a stream. A document type is refused: no office program
writes one, and entities are how a few bytes become gigabytes ("billion laughs")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat  # document types are refused below

from ingest.contents.content import Reason
from ingest.contents.paper import Unreadable


def _ignore(*_: object) -> None:
    """Nothing to do with this."""


@dataclass(frozen=True, slots=True)
class Handlers:
    """What is called, in document order; tags come without their namespace."""

    start: Callable[[str, Mapping[str, str]], None] = field(default=_ignore)
    end: Callable[[str], None] = field(default=_ignore)
    text: Callable[[str], None] = field(default=_ignore)


def read_xml(data: bytes, handlers: Handlers) -> None:
    """Call the handlers for all that stands in the document; Unreadable if it is broken."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda tag, given: handlers.start(tag.rpartition(":")[2], given)
    parser.EndElementHandler = lambda tag: handlers.end(tag.rpartition(":")[2])
    parser.CharacterDataHandler = handlers.text
    try:
        parser.Parse(data, True)  # noqa: FBT003  # the last piece
    except expat.ExpatError as error:
        raise Unreadable(Reason.BROKEN) from error


def _refuse(*_: object) -> None:
    raise Unreadable(Reason.BOMB)
