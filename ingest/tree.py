"""The parts of a mail: mail-parser's reading of the MIME structure, on bytes that were mended.

mail-parser (docs/adr/0010) guards the standard library's parser against mails nested too deep. Its
own second reading, of headers and bodies, is left out here, because headers.py and body.py read
the same tree: that is where most of its time goes, and where it mistakes odd mails.
"""

from __future__ import annotations

import re
from email.message import Message as Part
from typing import Self

from mailparser import MailParser
from mailparser.exceptions import MailParserError

from ingest.transfer import undo
from ingest.words import octets

_LOST_BOUNDARY = re.compile(rb"(?im)^--([^\s\"\\;]{1,200})[ \t]*\ncontent-[a-z-]{4,25}:")
_BLANK_LINE = re.compile(rb"\n[ \t]*\n")
_FIELD = re.compile(rb"([!-9;-~]+)([ \t]*):")
_SOUND = re.compile(rb"(?:(?:[!-9;-~]+:|[ \t])[^\n]*(?:\n|\Z))*")  # fields and folds, nothing else
_MBOX = re.compile(rb"\A>?From +(?!:)[^\n]*\n")
_KNOWN = re.compile(
    rb"(?i)(?:from|to|cc|bcc|subject|date|message-id|reply-to|sender|mime-version|content-[a-z-]+|"
    rb"received|return-path|references|in-reply-to|x-[a-z0-9-]+|delivered-to|dkim-signature|list-[a-z]+|"
    rb"authentication-results|thread-[a-z]+|importance|priority|precedence|auto-submitted|errors-to)"
    rb"[ \t]*:"
)


class Structure(MailParser):  # type: ignore[misc]  # mail-parser carries no types
    """mail-parser without its second reading: the tree alone, still guarded."""

    def parse(self) -> Self:
        """Nothing to add to the tree; headers.py and body.py read it."""
        return self


def read(raw: bytes, defects: list[str]) -> Part:
    """The tree of a mail whose bytes were trimmed; a mail that is nested too deep is one part."""
    mended = mend_header(raw, defects)
    try:
        tree = Structure.from_bytes(mended).message
    except (MailParserError, RecursionError, ValueError, IndexError, TypeError, AttributeError):
        defects.append("structure_unreadable")
        header, _, body = mended.partition(b"\n\n")
        tree = Part()
        tree.set_payload(body.decode("ascii", "surrogateescape"))
        for line in header.split(b"\n"):
            name, colon, value = line.partition(b":")
            if colon and _FIELD.match(line) and not name.lower().startswith(b"content-"):
                tree[name.decode("ascii", "replace")] = value.decode("ascii", "surrogateescape")
    assert isinstance(tree, Part)  # noqa: S101 - narrows an untyped library's value
    if not tree.is_multipart() and tree.get_content_maintype() == "multipart":
        split_at_other_boundary(tree, defects)
    return tree


def split_at_other_boundary(tree: Part, defects: list[str]) -> None:
    """A multipart whose parts were encoded, or stand between other boundaries than it says."""
    payload = tree._payload  # type: ignore[attr-defined]  # get_payload() would decode charsets
    # A multipart may not be encoded (RFC 2045, 6.4), but some are.
    encoding = str(tree.get("Content-Transfer-Encoding", ""))
    data = undo(octets(payload), encoding, []) if isinstance(payload, str) else b""
    lost = _LOST_BOUNDARY.search(data)
    if lost is None:
        return
    header = b'Content-Type: multipart/mixed; boundary="%s"\n\n' % lost[1]
    found = Structure.from_bytes(header + data).message
    if found.is_multipart():
        tree.set_payload(found.get_payload())
        defects.append("parts_missing")


def mend_header(raw: bytes, defects: list[str]) -> bytes:
    """`raw` with a header that the standard library reads to its end.

    It stops at the first line that is neither a field nor a fold; real mails have an mbox line, a
    fold that lost its blank, a field with a blank before its colon or blank lines on top.
    """
    raw = raw.lstrip(b"\xef\xbb\xbf \t\r\n") if raw[:1] in b"\xef \t\r\n" else raw
    if raw[:6].lstrip(b">").startswith(b"From "):
        raw = _MBOX.sub(b"", raw)
    blank = _BLANK_LINE.search(raw)
    end = blank.start() if blank else len(raw)
    if _SOUND.fullmatch(raw, 0, end):
        return raw
    lines = raw[:end].rstrip(b"\n").split(b"\n")
    odd = [number for number, line in enumerate(lines) if not _fits(line)]
    if not odd:
        return raw
    known = [number for number, line in enumerate(lines) if _KNOWN.match(line)]
    if not known or known[0] > 3:
        return raw
    for number in odd:
        if number > known[-1]:  # the body begins here, with no blank line before it
            lines[number:number] = [b""]
            break
        lines[number] = _mended(lines[number], first=number == 0)
    defects.append("header_mended")
    return b"\n".join(lines) + (raw[end:] or b"\n")


def _fits(line: bytes) -> bool:
    if line[:1] in b" \t" and line:
        return True
    field = _FIELD.match(line)
    return field is not None and not field[2]


def _mended(line: bytes, *, first: bool) -> bytes:
    field = _FIELD.match(line)
    if field is not None:
        return field[1] + b":" + line[field.end() :]
    return b"X-Unreadable: " + line if first else b" " + line
