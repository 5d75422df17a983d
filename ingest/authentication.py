"""What servers on the way say about whether the sender is who he claims to be (RFC 8601).

Each field names the server that checked (its authserv-id) and the result of each method. Whom to
believe is for the caller to say: anybody can write such a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.headers import Fields
from ingest.message import Checked
from ingest.words import unfold

_METHODS = frozenset({"dmarc", "dkim", "spf"})
_DOMAINS = ("header.from", "header.d", "header.i", "smtp.mailfrom", "smtp.mail")
_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"([a-z][a-z0-9-]*)(?:/\d+)?\s*=\s*([a-z]+)", re.IGNORECASE)
_PROPERTY = re.compile(r"([a-z]+\.[a-z]+)\s*=\s*\"?([^\s;\"]+)", re.IGNORECASE)
_MOST = 20  # fields of one mail, and results of one field


def vouches(checked: tuple[Checked, ...], server: str, domain: str) -> bool:
    """Whether this server says that the mail is of this domain, the one of its From.

    DMARC passed for it, or a signature or the envelope sender of just this domain did. What the
    server calls a failed DMARC is not mended by anything else. `server` "" believes a field without
    a name, if it is the topmost of all.
    """
    first = checked[0].server if checked else None
    if server == "" and first != "":
        return False
    ours = [one for one in checked if one.server == server.lower() and one.domain == domain.lower()]
    if any(one.method == "dmarc" and one.result == "fail" for one in ours):
        return False
    return any(one.result == "pass" for one in ours)


def results(header: Fields) -> tuple[Checked, ...]:
    """Every result of the three methods, the topmost field first."""
    fields = header.all("authentication-results")[:_MOST]
    return tuple(one for value in fields for one in _of_field(unfold(value)))


def _of_field(value: str) -> Iterator[Checked]:
    for _ in range(3):  # comments may be nested
        value = _COMMENT.sub(" ", value)
    first, *rest = value.split(";")[:_MOST]
    server = ""
    if _RESULT.match(first.strip()):
        rest.insert(0, first)
    else:
        server = (first.split() or [""])[0].lower()  # a version may follow
    for part in rest:
        found = _RESULT.match(part.strip())
        if found is not None and found[1].lower() in _METHODS:
            yield Checked(server, found[1].lower(), found[2].lower(), _domain(part))


def _domain(part: str) -> str:
    given = {name.lower(): value for name, value in _PROPERTY.findall(part)}
    address = next((given[name] for name in _DOMAINS if name in given), "")
    return address.rpartition("@")[2].strip("<>.").lower()
