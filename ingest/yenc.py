"""Files inside plain text, as people sent them before MIME: uuencode and yEnc.

Lifted from the bytes, before a character set is guessed: yEnc uses all 256 values.
"""

from __future__ import annotations

import re

from ingest.attachments import made, safe_name
from ingest.charset import decode
from ingest.message import Attachment
from ingest.transfer import uuencoded_line

_UU = re.compile(rb"(?m)^begin [0-7]{3,4} ([^\n]{1,200})$")
_YENC = re.compile(rb"(?m)^=ybegin [^\n]{0,300}?name=([^\n]{1,200})$")
_UU_LINE = re.compile(rb"[ -`]{1,90}")
_UNSHIFT = bytes((byte - 42) % 256 for byte in range(256))
_ESCAPED = re.compile(rb"=(.)", re.DOTALL)


def lift(text: bytes, into: list[Attachment], defects: list[str]) -> bytes:
    """`text` without its encoded files, which are appended to `into`."""
    if b"begin " not in text:
        return text
    last = text.rfind(b"\n=yend")
    for mark, reader in ((_UU, _read_uu), (_YENC, _read_yenc)):
        kept: list[bytes] = []
        done = 0
        for match in mark.finditer(text):
            if match.start() < done or (mark is _YENC and match.start() > last):
                continue
            end, data = reader(text, match.end() + 1, defects)
            if data is None:
                continue
            kept.append(text[done : match.start()])
            name = safe_name(decode(match[1].strip(), None, []), defects)
            into.append(made(data, name, "application/octet-stream"))
            done = end
        text = b"".join((*kept, text[done:]))
    return text


def _read_uu(text: bytes, at: int, defects: list[str]) -> tuple[int, bytes | None]:
    """Where the file ends and what it holds; None if these lines are prose."""
    out: list[bytes] = []
    while at < len(text):
        end = text.find(b"\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].rstrip(b"\r")
        at = end + 1
        if line.strip() == b"end":
            return at, b"".join(out)
        if line.strip() and not _UU_LINE.fullmatch(line):
            return at, None
        if line.strip():
            out.append(uuencoded_line(line, defects))
    defects.append("uuencode_broken")
    return at, b"".join(out) if len(out) > 1 else None


def _read_yenc(text: bytes, at: int, defects: list[str]) -> tuple[int, bytes | None]:
    end = text.find(b"\n=yend", at - 1)
    if end < 0:
        defects.append("yenc_broken")
        return at, None
    lines = [line for line in text[at:end].split(b"\n") if not line.startswith(b"=ypart ")]
    data = b"".join(line.rstrip(b"\r") for line in lines)
    data = _ESCAPED.sub(lambda match: bytes(((match[1][0] - 64) % 256,)), data)
    after = text.find(b"\n", end + 1)
    return (len(text) if after < 0 else after + 1), data.translate(_UNSHIFT)
