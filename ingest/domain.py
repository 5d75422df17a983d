"""A domain in the form in which the DNS has it (RFC 5891), so that two writings of it are one.

The standard library's codec is of 2003: it takes `straße.example` for `strasse.example`, which may
be somebody else's.
"""

from __future__ import annotations


def ascii_of(domain: str) -> str:
    """In lower case and in ASCII; what has no such form stays as it is, in lower case."""
    lower = domain.strip().rstrip(".").lower()
    if lower.isascii():
        return lower
    import idna  # heavy, and hardly ever needed

    try:
        return idna.encode(lower, uts46=True).decode("ascii")
    except idna.IDNAError:
        return lower
