"""Reply, quoted mail and signature: who wrote which stretch of a text, and when."""

from __future__ import annotations

import re

from ingest.body import Shown
from ingest.message import Part, Region

_QUOTE = re.compile(r"\s{0,3}[>|]")
_ATTRIBUTION = re.compile(
    r"(?i)^\s*(?:op|on|le|am)\b.{5,200}(?:schreef|wrote|écrit|schrieb).{0,80}:\s*$"
)
_BREAK = re.compile(
    r"(?i)^\s*(?:-{2,}\s*(?:original|oorspronkelijk|forwarded|doorgestuurd|ursprüngliche|message d'origine).*"
    r"|_{20,}|(?:van|from|de|von)\s?:\s.{2,200}@.*)$"
)
_CLOSING = re.compile(
    r"(?i)^\s*(?:--\s*|(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|mvg|cordialement|"
    r"(?:kind|best) regards|regards|mit freundlichen grüßen|mfg|verstuurd vanaf.*|sent from my.*)[\s,.!]*$"
)


def regions(shown: Shown, *, subject: str, author: str) -> tuple[Region, ...]:
    """Regions that cover `shown.text` wholly, in order."""
    text = shown.text
    marks = [Part.REPLY] * 0
    lines = text.splitlines(keepends=True)
    part = Part.REPLY
    at = 0
    for line in lines:
        quoted = any(start <= at < end for start, end in shown.quoted)
        if part is not Part.QUOTED and (_ATTRIBUTION.match(line) or _BREAK.match(line)):
            part = Part.QUOTED
        elif part is Part.REPLY and _CLOSING.match(line):
            part = Part.SIGNATURE
        marks.append(Part.QUOTED if quoted or _QUOTE.match(line) else part)
        at += len(line)
    return _merge(lines, marks)


def _merge(lines: list[str], marks: list[Part]) -> tuple[Region, ...]:
    out: list[Region] = []
    at = 0
    for line, mark in zip(lines, marks, strict=True):
        end = at + len(line)
        if out and out[-1].part is mark:
            out[-1] = Region(mark, out[-1].start, end)
        else:
            out.append(Region(mark, at, end))
        at = end
    return tuple(out)
