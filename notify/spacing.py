"""French spacing: what stands before `:`, `;`, `!`, `?` and inside « » may not leave its word.

Templates and words are written with plain spaces, which everybody can type and see. What customers
and agents wrote is not touched.
"""

from __future__ import annotations

import re

_NARROW = re.compile(r" (?=[;!?%€](?![=}]))")  # ` !=` and ` %}` are of a template, not of French
_WIDE = re.compile(r"(?<=«) | (?=[:»])")


def spaced(text: str, language: str) -> str:
    """Our own words as they are printed: in French with U+202F and U+00A0 (Imprimerie nationale,
    Lexique des règles typographiques), else as they stand."""
    if language.partition("-")[0] != "fr":
        return text
    return _WIDE.sub("\N{NO-BREAK SPACE}", _NARROW.sub("\N{NARROW NO-BREAK SPACE}", text))
