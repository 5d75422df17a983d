"""The text of a mail as a plain text part: headings underlined, everything else as it stands."""

from __future__ import annotations

import re

HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def plain(body: str, footer: str) -> str:
    """The text with its headings (`## …`) underlined, and the footer under the line that mail
    programs know as the beginning of a signature (RFC 3676, 4.3)."""
    text = HEADING.sub(lambda found: f"{found[1]}\n{'-' * len(found[1])}", body)
    return f"{text.strip()}\n\n-- \n{footer.strip()}\n"
