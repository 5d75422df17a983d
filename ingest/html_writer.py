"""Text as it grows out of a page: blank space collapses, blocks begin on lines of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_SPACES = re.compile(r"[ \t\r\n\f\xa0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u034f\u00ad\u061c\ufffc]+")
_PRE_NEWLINES = re.compile(r"\r\n?")


@dataclass(slots=True)
class Writer:
    """Text as it grows; blank space is held back until something visible follows."""

    out: list[str] = field(default_factory=list)
    at: int = 0
    newlines: int = 0
    space: bool = False
    pre: int = 0
    flat: int = 0
    marked: bool = False  # the mark of a list was written, and nothing behind it

    def text(self, text: str) -> None:
        """Text of a page: runs of blank space are one, unless it is preformatted."""
        if self.pre:
            self.put(_PRE_NEWLINES.sub("\n", text).replace("\xa0", " "))
            return
        text = _SPACES.sub(" ", _INVISIBLE.sub("", text) if not text.isascii() else text)
        if text.startswith(" "):
            self.space = True
            text = text[1:]
        if not text:
            return
        trailing = text.endswith(" ")
        self.put(text[:-1] if trailing else text)
        self.space = trailing

    def put(self, text: str) -> None:
        """Text as it is, behind the blank space that was held back."""
        if not text:
            return
        if self.newlines and self.at:
            self._append("\n" * self.newlines)
        elif self.space and self.at:
            self._append(" ")
        self.newlines, self.space, self.marked = 0, False, False
        self._append(text)

    def _append(self, text: str) -> None:
        self.out.append(text)
        self.at += len(text)

    def line(self, count: int = 1) -> None:
        """At least `count` line ends before what follows; a space inside a row of a table, and
        behind the mark of a list."""
        if self.flat or self.marked:
            self.space = True
        else:
            self.newlines = max(self.newlines, count)

    def br(self) -> None:
        """One more line end, as `<br>` asks for; at most one blank line between two lines."""
        if self.flat:
            self.space = True
        else:
            self.newlines = min(self.newlines + 1, 2)
