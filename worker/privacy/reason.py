"""A reason that a person types, without the numbers and addresses that do not belong in a log."""

from __future__ import annotations

import re

LONGEST = 500
_STRUCK_OUT = "•••"
_ADDRESS = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}")
_NUMBER = re.compile(r"\b(?:[A-Z]{2}\d{2} ?[A-Z]{4} ?)?\d(?:[ .\-/]?\d){8,40}")


def discreet(reason: str) -> str:
    """One line; addresses and numbers of nine digits and more (BSN, account, phone) struck out."""
    line = " ".join(reason[:LONGEST].split())
    return _NUMBER.sub(_STRUCK_OUT, _ADDRESS.sub(_STRUCK_OUT, line))
