"""What makes a mail the same mail in another folder, under another number, on another server."""

from __future__ import annotations

import hashlib
import re

# Fields that its author wrote. The others are added and rewritten on the way (RFC 5321, 4.4).
_WRITTEN = re.compile(
    rb"^(?:from|to|cc|date|subject|message-id|content-type):[^\n]*(?:\n[ \t][^\n]*)*",
    re.IGNORECASE | re.MULTILINE,
)


def digest(raw: bytes) -> str:
    """SHA-256 of what the author wrote, whatever the line ends, as 64 hexadecimal digits."""
    lines = raw.replace(b"\r\n", b"\n")
    head, _, body = lines.partition(b"\n\n")
    found = hashlib.sha256()
    for field in sorted(match[0] for match in _WRITTEN.finditer(head)):
        found.update(field)
        found.update(b"\n")
    found.update(b"\n")
    found.update(body)
    return found.hexdigest()
