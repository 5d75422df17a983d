"""text/enriched (RFC 1896) and its forerunner text/richtext (RFC 1341, 7.1.3) as plain text."""

from __future__ import annotations

import re

_COMMAND = re.compile(r"<<|<(/?)([A-Za-z0-9-]{1,60})>")
_LINE_ENDS = re.compile(r"\n+")
# What richtext writes for a character or a line end.
_SPELLED = {"lt": "<", "nl": "\n", "np": "\n"}
_NOT_SHOWN = frozenset({"param", "comment"})


def to_text(source: str) -> str:
    """The text without its commands; a single line end is a blank, of several one goes."""
    out: list[str] = []
    done = hidden = as_it_is = 0
    source = source.rstrip("\n")
    for command in _COMMAND.finditer(source):
        if not hidden:
            out.append(_filled(source[done : command.start()], as_it_is=as_it_is > 0))
        done = command.end()
        name = (command[2] or "").lower()
        change = -1 if command[1] else 1
        if name in _NOT_SHOWN:
            hidden = max(hidden + change, 0)
        elif name == "nofill":
            as_it_is = max(as_it_is + change, 0)
        elif not hidden:
            out.append("<" if command[0] == "<<" else _SPELLED.get(name, ""))
    if not hidden:
        out.append(_filled(source[done:], as_it_is=as_it_is > 0))
    return "".join(out)


def _filled(text: str, *, as_it_is: bool) -> str:
    if as_it_is:
        return text
    return _LINE_ENDS.sub(lambda run: " " if len(run[0]) == 1 else "\n" * (len(run[0]) - 1), text)
