"""format=flowed (RFC 3676): lines that were broken for the wire become paragraphs again."""

from __future__ import annotations

import re

_QUOTES = re.compile(r">*")


def unflow(text: str, *, delsp: bool) -> str:
    """`text` with soft breaks undone; quote marks stay, as `> ` before each paragraph."""
    out: list[str] = []
    flowing = False
    depth_before = 0
    for line in text.split("\n"):
        depth = len(_QUOTES.match(line)[0])  # type: ignore[index]  # it matches the empty string
        content = line[depth:]
        # A stuffed blank goes (4.4), but not one that keeps ">" from being a quote mark.
        content = content[1:] if content.startswith(" ") and content[1:2] != ">" else content
        signature = content == "-- "
        if flowing and depth == depth_before and not signature:
            out[-1] += content
        else:
            if flowing:
                out[-1] = out[-1].rstrip(" ") if not delsp else out[-1]
            out.append(f"{'>' * depth} {content}" if depth else content)
        flowing = content.endswith(" ") and not signature
        if flowing and delsp:
            out[-1] = out[-1][:-1]
        depth_before = depth
    return "\n".join(out)
