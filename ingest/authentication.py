"""What servers on the way say about whether the sender is who he claims to be (RFC 8601).

Each field names the server that checked (its authserv-id) and the result of each method. Whom to
believe is for the caller to say: anybody can write such a field. A server writes its own above all
that the mail brought along, so its topmost word on each method is the one that is read. Addresses
in a field are the sender's to choose: what stands between quotes or in comments is no result.
"""

from __future__ import annotations

import re

from ingest.headers import Fields
from ingest.message import Checked
from ingest.words import unfold

_METHODS = ("dmarc", "dkim", "spf")
_DOMAINS = ("header.from", "header.d", "header.i", "smtp.mailfrom", "smtp.mail")
_TOKEN = re.compile(r'(?P<quoted>"(?:[^"\\]|\\.)*")|[();]|[^"();]+|.')
_MARK = re.compile(r"[;()]")
_SPLITS = re.compile(r"[\s=]")
_RESULT = re.compile(r"([a-z][a-z0-9-]{0,30})(?:/\d{1,3})?\s*=\s*([a-z]{1,30})", re.IGNORECASE)
_PROPERTY = re.compile(r"\s([a-z]{1,20}\.[a-z]{1,20})\s*=\s*(\S+)", re.IGNORECASE)
_MOST = 20  # fields of one mail, and results of one field
_LONGEST = 8_000  # characters of one field: servers write less
_UNCLEAR = "unclear"  # a result that vouches for nobody


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
    dmarc = {one.result for one in ours if one.method == "dmarc"}
    if "fail" in dmarc or len(dmarc) > 1:
        return False
    return any(one.result == "pass" for one in ours)


def refutes(checked: tuple[Checked, ...], server: str, domain: str) -> bool:
    """Whether this server says that the mail is not of the domain of its From."""
    failed = Checked(server.lower(), "dmarc", "fail", domain.lower())
    return failed in checked


def results(header: Fields) -> tuple[Checked, ...]:
    """The results of the three methods by each server, the topmost field first.

    Of several fields of a server, those below a further Received came with the mail, and so did a
    second one on the same method.
    """
    hops: dict[str, int] = {}
    spoken: set[tuple[str, str]] = set()
    found: list[Checked] = []
    for hop, value in header.below("received", "authentication-results")[:_MOST]:
        server, said = _of_field(unfold(value)[:_LONGEST])
        if hops.setdefault(server, hop) == hop:
            found += [one for one in said if (server, one.method) not in spoken]
        spoken |= {(server, one.method) for one in said}
    return tuple(found)


def _of_field(value: str) -> tuple[str, list[Checked]]:
    """The server, and its results."""
    pieces, plain = _pieces(value)
    first, *rest = pieces[:_MOST]
    server = ""
    if _RESULT.match(first.strip()):
        rest.insert(0, first)
    else:
        server = (first.split() or [""])[0].lower()  # a version may follow
    if not plain:
        return server, [Checked(server, method, _UNCLEAR, "") for method in _METHODS]
    results = ((piece, _RESULT.match(piece.strip())) for piece in rest)
    return server, [
        Checked(server, found[1].lower(), found[2].lower(), _domain(piece))
        for piece, found in results
        if found is not None and found[1].lower() in _METHODS
    ]


def _pieces(value: str) -> tuple[list[str], bool]:
    """What stands between semicolons, without comments (they may be nested); and whether it is
    plain: a mark between quotes is there to be taken for one by somebody."""
    pieces, depth, plain = [""], 0, True
    for token in _TOKEN.finditer(value):
        if token["quoted"]:
            plain = plain and not _MARK.search(token[0])
        if token[0] in "()":
            depth = max(0, depth + (1 if token[0] == "(" else -1))
            pieces[-1] += " "
        elif depth == 0 and token[0] == ";":
            pieces.append("")
        elif depth == 0:
            pieces[-1] += _SPLITS.sub("_", token[0]) if token["quoted"] else token[0]
    return pieces, plain


def _domain(piece: str) -> str:
    given = {name.lower(): value for name, value in _PROPERTY.findall(piece)}
    address = next((given[name] for name in _DOMAINS if name in given), "")
    return address.rpartition("@")[2].strip('<>."').lower()
