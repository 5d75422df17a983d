"""Links into the product (labels.md, `link`): the host carries a word of the preset."""

from __future__ import annotations

import re
from collections.abc import Iterator

from triage.hints import Candidate, Hints

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'“”«»|]{4,2000}", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?([^/?#:\s]+)", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:redirect|callback|reply|acs|origin)[ _-]?(?:ur[il]s?|adres\w*)?[\s:=]{1,3}"
    r"[\"'‘“«(]{0,2}$",
    re.IGNORECASE,
)
_TAIL = ".,;:!?)]}*_'’”"


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each link, without the punctuation that ends its sentence; every URL is claimed."""
    if "://" not in text and "www." not in text:
        return
    for match in _URL.finditer(text):
        start, end = match.start(), _end(match[0]) + match.start()
        hints.claimed.add(start, end)
        host = _HOST.match(text, start, end)
        if (
            host is None
            or not text.startswith("http", start)
            or not _has_path(text[host.end() : end])
        ):
            continue
        if _TOLD.search(hints.left(start, 40)):
            continue  # what an error message shows of itself
        if any(word in host[1].lower() for word in hints.preset.link_hosts):
            yield Candidate(start, end, 1.0, "host of the product")


def _has_path(rest: str) -> bool:
    return len(rest.strip("/")) > 0


def _end(url: str) -> int:
    end = len(url)
    while end and url[end - 1] in _TAIL:
        if url[end - 1] == ")" and url.count("(", 0, end) >= url.count(")", 0, end):
            break
        end -= 1
    return end
