"""What is wrong with the HTML of a mail: broken tags, and what mail programs refuse to show."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr")
)
_FORBIDDEN = frozenset(("script", "iframe", "object", "embed", "form", "link", "video", "audio"))
_REMOTE = ("http:", "https:", "//")


def faults(html: str) -> Iterator[str]:
    """Each fault of a whole page, with its line."""
    page = _Page()
    page.feed(html)
    page.close()
    yield from page.faults
    for tag, line in page.open:
        yield f"line {line}: <{tag}> is not closed"
    if not page.language:
        yield "<html> has no lang attribute"
    if page.headings != 1:
        yield f"there must be one <h1>, not {page.headings}"
    if "charset" not in page.told:
        yield "no <meta charset>"


class _Page(HTMLParser):
    """Reads a page and keeps what it found."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[tuple[str, int]] = []
        self.language = ""
        self.headings = 0
        self.told: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, given = self.getpos()[0], dict(attrs)
        if tag in _FORBIDDEN:
            self.faults.append(f"line {line}: <{tag}> has no place in a mail")
        for name in ("src", "background", "srcset"):
            if (given.get(name) or "").startswith(_REMOTE):
                self.faults.append(f"line {line}: <{tag}> fetches something from elsewhere")
        if tag == "img" and "alt" not in given:
            self.faults.append(f"line {line}: <img> has no alt text")
        self.language = self.language or (given.get("lang") or "" if tag == "html" else "")
        self.headings += tag == "h1"
        self.told |= given.keys() if tag == "meta" else set()
        if tag not in _VOID:
            self.open.append((tag, line))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
        else:
            line = self.getpos()[0]
            inner = f"; <{self.open[-1][0]}> is open" if self.open else ""
            self.faults.append(f"line {line}: </{tag}> closes nothing{inner}")
